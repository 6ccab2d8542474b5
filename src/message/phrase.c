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

// A place begins here: its size up to and with '}'; 0: it is no place.
static size_t place_size(ks_str text, size_t at)
{
    if (text.size - at < 3 || text.at[at] != '{' || text.at[at + 1] < '0' || text.at[at + 1] > '9')
        return 0;
    if (text.at[at + 2] == '}')
        return 3;
    const char *end = text.at[at + 2] == '?' ? memchr(text.at + at, '}', text.size - at) : NULL;
    return end ? (size_t)(end - text.at) + 1 - at : 0;
}

static void put_place(ks_out *out, const ks_phrase *phrase, ks_str place, ks_lang lang)
{
    u32 number = (u32)(place.at[1] - '0');
    if (number >= phrase->count)
        return;
    const ks_argument *a = &phrase->arguments[number];
    if (place.size == 3) {
        put_argument(out, a, lang);
        return;
    }
    ks_str words = { place.at + 3, place.size - 4 };
    const char *bar = memchr(words.at, '|', words.size);
    KS_ASSERT(bar != NULL); // our own text
    size_t first = (size_t)(bar - words.at);
    ks_out_put(out, a->number == 1 ? (ks_str){ words.at, first }
                                   : (ks_str){ words.at + first + 1, words.size - first - 1 });
}

void ks_out_phrase(ks_out *out, const ks_phrase *phrase, ks_lang lang)
{
    if (!phrase->text)
        return;
    ks_str text = phrase->text->text[lang];
    size_t from = 0;
    for (size_t i = 0; i < text.size;) {
        size_t size = place_size(text, i);
        if (size) {
            ks_out_bytes(out, text.at + from, i - from);
            put_place(out, phrase, (ks_str){ text.at + i, size }, lang);
            from = i + size;
        }
        i += size ? size : 1;
    }
    ks_out_bytes(out, text.at + from, text.size - from);
}
