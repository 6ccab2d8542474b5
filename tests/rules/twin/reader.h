// What a rule becomes while it is read: a tree over single tests, and the reader that makes it.
#pragma once
#include "rules/twin/number.h"
#include "rules/twin/text.h"
#include "rules/twin/yaml.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

typedef enum {
    TWIN_IS_TEXT,
    TWIN_IS_NUMBER,   // equal to
    TWIN_IS_COMPARED, // lt, lte, gt, gte
    TWIN_IS_TIME,
    TWIN_IS_REGEX,
    TWIN_IS_NETWORK,
    TWIN_IS_NULL,
    TWIN_IS_THERE,
    TWIN_IS_FIELD,
    TWIN_IS_LONG // Hayabusa: min_length
} twin_test_kind;

typedef enum { TWIN_EQUAL, TWIN_LESS, TWIN_AT_MOST, TWIN_MORE, TWIN_AT_LEAST } twin_relation;

typedef struct {
    twin_test_kind kind;
    u32 field, other; // numbers of names; 0: a keyword
    bool is_cased, is_wanted, at_start, at_end;
    twin_characters pattern;
    pcre2_code *regex;
    twin_number number;
    twin_relation relation;
    twin_time_part part;
    twin_network network;
} twin_test;

typedef enum { TWIN_TEST, TWIN_ALL, TWIN_SOME, TWIN_NOT } twin_expr_kind;
typedef struct twin_expr twin_expr;
struct twin_expr {
    twin_expr_kind kind;
    twin_test *test;
    twin_expr *first, *next;
};

typedef struct {
    ks_str path, id, title, category, product, service;
    u32 line, number;
    twin_expr *condition;
    const char *refused;   // NULL: it runs
    bool is_other;         // no detection of Windows: a correlation, a filter, another product
    bool is_aggregate;     // `| count() …` was cut off
    bool needs_deprecated; // status deprecated or unsupported
} twin_rule;

// A list of values that %name% stands for.
typedef struct {
    const char *name;
    const char *const *values; // NULL at the end
} twin_placeholder;

typedef struct {
    ks_arena arena;
    ks_str names[4096]; // of fields; number 0 is none
    u32 name_count;
    const twin_placeholder *placeholders; // a nameless one at the end; NULL: none
    const char *refused;                  // of the rule being read
    pcre2_code *regexes[4096];            // to be freed
    u32 regex_count;
} twin_reader;

static inline u32 twin_name(twin_reader *r, ks_str name)
{
    if (name.size == 0)
        return 0;
    for (u32 i = 1; i <= r->name_count; i++) {
        if (ks_str_equal(r->names[i], name))
            return i;
    }
    KS_ASSERT(r->name_count + 1 < countof(r->names));
    r->names[++r->name_count] = name;
    return r->name_count;
}

static inline twin_expr *twin_refuse(twin_reader *r, const char *why)
{
    if (r->refused == NULL)
        r->refused = why;
    return NULL;
}

static inline twin_expr *twin_expr_make(twin_reader *r, twin_expr_kind kind)
{
    twin_expr *e = ks_take(&r->arena, twin_expr, 1);
    KS_ASSERT(e);
    e->kind = kind;
    return e;
}

static inline void twin_add(twin_expr *to, twin_expr *part)
{
    twin_expr **end = &to->first;
    while (*end)
        end = &(*end)->next;
    *end = part;
}

static inline twin_expr *twin_not(twin_reader *r, twin_expr *part)
{
    twin_expr *e = twin_expr_make(r, TWIN_NOT);
    e->first = part;
    return e;
}
