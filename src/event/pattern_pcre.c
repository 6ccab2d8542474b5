// The one file that knows PCRE2. Matching is bounded: by steps, by depth, by memory.
#include "event/pattern_pcre.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { match_limit = 2000000, depth_limit = 10000, heap_limit_kib = 20000 };

// Opaque to everyone else: the library's own types under our names.
static const pcre2_code *code_of(const pattern_pcre *pattern)
{
    return (const pcre2_code *)(const void *)pattern;
}

struct pattern_pcre_work {
    pcre2_match_data *match;
    pcre2_match_context *context;
    struct pattern_pcre_work *self;
};

static bool refuse(int code, size_t at, ks_arena *run, ks_fail *fail)
{
    PCRE2_UCHAR words[256] = { 0 };
    (void)pcre2_get_error_message(code, words, sizeof words);
    ks_str text = ks_arena_keep(run, ks_str_of((const char *)words));
    return ks_refuse(fail, KS_BAD_PATTERN, (i64)at + 1, 0, text);
}

bool pattern_pcre_compile(pattern_pcre **pattern, ks_str word, ks_pattern_options options,
                          ks_arena *run, ks_fail *fail)
{
    u32 flags = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
    flags |= options.is_literal ? PCRE2_LITERAL : 0u;
    flags |= options.ignores_case ? PCRE2_CASELESS : 0u;
    if (options.is_literal) // what the library allows beside PCRE2_LITERAL
        flags &= ~(u32)PCRE2_NEVER_BACKSLASH_C;
    int code = 0;
    size_t at = 0;
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)(const void *)word.at, word.size, flags, &code, &at, NULL);
    if (compiled == NULL)
        return refuse(code, at, run, fail);
    // Without executable memory the interpreter does the same, slower.
    (void)pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
    *pattern = (pattern_pcre *)(void *)compiled;
    return true;
}

void pattern_pcre_close(pattern_pcre *pattern)
{
    pcre2_code_free((pcre2_code *)(void *)pattern);
}

pattern_pcre_work *pattern_pcre_work_open(void)
{
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    pcre2_match_data *match = pcre2_match_data_create(1, NULL);
    if (context == NULL || match == NULL) {
        pcre2_match_context_free(context);
        pcre2_match_data_free(match);
        return NULL;
    }
    pcre2_set_match_limit(context, match_limit);
    pcre2_set_depth_limit(context, depth_limit);
    pcre2_set_heap_limit(context, heap_limit_kib);
    return NULL;
}
