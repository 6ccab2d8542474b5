// See level.h.
#include "message/level.h"

const char *const ks_level_words[KS_LEVEL_COUNT] = {
#define X(name, word, ja) word,
    KS_LEVELS(X)
#undef X
};

ks_str ks_level_text(ks_level level, ks_lang lang)
{
    static const char *const japanese[KS_LEVEL_COUNT] = {
#define X(name, word, ja) ja,
        KS_LEVELS(X)
#undef X
    };
    return ks_str_of(lang == KS_JA ? japanese[level] : ks_level_words[level]);
}
