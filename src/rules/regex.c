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

static bool has(ks_str text, const char *word)
{
    size_t size = strlen(word);
    for (size_t i = 0; i + size <= text.size; i++) {
        if (memcmp(text.at + i, word, size) == 0)
            return true;
    }
    return false;
}

// A search finds `X+R` where it finds `XR`, and `X*R` where it finds `R`: then no run of X has to
// be followed from each of its places. X: a dot or a class such as \w. The pattern as it is, unless
// it begins so.
static ks_str without_first_run(ks_str text, char shorter[shorter_most])
{
    size_t x = text.size && text.at[0] == '.' ? 1 : 0;
    if (text.size > 1 && text.at[0] == '\\' && memchr("dDsSwW", text.at[1], 6))
        x = 2;
    char quantifier = 0;
    size_t rest = x + 1;
    if (x && x < text.size)
        quantifier = text.at[x];
    if (rest < text.size && text.at[rest] == '?') // lazy
        rest++;
    bool is_run = quantifier == '+' || quantifier == '*';
    if (!is_run || text.size > shorter_most || has(text, "(*") || has(text, "\\G") ||
        (rest < text.size && memchr("+*?{", text.at[rest], 4)))
        return text;
    if (quantifier == '*')
        return (ks_str){ text.at + rest, text.size - rest };
    memcpy(shorter, text.at, x);
    if (rest < text.size)
        memcpy(shorter + x, text.at + rest, text.size - rest);
    return (ks_str){ shorter, x + text.size - rest };
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
