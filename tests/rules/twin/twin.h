// The slow twin of the rules' engine: which rules hit an event, found by asking every rule node by
// node over rendered texts. Written from the specification alone; it shares no code with src/rules.
//
//     twin *t = twin_open(NULL);                      // rules of files and folders are added
//     twin_add_file(t, KS_STR("a.yml"), bytes);
//     twin_look(t, event, hits);                      // hits[i] for t->rules[i]
//
// It knows single rules only: correlations, filters and collections (`action`) are left out.
#pragma once
#include "base/os.h"
#include "rules/twin/condition.h"
#include "rules/twin/source.h"

#include <stdio.h>

enum { twin_rules_most = 16384, twin_budget = 1 << 30 };

typedef struct {
    ks_str category, service;
    u32 *rules;
    size_t count, capacity;
} twin_group; // rules with the same log source

typedef struct {
    twin_reader reader;
    ks_arena event_arena, whole;
    twin_rule *rules;
    size_t rule_count;
    twin_group groups[512];
    size_t group_count;
    pcre2_match_data *match;
    pcre2_match_context *limits;
    // of the event that is looked at, in one form
    twin_event event;
    const twin_conversion *conversions; // NULL: none
    twin_values *values;                // by name
    bool *is_known;
    u64 gave_up;
} twin;

static inline twin *twin_open(const twin_placeholder *placeholders)
{
    twin *t = calloc(1, sizeof *t);
    KS_ASSERT(t && ks_arena_open(&t->reader.arena, "twin's rules", twin_budget) &&
              ks_arena_open(&t->event_arena, "twin's event", twin_budget));
    t->whole = t->reader.arena;
    t->rules = ks_take(&t->reader.arena, twin_rule, twin_rules_most);
    t->values = ks_take(&t->reader.arena, twin_values, countof(t->reader.names));
    t->is_known = ks_take(&t->reader.arena, bool, countof(t->reader.names));
    KS_ASSERT(t->rules && t->values && t->is_known);
    t->reader.placeholders = placeholders;
    t->match = pcre2_match_data_create(1, NULL);
    t->limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(t->limits, 1000000); // reference/sigma 2.8
    return t;
}

// --- loading
static inline void twin_group_rule(twin *t, const twin_rule *rule)
{
    size_t i = 0;
    while (i < t->group_count && !(ks_str_equal(t->groups[i].category, rule->category) &&
                                   ks_str_equal(t->groups[i].service, rule->service)))
        i++;
    KS_ASSERT(i < countof(t->groups));
    twin_group *g = &t->groups[i];
    if (i == t->group_count)
        t->groups[t->group_count++] =
            (twin_group){ .category = rule->category, .service = rule->service };
    if (g->count == g->capacity)
        g->rules = (u32 *)ks_arena_grow(&t->reader.arena, g->rules, sizeof *g->rules, g->count,
                                        &g->capacity);
    KS_ASSERT(g->rules);
    g->rules[g->count++] = rule->number;
}

// reference/sigma 6: an unknown log source, or one that no log carries, is no rule to run.
static inline const char *twin_source_refused(const twin_rule *rule)
{
    if (rule->category.size && !twin_has_category(rule->category))
        return "no event log carries the category";
    if (rule->service.size && twin_service_fits(rule->service, (ks_str){ 0 }) < 0)
        return "an unknown service";
    return NULL;
}

static inline void twin_add_file(twin *t, ks_str path, ks_span bytes)
{
    const char *refused = NULL;
    const twin_node *document = twin_yaml_read(bytes, &t->reader.arena, &refused);
    twin_rule broken = { .path = path, .refused = refused, .line = 1 };
    do {
        KS_ASSERT(t->rule_count < twin_rules_most);
        twin_rule *rule = &t->rules[t->rule_count];
        *rule = document ? twin_rule_read(&t->reader, document) : broken;
        if (rule->refused == NULL && !rule->is_other)
            rule->refused = twin_source_refused(rule);
        rule->path = ks_arena_keep(&t->reader.arena, path);
        rule->number = (u32)t->rule_count++;
        if (rule->refused == NULL && !rule->is_other && rule->condition)
            twin_group_rule(t, rule);
        document = document ? document->next : NULL;
    } while (document);
}

