// Whether a regular expression is one: asked of PCRE2 while its rule is read, so that a mistake has
// its place in the file.
#include "rules/regex.h"

#include "rules/modifier.h"

bool rules_regex_check(rules_loader *l, ks_str pattern, u8 flags, ks_str *why)
{
    rules_regex regex;
    rules_regex_error error;
    if (rules_regex_compile(&regex, pattern, flags, &error)) {
        rules_regex_close(&regex);
        return true;
    }
    *why = rules_keep(l, ks_str_of(error.words));
    return false;
}
