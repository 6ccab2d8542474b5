// For tests of correlations: rules by letters, hits by short words, results as short words.
//
//     rules    a … f are detections; correlations are A, B, C in their order
//     hits     "a0 b2.0000001@bob=5 a7@-": rule, second, @group (- : absent), =value
//     results  "A0..7:2=3": correlation, first second, last second, hits, value; "!": group missing
#pragma once
#include "base/number.h"
#include "base/ticks.h"
#include "rules/correlate.h"

enum { made_detections = 6, made_rules_most = 16, made_hits_most = 4096 };

typedef struct {
    ks_correlation_type type;
    const char *members; // letters
    const char *group;   // names, one letter each; "": none
    u64 span_ticks;
    ks_rule_relation relation;
    double bound; // below 0: none
    bool is_negated;
    u32 percentile;
    const char *condition; // in reverse Polish: "ab!&" is a and not b
    const char *alias;     // "u=gh": u is g of the first member, h of the second one
    bool is_silent;
    const char *fields; // "v" when it is NULL
} made_correlation;

typedef struct {
    u32 rule;
    u64 ticks;
    ks_str group, value; // {NULL}: absent
    u64 record;
    u32 source;
} made_hit;

#define made_start ((u64)130000000000000000)

static inline u32 made_rule_of(char letter)
{
    return letter >= 'a' ? (u32)(letter - 'a') : made_detections + (u32)(letter - 'A');
}

static inline ks_str *made_letters(const char *letters, ks_arena *arena)
{
    ks_str *names = ks_take(arena, ks_str, strlen(letters) + 1);
    for (size_t i = 0; letters[i]; i++)
        names[i] = (ks_str){ letters + i, 1 };
    return names;
}

static inline const ks_correlation_node *made_condition(const char *words,
                                                        const made_correlation *of, ks_arena *arena)
{
    const ks_correlation_node *stack[16];
    size_t depth = 0;
    for (; *words; words++) {
        ks_correlation_node *node = ks_take(arena, ks_correlation_node, 1);
        const ks_correlation_node **parts = ks_take(arena, const ks_correlation_node *, 2);
        node->parts = parts;
        node->kind = *words == '!'   ? KS_RULE_NOT
                     : *words == '&' ? KS_RULE_ALL
                     : *words == '|' ? KS_RULE_ANY
                                     : KS_RULE_TEST;
        if (node->kind == KS_RULE_TEST)
            node->member = (u32)(strchr(of->members, *words) - of->members);
        else
            node->part_count = node->kind == KS_RULE_NOT ? 1 : 2;
        for (u32 i = node->part_count; i-- > 0;)
            parts[i] = stack[--depth];
        stack[depth++] = node;
    }
    return stack[0];
}

static inline const ks_correlation *made_one(const made_correlation *from, ks_arena *arena)
{
    ks_correlation *c = ks_take(arena, ks_correlation, 1);
    u32 *members = ks_take(arena, u32, 16);
    ks_correlation_bound *bound = ks_take(arena, ks_correlation_bound, 1);
    c->type = from->type;
    c->member_count = (u32)strlen(from->members);
    for (u32 i = 0; i < c->member_count; i++)
        members[i] = made_rule_of(from->members[i]);
    c->members = members;
    c->group_by = made_letters(from->group, arena);
    c->group_count = (u32)strlen(from->group);
    c->span_ticks = from->span_ticks;
    const char *fields = from->fields ? from->fields : "v";
    c->fields = made_letters(fields, arena);
    c->field_count = from->type == KS_CORRELATE_EVENT_COUNT ? 0 : (u32)strlen(fields);
    bound->relation = from->relation;
    bound->is_negated = from->is_negated;
    bound->number.real = from->bound;
    c->bounds = bound;
    c->bound_count = from->bound >= 0 ? 1 : 0;
    c->percentile = from->percentile;
    if (from->condition)
        c->condition = made_condition(from->condition, from, arena);
    if (from->alias) {
        ks_correlation_alias *alias = ks_take(arena, ks_correlation_alias, 1);
        alias->name = (ks_str){ from->alias, 1 };
        alias->fields = made_letters(from->alias + 2, arena);
        c->aliases = alias;
        c->alias_count = 1;
    }
    return c;
}

static inline ks_rule_set made_set(const made_correlation *from, size_t count, ks_arena *arena)
{
    const ks_rule **rules = ks_take(arena, const ks_rule *, made_rules_most);
    for (u32 i = 0; i < made_detections + count; i++) {
        ks_rule *rule = ks_take(arena, ks_rule, 1);
        rule->number = i;
        if (i >= made_detections) {
            rule->correlation = made_one(&from[i - made_detections], arena);
            rule->is_silent = from[i - made_detections].is_silent;
        }
        rules[i] = rule;
    }
    return (ks_rule_set){ .rules = rules, .count = made_detections + count };
}

