// Values and what is wanted of them, from their text and against each other. The generator uses
// this file as well: what it lets into the tables can be parsed at run time.
#include "catalogue/settings.h"

static ks_str trim(ks_str text)
{
    while (text.size && text.at[0] == ' ')
        text = (ks_str){ text.at + 1, text.size - 1 };
    while (text.size && text.at[text.size - 1] == ' ')
        text.size--;
    return text;
}

bool ks_setting_type_is_number(ks_setting_type type)
{
    return type == KS_TYPE_DWORD || type == KS_TYPE_QWORD || type == KS_TYPE_AUDIT ||
           type == KS_TYPE_START || type == KS_TYPE_SWITCH || type == KS_TYPE_NUMBER;
}

static bool is_list(ks_setting_type type)
{
    return type == KS_TYPE_LIST || type == KS_TYPE_MULTI_SZ;
}

static bool digit_of(char c, u64 *digit)
{
    if (c >= '0' && c <= '9')
        *digit = (u8)c - (u64)'0';
    else if (c >= 'a' && c <= 'f')
        *digit = (u8)c - (u64)'a' + 10;
    else if (c >= 'A' && c <= 'F')
        *digit = (u8)c - (u64)'A' + 10;
    else
        return false;
    return true;
}

// "5", "0x1f", "64 MiB".
static bool number_parse(ks_str text, u64 *number)
{
    static const struct {
        const char *name;
        unsigned shift;
    } units[] = { { " KiB", 10 }, { " MiB", 20 }, { " GiB", 30 } };
    unsigned shift = 0;
    for (size_t i = 0; i < countof(units); i++) {
        size_t size = strlen(units[i].name);
        if (text.size > size && !memcmp(text.at + text.size - size, units[i].name, size)) {
            shift = units[i].shift;
            text.size -= size;
            break;
        }
    }
    u64 base = 10, digit, result = 0;
    if (text.size > 2 && text.at[0] == '0' && (text.at[1] | 32) == 'x') {
        base = 16;
        text = (ks_str){ text.at + 2, text.size - 2 };
    }
    if (text.size == 0 || text.size > 20)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (!digit_of(text.at[i], &digit) || digit >= base ||
            __builtin_mul_overflow(result, base, &result) ||
            __builtin_add_overflow(result, digit, &result))
            return false;
    }
    if (shift && result >> (64 - shift))
        return false;
    *number = result << shift;
    return true;
}

static bool word_parse(ks_setting_type type, ks_str text, u64 *number)
{
    static const struct {
        ks_setting_type type;
        const char *word;
        u64 number;
    } words[] = {
        { KS_TYPE_AUDIT, "none", 0 },     { KS_TYPE_AUDIT, "success", 1 },
        { KS_TYPE_AUDIT, "failure", 2 },  { KS_TYPE_AUDIT, "both", 3 },
        { KS_TYPE_START, "boot", 0 },     { KS_TYPE_START, "system", 1 },
        { KS_TYPE_START, "auto", 2 },     { KS_TYPE_START, "manual", 3 },
        { KS_TYPE_START, "disabled", 4 }, { KS_TYPE_SWITCH, "off", 0 },
        { KS_TYPE_SWITCH, "on", 1 },
    };
    for (size_t i = 0; i < countof(words); i++) {
        if (words[i].type == type && ks_str_equal(text, ks_str_of(words[i].word))) {
            *number = words[i].number;
            return true;
        }
    }
    return false;
}

static bool is_hexadecimal(ks_str text)
{
    u64 digit;
    for (size_t i = 0; i < text.size; i++) {
        if (!digit_of(text.at[i], &digit))
            return false;
    }
    return text.size % 2 == 0;
}

bool ks_setting_value_equal(ks_setting_value a, ks_setting_value b)
{
    if (a.kind != b.kind)
        return false;
    return a.kind == KS_VALUE_NUMBER ? a.number == b.number : ks_str_equal(a.text, b.text);
}

bool ks_setting_value_parse(ks_setting_type type, ks_str text, ks_setting_value *value)
{
    text = trim(text);
    if (ks_str_equal(text, KS_STR("absent"))) {
        *value = (ks_setting_value){ .kind = KS_VALUE_ABSENT };
        return true;
    }
    if (ks_str_equal(text, KS_STR("unknown"))) {
        *value = (ks_setting_value){ .kind = KS_VALUE_UNKNOWN };
        return true;
    }
    if (ks_setting_type_is_number(type)) {
        u64 number;
        if (!word_parse(type, text, &number) && !number_parse(text, &number))
            return false;
        u64 most = type == KS_TYPE_AUDIT    ? 3
                   : type == KS_TYPE_START  ? 4
                   : type == KS_TYPE_SWITCH ? 1
                   : type == KS_TYPE_DWORD  ? UINT32_MAX
                                            : UINT64_MAX;
        *value = (ks_setting_value){ .kind = KS_VALUE_NUMBER, .number = number };
        return number <= most;
    }
    if (type == KS_TYPE_NONE || (type == KS_TYPE_BINARY && !is_hexadecimal(text)))
        return false;
    if (text.size && text.at[0] == '=') // "= >= 1": a text that would be read as something else
        text = trim((ks_str){ text.at + 1, text.size - 1 });
    *value = (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = text };
    return true;
}

