// Every sentence that people read: both languages, the same holes, the house's manners, a remedy.
#include "message/message.h"

#include "test.h"

#include <stdio.h>

typedef struct {
    const char *name, *en, *ja;
} row;

#define EN(what, remedy) what, remedy
#define JA(what, remedy) what, remedy
static const struct {
    const char *name, *en, *en_remedy, *ja, *ja_remedy;
} fails[] = {
#define SAY(reason, en, ja) { #reason, en, ja },
#include "message/sentences.h"
#undef SAY
};

static const row notes[] = {
#define X(name, en, ja) { #name, en, ja },
    KS_NOTES(X)
#undef X
};

static const row ledger_rows[] = {
#define ROW(word, en, ja) { word, en, ja },
#include "message/ledger.h"
#undef ROW
};

// Counts "{hole}" in a sentence.
static size_t holes(const char *sentence, const char *hole)
{
    size_t count = 0;
    for (const char *p = strstr(sentence, hole); p; p = strstr(p + 1, hole))
        count++;
    return count;
}

// The plural's "s" is English alone, and a hole may look different ({0}, {0,}).
static bool has_same_holes(const char *en, const char *ja)
{
    for (char digit = '0'; digit < '4'; digit++) {
        size_t count[2] = { 0, 0 };
        const char *texts[2] = { en, ja };
        for (size_t i = 0; i < 2; i++) {
            for (const char *kind = " ,bxd"; *kind; kind++) {
                char hole[8];
                snprintf(hole, sizeof hole, *kind == ' ' ? "{%c}" : "{%c%c}", digit, *kind);
                count[i] += holes(texts[i], hole);
            }
        }
        if (count[0] != count[1])
            return false;
    }
    return holes(en, "{text}") == holes(ja, "{text}") &&
           holes(en, "{text2}") == holes(ja, "{text2}") &&
           holes(en, "{errno}") == holes(ja, "{errno}");
}

static bool has_japanese(const char *text)
{
    for (const char *p = text; *p; p++) {
        if ((unsigned char)*p >= 0xe3)
            return true;
    }
    return false;
}

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text), end_size = strlen(end);
    return size >= end_size && strcmp(text + size - end_size, end) == 0;
}

static bool is_well_formed(const char *name, const char *en, const char *ja)
{
    bool is_fine = *en && *ja && has_same_holes(en, ja) && !ends_with(en, ".") &&
                   !ends_with(ja, "。") && strstr(en, "!") == NULL && strstr(ja, "!") == NULL &&
                   strstr(ja, "！") == NULL;
    if (!is_fine)
        remark("%s: '%s' / '%s'", name, en, ja);
    return is_fine;
}

static void check_fails(void)
{
    bool has_all = countof(fails) == KS_REASON_COUNT, are_formed = true, have_remedy = true;
    bool are_lower = true, are_polite = true;
    for (size_t i = 0; i < countof(fails); i++) {
        are_formed = is_well_formed(fails[i].name, fails[i].en, fails[i].ja) && are_formed;
        have_remedy =
            is_well_formed(fails[i].name, fails[i].en_remedy, fails[i].ja_remedy) && have_remedy;
        are_lower = are_lower && !(fails[i].en[0] >= 'A' && fails[i].en[0] <= 'Z');
        are_polite = are_polite && has_japanese(fails[i].ja) && has_japanese(fails[i].ja_remedy) &&
                     (strstr(fails[i].ja_remedy, "ください") ||
                      strstr(fails[i].ja_remedy, "ません") || strstr(fails[i].ja_remedy, "ます"));
    }
    check("each reason of base/fail.h has a sentence", has_all);
    check("each has the same holes in both languages, and no full stop", are_formed);
    check("each says what to do, in both languages", have_remedy);
    check("English sentences begin in lower case", are_lower);
    check("Japanese remedies are polite", are_polite);
}

static void check_rows(const char *sentence, const row *rows, size_t count)
{
    bool are_formed = count > 0;
    for (size_t i = 0; i < count; i++)
        are_formed = is_well_formed(rows[i].name, rows[i].en, rows[i].ja) && are_formed;
    check(sentence, are_formed);
}

static char said_text[512];
static const char *ended(ks_out *out)
{
    ks_out_byte(out, 0);
    return said_text;
}

static const char *said(ks_note note, ks_words words, ks_lang lang)
{
    ks_out out = { .at = (u8 *)said_text, .start = (u8 *)said_text };
    out.end = out.start + sizeof said_text;
    ks_say(&out, note, &words, lang);
    return ended(&out);
}

static void check_holes(void)
{
    ks_words one = { .number = { 1, 1, 1 } }, many = { .number = { 1234567, 2, 3 } };
    check("one is singular in English",
          strcmp(said(KS_SAY_SURVEY_TOTAL, one, KS_EN), "1 event in 1 log of 1 host") == 0);
    check("many are plural, with thousands separators",
          strcmp(said(KS_SAY_SURVEY_TOTAL, many, KS_EN), "1,234,567 events in 2 logs of 3 hosts") ==
              0);
    check("Japanese has no plural",
          strcmp(said(KS_SAY_SURVEY_EVENTS, many, KS_JA), "イベント 1,234,567 件") == 0);
    ks_words minutes = { .number = { 1, 2, 3, (i64)125 * 10000000 } };
    check("a span of time is in the language's words",
          strstr(said(KS_SAY_PROGRESS, minutes, KS_JA), "残り 2 分 5 秒") != NULL &&
              strstr(said(KS_SAY_PROGRESS, minutes, KS_EN), "2 min") != NULL);
    ks_words hostile = { .text = { KS_STR("a\x1b[2J\xe2\x80\xae"
                                          "b"),
                                   KS_STR("x") } };
    check("texts in holes are made visible",
          strcmp(said(KS_SAY_ON_SOURCE, hostile, KS_EN), "a\\x1b[2J<U+202E>b: x") == 0);
    ks_words braces = { .text = { KS_STR("{0}{text}"), KS_STR("x") } };
    check("braces in a text are no holes",
          strcmp(said(KS_SAY_ON_SOURCE, braces, KS_EN), "{0}{text}: x") == 0);
}

static void check_places(void)
{
    ks_fail fail = { .reason = KS_TRUNCATED,
                     .place = { .offset = 4096 },
                     .number = { 8, 3 },
                     .text = KS_STR("magic") };
    ks_out out = { .at = (u8 *)said_text, .start = (u8 *)said_text };
    out.end = out.start + sizeof said_text;
    ks_say_fail(&out, &fail, KS_STR("Security.evtx"), KS_EN);
    check("a failure says where and what",
          strcmp(ended(&out), "Security.evtx: at 0x1000: 8 bytes wanted for 'magic', 3 left") == 0);
    ks_out_clear(&out);
    ks_fail missing = { .reason = KS_OPEN_FAILED, .number = { 2 }, .text = KS_STR("x.evtx") };
    ks_say_fail(&out, &missing, (ks_str){ 0 }, KS_JA);
    check("the system's words are Japanese as well",
          strcmp(ended(&out), "'x.evtx' を開けません: ファイルまたはフォルダーがありません") == 0);
    ks_out_clear(&out);
    check("an unknown word of the ledger is not said",
          !ks_say_ledger(&out, KS_STR("no_such_word"), NULL, KS_EN) && ks_out_size(&out) == 0);
}

int main(void)
{
    check_fails();
    check_rows("each note has both languages, with the same holes", notes, countof(notes));
    check_rows("each row of the ledger has both languages", ledger_rows, countof(ledger_rows));
    check_holes();
    check_places();
    return checked();
}
