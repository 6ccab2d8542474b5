// The modifiers of Sigma and their legal orders (sigma.md 2.6). Each row of the table names a
// modifier and what it does; what may stand before what is checked by the few rules of `apply`.
// An unknown modifier is an error: a tool must not leave it out in silence.
#include "rules/modifier.h"

typedef enum {
    LIST,     // all, neq, cased: anywhere
    ENCODING, // utf16…: before base64
    BASE64,
    OPEN, // contains, startswith, endswith
    WINDASH,
    EXPAND,
    KIND,      // re, cidr, fieldref, exists: what is compared at all, first
    RELATION,  // lt …: first, or behind a part of a time
    TIME_PART, // first
    FLAG       // behind re
} class;

typedef struct {
    const char *word;
    class class;
    int value;
} modifier;

enum { IS_ALL, IS_NEGATED, IS_CASED, AT_START = 1, AT_END = 2 };

static const modifier table[] = {
    { "contains", OPEN, AT_START | AT_END },
    { "endswith", OPEN, AT_START },
    { "startswith", OPEN, AT_END },
    { "all", LIST, IS_ALL },
    { "re", KIND, RULES_BY_REGEX },
    { "windash", WINDASH, 0 },
    { "cidr", KIND, RULES_BY_NETWORK },
    { "expand", EXPAND, 0 },
    { "base64offset", BASE64, 1 },
    { "base64", BASE64, 0 },
    { "wide", ENCODING, RULES_UTF16LE },
    { "utf16le", ENCODING, RULES_UTF16LE },
    { "utf16be", ENCODING, RULES_UTF16BE },
    { "utf16", ENCODING, RULES_UTF16 },
    { "cased", LIST, IS_CASED },
    { "neq", LIST, IS_NEGATED },
    { "exists", KIND, RULES_BY_EXISTENCE },
    { "fieldref", KIND, RULES_BY_FIELD },
    { "equalsfield", KIND, RULES_BY_FIELD }, // older names, of Hayabusa
    { "endswithfield", KIND, RULES_BY_FIELD },
    { "i", FLAG, KS_REGEX_IGNORE_CASE },
    { "ignorecase", FLAG, KS_REGEX_IGNORE_CASE },
    { "m", FLAG, KS_REGEX_MULTILINE },
    { "multiline", FLAG, KS_REGEX_MULTILINE },
    { "s", FLAG, KS_REGEX_DOT_ALL },
    { "dotall", FLAG, KS_REGEX_DOT_ALL },
    { "lt", RELATION, KS_IS_LESS },
    { "lte", RELATION, KS_IS_AT_MOST },
    { "gt", RELATION, KS_IS_MORE },
    { "gte", RELATION, KS_IS_AT_LEAST },
    { "minute", TIME_PART, KS_PART_MINUTE },
    { "hour", TIME_PART, KS_PART_HOUR },
    { "day", TIME_PART, KS_PART_DAY },
    { "week", TIME_PART, KS_PART_WEEK },
    { "month", TIME_PART, KS_PART_MONTH },
    { "year", TIME_PART, KS_PART_YEAR },
};

static const modifier *find(ks_str word)
{
    for (size_t i = 0; i < countof(table); i++) {
        if (ks_str_equal(word, ks_str_of(table[i].word)))
            return &table[i];
    }
    return NULL;
}

static bool compares_text(const rules_modifiers *m) { return m->by == RULES_BY_TEXT; }

// Whether nothing that works on texts stands in front.
static bool is_first(const rules_modifiers *m)
{
    return compares_text(m) && !m->has_text_modifier && m->encoding_name.size == 0;
}

static bool apply_open(rules_modifiers *m, int value)
{
    bool is_field = m->by == RULES_BY_FIELD, is_regex = m->by == RULES_BY_REGEX;
    if (!compares_text(m) && !is_field && !is_regex)
        return false;
    if (is_regex)
        return true; // a search finds it anywhere: nothing to add
    m->opens_start = m->opens_start || (value & AT_START);
    m->opens_end = m->opens_end || (value & AT_END);
    m->has_text_modifier = true;
    if (is_field)
        m->likeness = m->opens_start && m->opens_end ? KS_FIELD_CONTAINS
                      : m->opens_start               ? KS_FIELD_ENDS
                                                     : KS_FIELD_STARTS;
    return true;
}

