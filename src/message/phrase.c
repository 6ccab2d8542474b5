// Phrases: the row's text with its arguments put in place. Everything that depends on the language
// is in the rows; numbers and times look the same in both, so that both can be searched.
#include "message/phrase.h"

#include "base/number.h"
#include "base/ticks.h"

void ks_phrase_add(ks_phrase *phrase, ks_argument argument)
{
    KS_ASSERT(phrase->count < ks_arguments_most);
    phrase->arguments[phrase->count++] = argument;
}

bool ks_phrase_equal(const ks_phrase *a, const ks_phrase *b)
{
    if (a->text != b->text || a->count != b->count)
        return false;
    for (u32 i = 0; i < a->count; i++) {
        const ks_argument *x = &a->arguments[i], *y = &b->arguments[i];
        if (x->kind != y->kind || x->number != y->number || x->words != y->words ||
            !ks_str_equal(x->text, y->text))
            return false;
    }
    return true;
}

static void put_argument(ks_out *out, const ks_argument *a, ks_lang lang)
{
    switch (a->kind) {
    case KS_ARGUMENT_TEXT: ks_out_put(out, a->text); break;
    case KS_ARGUMENT_NUMBER: ks_out_grouped(out, a->number); break;
    case KS_ARGUMENT_PLAIN: ks_out_u64(out, a->number); break;
    case KS_ARGUMENT_TIME: ks_out_ticks_local(out, a->number, 0, 0); break;
    case KS_ARGUMENT_LENGTH: ks_out_duration(out, a->number); break;
    case KS_ARGUMENT_WORDS:
        if (a->words)
            ks_out_put(out, a->words->text[lang]);
        break;
    }
}

void ks_out_phrase(ks_out *out, const ks_phrase *phrase, ks_lang lang)
{
    if (!phrase->text)
        return;
    ks_str text = phrase->text->text[lang];
    size_t from = 0;
    for (size_t i = 0; i + 2 < text.size; i++) {
        char digit = text.at[i + 1];
        if (text.at[i] != '{' || text.at[i + 2] != '}' || digit < '0' || digit > '9')
            continue;
        ks_out_bytes(out, text.at + from, i - from);
        u32 number = (u32)(digit - '0');
        if (number < phrase->count)
            put_argument(out, &phrase->arguments[number], lang);
        i += 2;
        from = i + 1;
    }
    ks_out_bytes(out, text.at + from, text.size - from);
}
