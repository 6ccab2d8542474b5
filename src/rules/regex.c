// The one file of the room that knows PCRE2. What a regular expression of Sigma means here:
// searched for, case counts unless `i`, `.` is no line feed unless `s`, ^ and $ are the ends of the
// value unless `m`, \d \w \s \b are of ASCII, a character is a scalar of Unicode (docs/sigma.md).
#include "rules/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
    match_limit = 1000000,
    depth_limit = 10000,
    heap_limit_kib = 20000,
    stack_least = 32 * 1024,
    stack_most = 1024 * 1024,
    shorter_most = 512 // bytes of a pattern
};

// Whether the pattern holds what could tell where a match began, or come back to its front.
static bool is_tangled(ks_str text)
{
    for (size_t i = 0; i + 1 < text.size; i++) {
        bool is_plain_group = i + 2 < text.size && text.at[i + 2] == ':';
        if (text.at[i] == '(' &&
            (text.at[i + 1] == '*' || (text.at[i + 1] == '?' && !is_plain_group)))
            return true;
        if (text.at[i] == '\\' && memchr("gGKQE", text.at[i + 1], 5))
            return true;
    }
    return false;
}

// A search finds `\w+` and a character that is no \w where it finds `\w` and that character; the
// run of \w is then not followed from each of its places. What comes behind is asked at the same
// places, in the same order, only less often, so limits are not met earlier. The pattern as it is,
// unless it begins so.
static ks_str without_first_run(ks_str text, char shorter[shorter_most])
{
    static const char strangers[] = "!\"#%&',-/:;<=>@`~"; // to \d, \s and \w, and no operators
    enum { front = 4 };                                   // bytes of `\w+` and the stranger
    if (text.size < front || text.size > shorter_most || text.at[0] != '\\' ||
        memchr("dsw", text.at[1], 3) == NULL || text.at[2] != '+' ||
        memchr(strangers, text.at[3], sizeof strangers - 1) == NULL || is_tangled(text) ||
        (text.size > front && memchr("?*+{", text.at[front], 4)))
        return text;
    memcpy(shorter, text.at, 2);
    memcpy(shorter + 2, text.at + 3, text.size - 3);
    return (ks_str){ shorter, text.size - 1 };
}

static pcre2_code *compile(ks_str text, u32 options, int *code, size_t *at)
{
    PCRE2_SPTR pattern = (PCRE2_SPTR)(text.size ? text.at : "");
    return pcre2_compile(pattern, text.size, options, code, at, NULL);
}

bool rules_regex_compile(rules_regex *regex, ks_str text, unsigned flags, rules_regex_error *error)
{
    u32 options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
    options |= flags & KS_REGEX_IGNORE_CASE ? PCRE2_CASELESS : 0u;
    options |= flags & KS_REGEX_MULTILINE ? PCRE2_MULTILINE : 0u;
    options |= flags & KS_REGEX_DOT_ALL ? PCRE2_DOTALL : 0u;
    int code = 0;
    size_t at = 0;
    char room[shorter_most] KS_UNSET;
    ks_str shorter = without_first_run(text, room);
    pcre2_code *compiled = compile(shorter, options, &code, &at);
    if (compiled == NULL && shorter.size != text.size) // what is wrong, and where
        compiled = compile(text, options, &code, &at);
    regex->code = compiled;
    if (compiled == NULL) {
        if (error) {
            *error = (rules_regex_error){ .at = at };
            (void)pcre2_get_error_message(code, (PCRE2_UCHAR *)error->words, sizeof error->words);
        }
        return false;
    }
    u32 least = 0; // in characters
    (void)pcre2_pattern_info(compiled, PCRE2_INFO_MINLENGTH, &least);
    regex->least = least;
    // Without executable memory the interpreter does the same, slower.
    // (*NO_JIT) is no mistake, and makes no code either.
    size_t native = 0;
    regex->is_native = pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE) == 0 &&
                       pcre2_pattern_info(compiled, PCRE2_INFO_JITSIZE, &native) == 0 && native;
    return true;
}

void rules_regex_close(rules_regex *regex)
{
    pcre2_code_free(regex->code);
    regex->code = NULL;
}

bool rules_regex_work_open(rules_regex_work *work)
{
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    pcre2_match_data *match = pcre2_match_data_create(1, NULL);
    pcre2_jit_stack *stack = pcre2_jit_stack_create(stack_least, stack_most, NULL);
    *work = (rules_regex_work){ match, context, stack };
    if (context == NULL || match == NULL) {
        rules_regex_work_close(work);
        return false;
    }
    pcre2_set_match_limit(context, match_limit);
    pcre2_set_depth_limit(context, depth_limit);
    pcre2_set_heap_limit(context, heap_limit_kib);
    if (stack) // there is none where the library has no JIT
        pcre2_jit_stack_assign(context, NULL, stack);
    return true;
}

void rules_regex_work_close(rules_regex_work *work)
{
    pcre2_jit_stack_free(work->stack);
    pcre2_match_context_free(work->context);
    pcre2_match_data_free(work->match);
    *work = (rules_regex_work){ 0 };
}

ks_judged rules_regex_find(const rules_regex *regex, const rules_regex_work *work, ks_str text)
{
    if (text.size < regex->least)
        return KS_JUDGED_FALSE;
    PCRE2_SPTR subject = (PCRE2_SPTR)(text.size ? text.at : "");
    int found = regex->is_native ? pcre2_jit_match(regex->code, subject, text.size, 0, 0,
                                                   work->match, work->context)
                                 : pcre2_match(regex->code, subject, text.size, 0,
                                               PCRE2_NO_UTF_CHECK, work->match, work->context);
    if (found == PCRE2_ERROR_NOMATCH)
        return KS_JUDGED_FALSE;
    return found < 0 ? KS_JUDGED_GAVE_UP : KS_JUDGED_TRUE;
}