static bool apply_list(rules_modifiers *m, int value)
{
    if (m->by == RULES_BY_EXISTENCE)
        return false; // stands alone
    if (value == IS_ALL)
        m->is_all = true;
    else if (value == IS_NEGATED)
        m->is_negated = true;
    else if (!compares_text(m) && m->by != RULES_BY_FIELD)
        return false; // cased
    else
        m->is_cased = true;
    return true;
}

static bool apply_kind(rules_modifiers *m, const modifier *row)
{
    bool is_alone = !m->is_all && !m->is_negated && !m->is_cased && !m->is_expanded;
    rules_by by = (rules_by)row->value;
    if (!is_first(m) || (m->is_cased && by != RULES_BY_FIELD) ||
        (m->is_expanded && by != RULES_BY_REGEX) || (by == RULES_BY_EXISTENCE && !is_alone))
        return false;
    m->by = by;
    if (strcmp(row->word, "endswithfield") == 0)
        m->likeness = KS_FIELD_ENDS;
    return true;
}

static bool apply_encoded(rules_modifiers *m, const modifier *row, ks_str word)
{
    if (!compares_text(m) || m->opens_start || m->opens_end || m->is_windash || m->is_base64)
        return false;
    if (row->class == ENCODING) {
        if (m->encoding_name.size)
            return false;
        m->encoding = (rules_encoding)row->value;
        m->encoding_name = word;
        return true;
    }
    m->is_base64 = m->has_text_modifier = true;
    m->is_offset = row->value;
    m->encoding_name = (ks_str){ 0 };
    return true;
}

// False: it must not stand here.
static bool apply(rules_modifiers *m, const modifier *row, ks_str word)
{
    if (m->encoding_name.size && row->class != BASE64 && row->class != LIST)
        return false; // only base64 may follow it
    switch (row->class) {
    case LIST: return apply_list(m, row->value);
    case OPEN: return apply_open(m, row->value);
    case KIND: return apply_kind(m, row);
    case ENCODING:
    case BASE64: return apply_encoded(m, row, word);
    case WINDASH: m->is_windash = m->has_text_modifier = true; return compares_text(m);
    case EXPAND:
        m->is_expanded = true;
        return (compares_text(m) && !m->is_base64) || m->by == RULES_BY_REGEX;
    case RELATION:
        if (m->by != RULES_BY_TIME ? !is_first(m) || m->is_cased || m->is_expanded
                                   : m->relation != KS_IS_EQUAL)
            return false;
        if (m->by == RULES_BY_TEXT)
            m->by = RULES_BY_RELATION;
        m->relation = (ks_rule_relation)row->value;
        return true;
    case TIME_PART:
        if (!is_first(m) || m->is_cased || m->is_expanded)
            return false;
        m->by = RULES_BY_TIME;
        m->part = (ks_rule_time_part)row->value;
        return true;
    case FLAG: m->regex_flags |= (u8)row->value; return m->by == RULES_BY_REGEX;
    }
    return false;
}

static bool check_whole(rules_loader *l, const rules_modifiers *m)
{
    if (m->encoding_name.size)
        return rules_refuse(l, KS_RULE_NO_BASE64, m->place, m->encoding_name) != NULL;
    bool is_for_fields = m->by != RULES_BY_TEXT && m->by != RULES_BY_REGEX;
    if (m->field.size == 0 && is_for_fields)
        return rules_refuse(l, KS_RULE_NEEDS_FIELD, m->place, (ks_str){ 0 }) != NULL;
    return true;
}

bool rules_modifiers_read(rules_loader *l, ks_str key, rules_place place, rules_modifiers *found)
{
    *found = (rules_modifiers){ .place = place };
    size_t at = 0;
    for (bool is_field = true;; is_field = false) {
        const char *pipe = at < key.size ? memchr(key.at + at, '|', key.size - at) : NULL;
        size_t end = pipe ? (size_t)(pipe - key.at) : key.size;
        ks_str word = { key.at + at, end - at };
        if (is_field) {
            found->field = word;
        } else {
            rules_place here = { place.line, place.column ? place.column + (u32)at : 0 };
            const modifier *row = find(word);
            if (row == NULL)
                return rules_refuse(l, KS_RULE_UNKNOWN_MODIFIER, here, word) != NULL;
            if (!apply(found, row, word))
                return rules_refuse(l, KS_RULE_MODIFIER_ORDER, here, word) != NULL;
        }
        if (pipe == NULL)
            return check_whole(l, found);
        at = end + 1;
    }
}
