// The modifiers of a field (reference/sigma 2.6): what each word says, and where it may stand.
#pragma once
#include "rules/twin/reader.h"

typedef enum { TWIN_NO_TRANSFORM, TWIN_UTF16LE, TWIN_UTF16BE, TWIN_UTF16 } twin_transform;
typedef struct {
    ks_str field;
    bool contains, starts, ends, all, neq, cased, windash, expand, exists;
    bool re, ignore_case, multiline, dot_all, cidr, fieldref, base64, base64offset;
    bool is_compared, is_time;
    twin_relation relation;
    twin_time_part part;
    twin_transform transform;
    u32 count; // of those that say what a value is
} twin_modifiers;

static inline bool twin_is_likeness(twin_modifiers *m, ks_str word)
{
    bool *flag = ks_str_equal(word, KS_STR("contains"))     ? &m->contains
                 : ks_str_equal(word, KS_STR("startswith")) ? &m->starts
                 : ks_str_equal(word, KS_STR("endswith"))   ? &m->ends
                                                            : NULL;
    if (flag)
        *flag = true;
    return flag != NULL;
}

static inline bool twin_is_first(twin_modifiers *m, ks_str word)
{
    static const char *const parts[] = { "minute", "hour", "day", "week", "month", "year" };
    bool *flag = ks_str_equal(word, KS_STR("re"))         ? &m->re
                 : ks_str_equal(word, KS_STR("cidr"))     ? &m->cidr
                 : ks_str_equal(word, KS_STR("exists"))   ? &m->exists
                 : ks_str_equal(word, KS_STR("fieldref")) ? &m->fieldref
                                                          : NULL;
    for (u32 i = 0; i < countof(parts); i++) {
        if (ks_str_equal(word, ks_str_of(parts[i]))) {
            flag = &m->is_time;
            m->part = (twin_time_part)i;
        }
    }
    if (flag)
        *flag = true;
    return flag != NULL;
}

static inline bool twin_is_relation(twin_modifiers *m, ks_str word)
{
    static const struct {
        const char *word;
        twin_relation relation;
    } rows[] = {
        { "lt", TWIN_LESS }, { "lte", TWIN_AT_MOST }, { "gt", TWIN_MORE }, { "gte", TWIN_AT_LEAST }
    };
    for (size_t i = 0; i < countof(rows); i++) {
        if (ks_str_equal(word, ks_str_of(rows[i].word))) {
            m->is_compared = true;
            m->relation = rows[i].relation;
            return true;
        }
    }
    return false;
}

static inline bool twin_is_flag(twin_modifiers *m, ks_str word)
{
    static const char *const i[] = { "i", "ignorecase", NULL };
    static const char *const n[] = { "m", "multiline", NULL };
    static const char *const s[] = { "s", "dotall", NULL };
    m->ignore_case |= twin_is_one_of(word, i);
    m->multiline |= twin_is_one_of(word, n);
    m->dot_all |= twin_is_one_of(word, s);
    return twin_is_one_of(word, i) || twin_is_one_of(word, n) || twin_is_one_of(word, s);
}

static inline bool twin_is_transform(twin_modifiers *m, ks_str word)
{
    static const char *const le[] = { "wide", "utf16le", NULL };
    if (twin_is_one_of(word, le))
        m->transform = TWIN_UTF16LE;
    else if (ks_str_equal(word, KS_STR("utf16be")))
        m->transform = TWIN_UTF16BE;
    else if (ks_str_equal(word, KS_STR("utf16")))
        m->transform = TWIN_UTF16;
    else
        return false;
    return true;
}

static inline bool twin_is_other(twin_modifiers *m, ks_str word)
{
    bool *flag = ks_str_equal(word, KS_STR("all"))       ? &m->all
                 : ks_str_equal(word, KS_STR("neq"))     ? &m->neq
                 : ks_str_equal(word, KS_STR("cased"))   ? &m->cased
                 : ks_str_equal(word, KS_STR("windash")) ? &m->windash
                 : ks_str_equal(word, KS_STR("expand"))  ? &m->expand
                                                         : NULL;
    if (flag)
        *flag = true;
    return flag != NULL;
}

static inline bool twin_is_not_text(const twin_modifiers *m)
{
    return m->exists || m->cidr || m->is_compared || m->is_time;
}

static inline const char *twin_counted(twin_modifiers *m)
{
    m->count++;
    return NULL;
}

// One modifier after those before it: whether it may stand there.
static inline const char *twin_modifier(twin_modifiers *m, ks_str word)
{
    const twin_modifiers before = *m;
    bool has_likeness = before.contains || before.starts || before.ends;
    bool is_text_only = before.re || before.fieldref || twin_is_not_text(&before);
    if (twin_is_likeness(m, word)) {
        m->count++;
        return twin_is_not_text(&before) ? "a part of what is no text" : NULL;
    }
    if (twin_is_first(m, word))
        return before.count ? "has to be the first modifier" : twin_counted(m);
    if (twin_is_relation(m, word))
        return before.count > before.is_time || before.is_compared ? "has to be first"
                                                                   : twin_counted(m);
    if (twin_is_flag(m, word))
        return before.re ? NULL : "a flag without re";
    if (twin_is_transform(m, word))
        return before.count || has_likeness || before.transform ? "an encoding too late" : NULL;
    if (ks_str_equal(word, KS_STR("base64")) || ks_str_equal(word, KS_STR("base64offset"))) {
        m->base64 |= word.size == 6;
        m->base64offset |= word.size != 6;
        m->count++;
        return before.count || has_likeness || before.windash ? "base64 too late" : NULL;
    }
    if (!twin_is_other(m, word))
        return "an unknown modifier";
    if (word.at[0] == 'w' || word.at[0] == 'c') { // windash, cased
        m->count++;
        bool may = !is_text_only || (before.fieldref && word.at[0] == 'c');
        return may ? NULL : "for texts only";
    }
    if (word.at[0] == 'e') { // expand
        m->count++;
        return twin_is_not_text(&before) || before.fieldref ? "for texts only" : NULL;
    }
    return NULL;
}

static inline bool twin_modifiers_read(twin_reader *r, ks_str key, twin_modifiers *m)
{
    *m = (twin_modifiers){ 0 };
    size_t from = 0;
    for (size_t i = 0; i <= key.size; i++) {
        if (i < key.size && key.at[i] != '|')
            continue;
        ks_str word = { key.at + from, i - from };
        const char *wrong = NULL;
        if (from == 0)
            m->field = word;
        else
            wrong = twin_modifier(m, word);
        if (wrong) {
            twin_refuse(r, wrong);
            return false;
        }
        from = i + 1;
    }
    size_t words = 0;
    for (size_t i = 0; i < key.size; i++)
        words += key.at[i] == '|';
    if (m->exists && (words > 1 || m->field.size == 0))
        twin_refuse(r, "exists stands alone, and has a field");
    if (m->transform && !m->base64 && !m->base64offset)
        twin_refuse(r, "an encoding without base64");
    return r->refused == NULL;
}
