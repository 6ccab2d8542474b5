// What a plain scalar is, by the core schema of YAML 1.2 (section 10.3.2), narrowed to what all
// readers of rules agree on: yes and no are texts, a real number has a point (so that "1e5", the
// beginning of a hash, stays a text). The spelling is kept beside the number by whoever asks:
// authors write 0x17 where Windows shows 0x17.
#include "rules/yaml.h"

#include <stdlib.h>

static bool is_any_of(ks_str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ks_str_equal(text, ks_str_of(words[i])))
            return true;
    }
    return false;
}

bool rules_yaml_is_null(const rules_yaml *node)
{
    static const char *const words[] = { "", "~", "null", "Null", "NULL" };
    return node && node->kind == RULES_YAML_SCALAR && node->is_plain &&
           is_any_of(node->text, words, countof(words));
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 16;
}

static bool read_digits(ks_str text, u64 base, u64 *value)
{
    *value = 0;
    for (size_t i = 0; i < text.size; i++) {
        u64 digit = (u64)digit_of(text.at[i]);
        if (digit >= base || __builtin_mul_overflow(*value, base, value) ||
            __builtin_add_overflow(*value, digit, value))
            return false;
    }
    return text.size > 0;
}

static bool read_whole(ks_str text, ks_rule_number *number)
{
    bool has_sign = text.size && (text.at[0] == '-' || text.at[0] == '+');
    ks_str digits = ks_str_from(text, has_sign);
    bool is_hex = !has_sign && digits.size > 2 && digits.at[0] == '0' && digits.at[1] == 'x';
    u64 size = 0;
    if (is_hex ? !read_digits((ks_str){ digits.at + 2, digits.size - 2 }, 16, &size)
               : !read_digits(digits, 10, &size))
        return false;
    bool is_negative = has_sign && text.at[0] == '-' && size > 0;
    double real = (double)size;
    *number = (ks_rule_number){ .is_whole = true,
                                .is_negative = is_negative,
                                .size = size,
                                .real = is_negative ? -real : real };
    return true;
}

static size_t count_digits(ks_str text, size_t from)
{
    size_t i = from;
    while (i < text.size && text.at[i] >= '0' && text.at[i] <= '9')
        i++;
    return i - from;
}

// [-+]? digits . digits ([eE] [-+]? digits)?, with digits on at least one side of the point
static bool is_real(ks_str text)
{
    size_t i = text.size && (text.at[0] == '-' || text.at[0] == '+');
    size_t front = count_digits(text, i);
    i += front;
    if (i == text.size || text.at[i] != '.')
        return false;
    size_t back = count_digits(text, ++i);
    i += back;
    if (front + back == 0)
        return false;
    if (i < text.size && (text.at[i] == 'e' || text.at[i] == 'E')) {
        i++;
        i += i < text.size && (text.at[i] == '-' || text.at[i] == '+');
        size_t exponent = count_digits(text, i);
        i += exponent;
        if (exponent == 0)
            return false;
    }
    return i == text.size;
}

static bool read_real(ks_str text, ks_rule_number *number)
{
    char copy[64];
    if (text.size >= sizeof copy || !is_real(text))
        return false;
    memcpy(copy, text.at, text.size);
    copy[text.size] = 0;
    *number = (ks_rule_number){ .real = strtod(copy, NULL) };
    return true;
}

rules_yaml_type rules_yaml_type_of(const rules_yaml *node, ks_rule_number *number)
{
    static const char *const yes[] = { "true", "True", "TRUE" };
    static const char *const no[] = { "false", "False", "FALSE" };
    ks_rule_number own;
    ks_rule_number *found = number ? number : &own;
    if (node->kind != RULES_YAML_SCALAR || !node->is_plain)
        return RULES_TYPE_TEXT;
    if (rules_yaml_is_null(node))
        return RULES_TYPE_NULL;
    bool is_true = is_any_of(node->text, yes, countof(yes));
    if (is_true || is_any_of(node->text, no, countof(no))) {
        *found = (ks_rule_number){ .is_whole = true, .size = is_true, .real = is_true };
        return RULES_TYPE_BOOL;
    }
    if (read_whole(node->text, found))
        return RULES_TYPE_WHOLE;
    return read_real(node->text, found) ? RULES_TYPE_REAL : RULES_TYPE_TEXT;
}
