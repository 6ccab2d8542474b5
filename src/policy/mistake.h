// What a linter says of a policy file: a kind (one row of a format's table: id, level, sentence and
// remedy in both languages), what fills its holes, and the place: line and column of a text, or an
// offset.
//
//     #define SRP_MISTAKES(X) X(NO_DEFAULT, "no-default", WARNING, "en {0}", "ja {0}", "do",
//     "する") static const ks_mistake_kind kinds[] = { SRP_MISTAKES(KS_MISTAKE_ROW) };
#pragma once
#include "base/arena.h"
#include "base/out.h"
#include "message/phrase.h"

// ERROR: Windows rejects or ignores it. WARNING: it is accepted, but not what the author meant.
typedef enum { KS_MISTAKE_ERROR, KS_MISTAKE_WARNING, KS_MISTAKE_NOTE } ks_mistake_level;

typedef struct {
    const char *id;
    ks_mistake_level level;
    ks_phrase_text said, remedy;
} ks_mistake_kind;

#define KS_MISTAKE_ROW(name, id, level, en, ja, remedy_en, remedy_ja) \
    { id,                                                             \
      KS_MISTAKE_##level,                                             \
      { id, { KS_TEXT(en), KS_TEXT(ja) } },                           \
      { id, { KS_TEXT(remedy_en), KS_TEXT(remedy_ja) } } },

typedef struct {
    u32 line, column; // 0: the place is an offset
    u64 offset;
} ks_mistake_place;

typedef struct ks_mistake ks_mistake;
struct ks_mistake {
    const ks_mistake_kind *kind;
    ks_str text[2]; // {0} and {1} of sentence and remedy
    ks_mistake_place place;
    ks_mistake *next;
};

typedef struct {
    ks_mistake *first;
    ks_mistake *last;
    u32 count;
    bool is_cut; // there were more than are kept
    ks_arena *arena;
} ks_mistakes;

enum { ks_mistakes_most = 10000 };

// The texts are kept as they are: they have to live as long as the mistakes.
void ks_mistake_add(ks_mistakes *to, const ks_mistake_kind *kind, ks_mistake_place place,
                    ks_str first, ks_str second);
void ks_mistake_say(ks_out *out, const ks_mistake *mistake, ks_lang lang);
void ks_mistake_say_remedy(ks_out *out, const ks_mistake *mistake, ks_lang lang);
// The second half of what is left, for temporary things beside mistakes that go on being added: a
// plain copy of the arena would be written over by them. The arena keeps the first half.
ks_arena ks_mistakes_scratch(ks_arena *arena);
// Sorts by place, then by kind's id.
void ks_mistakes_sort(ks_mistakes *mistakes);