typedef struct {
    twin *twin;
    const char *folder;
} twin_walk;

static inline bool twin_add_path(void *context, const char *name);

static inline void twin_add_folder(twin *t, const char *folder)
{
    ks_fail fail = { 0 };
    twin_walk walk = { t, folder };
    KS_ASSERT(ks_os_list(folder, twin_add_path, &walk, &fail));
}

static inline bool twin_add_path(void *context, const char *name)
{
    const twin_walk *walk = (const twin_walk *)context;
    char path[4096];
    ks_os_info info;
    ks_fail fail = { 0 };
    snprintf(path, sizeof path, "%s/%s", walk->folder, name);
    KS_ASSERT(ks_os_look(path, &info, &fail));
    size_t length = strlen(name), got = 0;
    if (info.kind == KS_OS_FOLDER)
        twin_add_folder(walk->twin, path);
    if (info.kind != KS_OS_FILE || length < 4 || strcmp(name + length - 4, ".yml") != 0)
        return true;
    u8 *bytes = malloc((size_t)info.size + 1);
    ks_file file;
    KS_ASSERT(bytes && ks_os_open(path, &file, &fail) &&
              ks_os_read_at(file, 0, bytes, (size_t)info.size, &got, &fail));
    ks_os_close(&file);
    twin_add_file(walk->twin, ks_str_of(path), (ks_span){ bytes, got });
    free(bytes);
    return true;
}

// --- looking
static inline const twin_values *twin_field(twin *t, u32 number)
{
    twin_values *values = &t->values[number];
    if (t->is_known[number])
        return values;
    t->is_known[number] = true;
    *values = (twin_values){ 0 };
    ks_str name = t->reader.names[number];
    const twin_conversion *c = t->conversions;
    if (number == 0) {
        twin_all_values(&t->event, values);
        return values;
    }
    while (c && c->name && !twin_is_named(name, ks_str_of(c->name), true))
        c++;
    if (c && c->name && c->convert)
        c->convert(&t->event, c->from, values);
    else if (c == NULL || c->name == NULL)
        twin_named_values(&t->event, name, values);
    return values;
}

static inline bool twin_regex_fits(twin *t, const twin_test *test, ks_str text)
{
    int found = pcre2_match(test->regex, (PCRE2_SPTR)(text.at ? text.at : ""), text.size, 0, 0,
                            t->match, t->limits);
    t->gave_up += found < 0 && found != PCRE2_ERROR_NOMATCH;
    return found >= 0;
}

static inline bool twin_relates(twin_relation relation, twin_number a, twin_number b)
{
    int order = twin_number_order(a, b);
    switch (relation) {
    case TWIN_EQUAL: return order == 0;
    case TWIN_LESS: return order < 0;
    case TWIN_AT_MOST: return order <= 0;
    case TWIN_MORE: return order > 0;
    case TWIN_AT_LEAST: return order >= 0;
    }
    return false;
}

// Field against field: equal, or one at the start of, at the end of, inside the other.
static inline bool twin_likens(const twin_test *test, const twin_text *a, const twin_text *b)
{
    twin_characters long_one = test->is_cased ? a->exact : a->folded;
    twin_characters short_one = test->is_cased ? b->exact : b->folded;
    size_t spare = long_one.count - short_one.count;
    if (short_one.count > long_one.count)
        return false;
    for (size_t at = 0; at <= spare; at++) {
        bool may = (at == 0 || test->at_end) && (at == spare || test->at_start);
        if (may && (short_one.count == 0 ||
                    memcmp(long_one.at + at, short_one.at, short_one.count * sizeof(u32)) == 0))
            return true;
    }
    return false;
}

