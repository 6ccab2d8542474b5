// The one file that knows PCRE2. Matching is bounded: by steps, by depth, by memory.
#include "event/pattern_pcre.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { match_limit = 2000000, depth_limit = 10000, heap_limit_kib = 20000 };

static bool refuse(int code, size_t at, ks_arena *run, ks_fail *fail)
{
    PCRE2_UCHAR words[256] = { 0 };
    (void)pcre2_get_error_message(code, words, sizeof words);
    ks_str text = ks_arena_keep(run, ks_str_of((const char *)words));
    return ks_refuse(fail, KS_BAD_PATTERN, (i64)at + 1, 0, text);
}

bool pattern_pcre_compile(pattern_pcre *pattern, ks_str word, ks_pattern_options options,
                          ks_arena *run, ks_fail *fail)
{
    u32 flags = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;
    flags |= options.is_literal ? PCRE2_LITERAL : PCRE2_NEVER_BACKSLASH_C;
    flags |= options.ignores_case ? PCRE2_CASELESS : 0u;
    int code = 0;
    size_t at = 0;
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)word.at, word.size, flags, &code, &at, NULL);
    if (compiled == NULL)
        return refuse(code, at, run, fail);
    // Without executable memory the interpreter does the same, slower.
    (void)pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
    pattern->code = compiled;
    return true;
}

void pattern_pcre_close(pattern_pcre *pattern)
{
    pcre2_code_free(pattern->code);
    pattern->code = NULL;
}

bool pattern_pcre_work_open(pattern_pcre_work *work)
{
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    pcre2_match_data *match = pcre2_match_data_create(1, NULL);
    *work = (pattern_pcre_work){ match, context };
    if (context == NULL || match == NULL) {
        pattern_pcre_work_close(work);
        return false;
    }
    pcre2_set_match_limit(context, match_limit);
    pcre2_set_depth_limit(context, depth_limit);
    pcre2_set_heap_limit(context, heap_limit_kib);
    return true;
}

void pattern_pcre_work_close(pattern_pcre_work *work)
{
    pcre2_match_context_free(work->context);
    pcre2_match_data_free(work->match);
    *work = (pattern_pcre_work){ 0 };
}

ks_pattern_result pattern_pcre_find(const pattern_pcre *pattern, const pattern_pcre_work *work,
                                    ks_str text, ks_pattern_hit *hit)
{
    PCRE2_SPTR subject = (PCRE2_SPTR)(text.size ? text.at : "");
    int found = pcre2_match(pattern->code, subject, text.size, 0, 0, work->match, work->context);
    if (found == PCRE2_ERROR_NOMATCH)
        return KS_PATTERN_NONE;
    if (found < 0)
        return KS_PATTERN_GAVE_UP;
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(work->match);
    hit->from = ends[0];
    hit->to = ends[1] < ends[0] ? ends[0] : ends[1]; // \K may put the start behind the end
    return KS_PATTERN_FOUND;
}
