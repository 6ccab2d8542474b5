// Phrases: arguments in their places, in both languages.
#include "message/phrase.h"

#include "test.h"

static const ks_phrase_text row = {
    "row", { KS_TEXT("{0} did {1} things, {2}"), KS_TEXT("{2}、{0} が {1} 件") }
};
static const ks_phrase_text words = { "words", { KS_TEXT("often"), KS_TEXT("何度も") } };

static bool is_said(const ks_phrase *phrase, ks_lang lang, const char *wanted)
{
    ks_arena arena;
    ks_out out;
    if (!ks_arena_open(&arena, "run", 1 << 16) || !ks_out_open(&out, &arena, 1024))
        return false;
    ks_out_phrase(&out, phrase, lang);
    bool is_equal = ks_str_equal(ks_out_str(&out), ks_str_of(wanted));
    if (!is_equal)
        remark("%.*s", (int)ks_out_size(&out), (const char *)out.start);
    ks_arena_close(&arena);
    return is_equal;
}

int main(void)
{
    ks_phrase said = ks_phrase_of(&row);
    ks_phrase_add_text(&said, KS_STR("{1}"));
    ks_phrase_add_number(&said, 41233);
    ks_phrase_add_words(&said, &words);
    check("places take their arguments in any order, and evidence is not taken for a place",
          is_said(&said, KS_EN, "{1} did 41,233 things, often") &&
              is_said(&said, KS_JA, "何度も、{1} が 41,233 件"));
    ks_phrase few = ks_phrase_of(&row);
    ks_phrase_add_plain(&few, 4688);
    check("a place without argument is left out", is_said(&few, KS_EN, "4688 did  things, "));
    check("a phrase without text says nothing", is_said(&(ks_phrase){ 0 }, KS_EN, ""));
    static const ks_phrase_text counted = {
        "counted", { KS_TEXT("{0} {0?record is|records are} gone"), KS_TEXT("{0} 件") }
    };
    ks_phrase one = ks_phrase_of(&counted), two = ks_phrase_of(&counted);
    ks_phrase_add_number(&one, 1);
    ks_phrase_add_number(&two, 2);
    check("words agree with their number",
          is_said(&one, KS_EN, "1 record is gone") && is_said(&two, KS_EN, "2 records are gone"));
    ks_phrase same = said;
    check("a phrase equals its copy", ks_phrase_equal(&said, &same));
    same.arguments[1].number++;
    check("another number is another phrase", !ks_phrase_equal(&said, &same));
    return checked();
}
