// A sentence about evidence: a row of text in both languages with numbered places, and what stands
// in them. A phrase is data: it can be kept, compared, and printed later in either language.
//
//     static const ks_phrase_text cleared = { "log_cleared", { KS_TEXT("{0} was cleared by {1}"),
//                                                              KS_TEXT("{1} が {0} を消去しました")
//                                                              } };
//     ks_phrase said = ks_phrase_of(&cleared);
//     ks_phrase_add_text(&said, channel);
//     ks_out_phrase(&out, &said, KS_JA);
//
// Texts that came from evidence are printed as they are: whoever shows the phrase escapes all of it
// for the place where it goes.
#pragma once
#include "base/out.h"
#include "message/message.h"

// One row: the id is for files and tests, the texts have {0} ... {5} where arguments go, and
// {0?record is|records are} where words depend on whether argument 0 is one.
typedef struct {
    const char *id;
    ks_str text[KS_LANG_COUNT];
} ks_phrase_text;

typedef enum {
    KS_ARGUMENT_TEXT,   // as it is
    KS_ARGUMENT_NUMBER, // 41,233
    KS_ARGUMENT_PLAIN,  // 4688: an id, without grouping
    KS_ARGUMENT_TIME,   // ticks, 2026-05-11 03:10:02, UTC
    KS_ARGUMENT_LENGTH, // ticks, "3 d 4 h"
    KS_ARGUMENT_WORDS   // another row, without places
} ks_argument_kind;

typedef struct {
    ks_argument_kind kind;
    ks_str text;
    u64 number; // number, ticks
    const ks_phrase_text *words;
} ks_argument;

enum { ks_arguments_most = 6 };
typedef struct {
    const ks_phrase_text *text; // NULL: nothing is said
    ks_argument arguments[ks_arguments_most];
    u32 count;
} ks_phrase;

static inline ks_phrase ks_phrase_of(const ks_phrase_text *text)
{
    return (ks_phrase){ .text = text };
}

// Whether both say the same, whatever the language.
bool ks_phrase_equal(const ks_phrase *a, const ks_phrase *b);

void ks_phrase_add(ks_phrase *phrase, ks_argument argument); // a seventh is a broken claim

static inline void ks_phrase_add_text(ks_phrase *phrase, ks_str text)
{
    ks_phrase_add(phrase, (ks_argument){ .kind = KS_ARGUMENT_TEXT, .text = text });
}

static inline void ks_phrase_add_number(ks_phrase *phrase, u64 number)
{
    ks_phrase_add(phrase, (ks_argument){ .kind = KS_ARGUMENT_NUMBER, .number = number });
}

static inline void ks_phrase_add_plain(ks_phrase *phrase, u64 number)
{
    ks_phrase_add(phrase, (ks_argument){ .kind = KS_ARGUMENT_PLAIN, .number = number });
}

static inline void ks_phrase_add_time(ks_phrase *phrase, u64 ticks)
{
    ks_phrase_add(phrase, (ks_argument){ .kind = KS_ARGUMENT_TIME, .number = ticks });
}

static inline void ks_phrase_add_length(ks_phrase *phrase, u64 ticks)
{
    ks_phrase_add(phrase, (ks_argument){ .kind = KS_ARGUMENT_LENGTH, .number = ticks });
}

static inline void ks_phrase_add_words(ks_phrase *phrase, const ks_phrase_text *words)
{
    ks_phrase_add(phrase, (ks_argument){ .kind = KS_ARGUMENT_WORDS, .words = words });
}

// Prints the phrase; nothing for a phrase without text. A place without argument is left out.
void ks_out_phrase(ks_out *out, const ks_phrase *phrase, ks_lang lang);