static inline const char *made_until(const char *at, const char *ends)
{
    return at + strcspn(at, ends);
}

static inline size_t made_hits_of(const char *words, made_hit *hits)
{
    size_t count = 0;
    while (*words) {
        made_hit h = { .rule = made_rule_of(*words++), .record = count + 1 };
        u64 second = 0, fraction = 0, unit = ks_ticks_per_second;
        while (*words >= '0' && *words <= '9')
            second = second * 10 + (u64)(*words++ - '0');
        if (*words == '.') {
            for (words++; *words >= '0' && *words <= '9'; words++) {
                unit /= 10;
                fraction += (u64)(*words - '0') * unit;
            }
        }
        h.ticks = made_start + second * ks_ticks_per_second + fraction;
        for (; *words == '@' || *words == '=' || *words == '#';) {
            const char *text = words + 1, *end = made_until(text, " @=#");
            ks_str is = { text, (size_t)(end - text) };
            if (*words == '@')
                h.group = ks_str_equal(is, KS_STR("-")) ? (ks_str){ 0 } : is;
            else if (*words == '=')
                h.value = is;
            else
                (void)!ks_u64_read(is, &h.record);
            words = end;
        }
        hits[count++] = h;
        while (*words == ' ')
            words++;
    }
    return count;
}

static inline bool made_add(ks_correlator *c, const ks_correlation_needs *needs,
                            const made_hit *hit, ks_arena scratch)
{
    ks_str_list names = needs->by_rule[hit->rule];
    ks_str values[16];
    for (u32 i = 0; i < names.count; i++) {
        char letter = names.items[i].at[0];
        values[i] = letter == 'v'                    ? hit->value
                    : letter == 'g' || letter == 'h' ? hit->group
                                                     : (ks_str){ 0 };
    }
    ks_base_hit base = { .rule = hit->rule,
                         .ticks = hit->ticks,
                         .source = hit->source,
                         .offset = hit->record * 512,
                         .event_record_id = hit->record,
                         .computer = KS_STR("PC-17"),
                         .channel = KS_STR("Security"),
                         .values = values,
                         .value_count = names.count };
    ks_out out;
    ks_fail fail = { 0 };
    return ks_out_open(&out, &scratch, 64 * 1024) && ks_base_hit_write(&out, &base) &&
           ks_correlator_add(c, ks_str_span(ks_out_str(&out)), &fail);
}

static inline void made_put_ticks(ks_out *out, u64 ticks)
{
    u64 since = ticks - made_start;
    ks_out_u64(out, since / ks_ticks_per_second);
    if (since % ks_ticks_per_second) {
        KS_PUT(out, ".");
        ks_out_padded(out, since % ks_ticks_per_second, 7);
    }
}

static inline bool made_result(void *context, const ks_correlation_result *result, ks_fail *fail)
{
    ks_out *out = context;
    (void)fail;
    if (ks_out_size(out))
        KS_PUT(out, " ");
    ks_out_byte(out, (char)('A' + result->rule - made_detections));
    made_put_ticks(out, result->first_ticks);
    KS_PUT(out, "..");
    made_put_ticks(out, result->last_ticks);
    KS_PUT(out, ":");
    ks_out_u64(out, result->hit_count);
    KS_PUT(out, "=");
    u64 thousandths = (u64)(result->value * 1000 + 0.5);
    ks_out_u64(out, thousandths / 1000);
    if (thousandths % 1000) {
        KS_PUT(out, ".");
        ks_out_padded(out, thousandths % 1000, 3);
    }
    if (result->group_field_missing)
        KS_PUT(out, "!");
    return true;
}

// All hits through a correlator; the results as words in `out`.
static inline bool made_run(const ks_rule_set *set, const made_hit *hits, size_t count,
                            const ks_correlator_options *options, ks_out *out,
                            ks_correlation_overflow *overflow)
{
    ks_arena arena;
    ks_fail fail = { 0 };
    ks_correlation_needs needs;
    ks_correlator *c = NULL;
    if (!ks_arena_open(&arena, "run", (size_t)64 << 20))
        return false;
    ks_arena whole = arena;
    bool is_so = ks_correlation_needs_make(&needs, set, &arena, &fail) &&
                 ks_correlator_open(&c, set, options, &arena, &fail);
    for (size_t i = 0; is_so && i < count; i++)
        is_so = made_add(c, &needs, &hits[i], arena);
    ks_correlation_sink sink = { out, made_result };
    is_so = is_so && ks_correlator_settle(c, &sink, overflow, &fail);
    ks_correlator_close(c);
    ks_arena_close(&whole);
    return is_so;
}