static inline bool twin_fits_text(twin *t, const twin_test *test, const twin_text *text)
{
    twin_number number;
    const twin_values *others = NULL;
    switch (test->kind) {
    case TWIN_IS_TEXT: return twin_fits(test->pattern, test->is_cased ? text->exact : text->folded);
    case TWIN_IS_NUMBER:
    case TWIN_IS_COMPARED:
        return twin_number_read(text->utf8, &number) &&
               twin_relates(test->relation, number, test->number);
    case TWIN_IS_TIME:
        return twin_time_read(text->utf8, test->part, &number) &&
               twin_relates(test->relation, number, test->number);
    case TWIN_IS_REGEX: return twin_regex_fits(t, test, text->utf8);
    case TWIN_IS_NETWORK: return twin_network_has(&test->network, text->utf8);
    case TWIN_IS_NULL: return text->utf8.size == 0;
    case TWIN_IS_THERE: return true;
    case TWIN_IS_FIELD:
        others = twin_field(t, test->other);
        for (size_t i = 0; i < others->count; i++) {
            if (twin_likens(test, text, others->items[i]))
                return true;
        }
        return false;
    case TWIN_IS_LONG: return text->utf8.size >= test->number.size;
    }
    return false;
}

// reference/sigma 2.2, 2.10: any value of the field; absent: false, but for null and exists.
static inline bool twin_test_fits(twin *t, const twin_test *test)
{
    const twin_values *values = twin_field(t, test->field);
    if (test->kind == TWIN_IS_THERE)
        return (values->count > 0) == test->is_wanted;
    if (values->count == 0)
        return test->kind == TWIN_IS_NULL;
    for (size_t i = 0; i < values->count; i++) {
        if (twin_fits_text(t, test, values->items[i]))
            return true;
    }
    return false;
}

static inline bool twin_holds(twin *t, const twin_expr *e)
{
    const twin_expr *part = e->first;
    switch (e->kind) {
    case TWIN_TEST: return twin_test_fits(t, e->test);
    case TWIN_NOT: return !twin_holds(t, part);
    case TWIN_ALL:
        while (part && twin_holds(t, part))
            part = part->next;
        return part == NULL;
    case TWIN_SOME:
        while (part && !twin_holds(t, part))
            part = part->next;
        return part != NULL;
    }
    return false;
}

static inline void twin_look_in(twin *t, const twin_group *g, const twin_conversion *conversions,
                                bool *hits)
{
    if (t->conversions != conversions)
        memset(t->is_known, 0, t->reader.name_count + 1);
    t->conversions = conversions;
    for (size_t i = 0; i < g->count; i++)
        hits[g->rules[i]] = hits[g->rules[i]] || twin_holds(t, t->rules[g->rules[i]].condition);
}

// hits: one a rule, all set here.
static inline void twin_look(twin *t, ks_event *event, bool *hits)
{
    memset(hits, 0, t->rule_count);
    memset(t->is_known, 0, t->reader.name_count + 1);
    t->conversions = NULL;
    t->event = twin_event_of(event, t->event_arena);
    for (size_t i = 0; i < t->group_count; i++) {
        const twin_group *g = &t->groups[i];
        if (g->service.size && twin_service_fits(g->service, t->event.channel) != 1)
            continue;
        if (g->category.size == 0)
            twin_look_in(t, g, NULL, hits);
        for (const twin_form *form = twin_forms; g->category.size && form->category; form++) {
            if (ks_str_equal(g->category, ks_str_of(form->category)) &&
                twin_form_fits(form, &t->event))
                twin_look_in(t, g, form->conversions, hits);
        }
    }
}

static inline void twin_close(twin *t)
{
    for (u32 i = 0; i < t->reader.regex_count; i++)
        pcre2_code_free(t->reader.regexes[i]);
    pcre2_match_data_free(t->match);
    pcre2_match_context_free(t->limits);
    ks_arena_close(&t->event_arena);
    ks_arena_close(&t->whole);
    free(t);
}