// Cuts `word` off the front of the text; it has to be followed by a blank.
static bool take_word(ks_str *text, const char *word)
{
    size_t size = strlen(word);
    if (text->size <= size || memcmp(text->at, word, size) != 0 || text->at[size] != ' ')
        return false;
    *text = trim((ks_str){ text->at + size, text->size - size });
    return true;
}

// What stands in front of the next " mark ", which is cut off with it; else the whole rest.
static ks_str take_item(ks_str *text, const char *mark)
{
    size_t size = strlen(mark);
    for (size_t i = 0; i + size <= text->size; i++) {
        if (memcmp(text->at + i, mark, size) == 0) {
            ks_str item = { text->at, i };
            *text = (ks_str){ text->at + i + size, text->size - i - size };
            return trim(item);
        }
    }
    ks_str item = *text;
    *text = (ks_str){ 0 };
    return trim(item);
}

static bool values_parse(ks_setting_type type, ks_str text, const char *mark, ks_want *want,
                         ks_str *problem)
{
    do {
        ks_str item = take_item(&text, mark);
        if (want->value_count == ks_want_values_most) {
            *problem = KS_STR("too many values");
            return false;
        }
        if (!ks_setting_value_parse(type, item, &want->values[want->value_count++])) {
            *problem = KS_STR("no value of this type");
            return false;
        }
    } while (text.size);
    return true;
}

static bool number_only(ks_setting_type type, ks_str *problem)
{
    if (ks_setting_type_is_number(type))
        return true;
    *problem = KS_STR("only a number can be compared like that");
    return false;
}

bool ks_want_parse(ks_setting_type type, ks_str text, ks_want *want, ks_str *problem)
{
    text = trim(text);
    *want = (ks_want){ .how = KS_WANT_ONE_OF, .text = text };
    want->or_absent = take_word(&text, "absent or");
    if (ks_str_equal(text, KS_STR("present"))) {
        want->how = KS_WANT_PRESENT;
        return true;
    }
    if (take_word(&text, ">="))
        want->how = KS_WANT_AT_LEAST;
    else if (take_word(&text, "<="))
        want->how = KS_WANT_AT_MOST;
    else if (take_word(&text, "bits"))
        want->how = KS_WANT_BITS;
    else if (take_word(&text, "contains"))
        want->how = KS_WANT_CONTAINS;
    if (want->how == KS_WANT_CONTAINS)
        return values_parse(type, text, " & ", want, problem);
    if (want->how != KS_WANT_ONE_OF)
        return number_only(type, problem) && values_parse(type, text, " & ", want, problem);
    ks_str rest = text;
    take_item(&rest, " .. ");
    if (rest.size && ks_setting_type_is_number(type)) {
        want->how = KS_WANT_BETWEEN;
        return values_parse(type, text, " .. ", want, problem);
    }
    return values_parse(type, text, is_list(type) ? " || " : " | ", want, problem);
}

static char lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c); }

static bool same_text(ks_str a, ks_str b)
{
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++) {
        if (lower(a.at[i]) != lower(b.at[i]))
            return false;
    }
    return true;
}

// Whether an item of the list, or for other texts a part of it, is `item`; case of ASCII letters
// aside.
static bool has(ks_str text, ks_str item, bool by_items)
{
    while (by_items && text.size) {
        const char *end = memchr(text.at, '\n', text.size);
        size_t size = end ? (size_t)(end - text.at) : text.size;
        if (same_text((ks_str){ text.at, size }, item))
            return true;
        size += end != NULL;
        text = ks_str_from(text, size);
    }
    for (size_t i = 0; !by_items && i + item.size <= text.size; i++) {
        if (same_text((ks_str){ text.at + i, item.size }, item))
            return true;
    }
    return false;
}

static bool same(ks_setting_value a, ks_setting_value b)
{
    if (a.kind != b.kind)
        return false;
    return a.kind == KS_VALUE_NUMBER ? a.number == b.number : same_text(a.text, b.text);
}

static bool compare_holds(const ks_want *want, ks_setting_type type, ks_setting_value value)
{
    u64 first = want->values[0].number;
    bool is_number = value.kind == KS_VALUE_NUMBER;
    switch (want->how) {
    case KS_WANT_ONE_OF:
        for (u32 i = 0; i < want->value_count; i++) {
            if (same(want->values[i], value))
                return true;
        }
        return false;
    case KS_WANT_AT_LEAST: return is_number && value.number >= first;
    case KS_WANT_AT_MOST: return is_number && value.number <= first;
    case KS_WANT_BETWEEN:
        return is_number && value.number >= first && value.number <= want->values[1].number;
    case KS_WANT_BITS: return is_number && (value.number & first) == first;
    case KS_WANT_CONTAINS:
        for (u32 i = 0; i < want->value_count; i++) {
            if (!has(value.text, want->values[i].text, is_list(type)))
                return false;
        }
        return value.kind == KS_VALUE_TEXT;
    case KS_WANT_PRESENT: return value.kind != KS_VALUE_ABSENT;
    }
    return false;
}

bool ks_want_holds(const ks_want *want, ks_setting_type type, ks_setting_value value)
{
    if (value.kind == KS_VALUE_UNKNOWN)
        return false;
    if (value.kind == KS_VALUE_ABSENT && want->or_absent)
        return true;
    return compare_holds(want, type, value);
}
