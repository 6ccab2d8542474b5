// What rules matched: rules by a key that holds over cases, hits at their records, and the number
// of those that were more than a case keeps. See observation.h.
#include "base/sort.h"
#include "facts/item.h"

typedef struct rule_tally {
    u32 source; // of the run, which is being read
    u64 count;  // hits in it so far
} rule_tally;

// --- rules
u32 set_rule(ks_observations *set, const u8 *key)
{
    const size_t key_size = sizeof set->rules->key;
    u32 number = ks_table_add(&set->rule_keys, set->arena, (ks_span){ key, key_size });
    if (number == ks_table_none || number < set->rule_count)
        return number;
    if (set->rule_count == set->rule_capacity) {
        ks_observed_rule *grown = ks_arena_grow(set->arena, set->rules, sizeof *grown,
                                                set->rule_count, &set->rule_capacity);
        if (grown == NULL)
            return ks_table_none;
        set->rules = grown;
    }
    set->rules[set->rule_count] = (ks_observed_rule){ .hits_most = UINT32_MAX };
    memcpy(set->rules[set->rule_count].key, key, key_size);
    set->rule_count++;
    set->is_settled = false;
    return number;
}

static void make_key(ks_observed_rule *rule)
{
    u64 low = 1, high = 2;
    const ks_str texts[] = { rule->id, rule->title[KS_EN], rule->title[KS_JA], rule->techniques };
    for (size_t i = 0; i < countof(texts); i++) {
        low = ks_hash_mix(low, ks_hash(ks_str_span(texts[i]), i));
        high = ks_hash_mix(high, ks_hash(ks_str_span(texts[i]), ~i));
    }
    u64 rest = (u64)rule->level << 32 | (u64)rule->is_silent << 31 | rule->questions;
    low = ks_hash_mix(low, rest);
    high = ks_hash_mix(high, rest);
    ks_store64(rule->key, low);
    ks_store64(rule->key + 8, high);
}

u32 ks_observations_find_rule(const ks_observations *set, const ks_observed_rule *given)
{
    ks_observed_rule rule = *given;
    make_key(&rule);
    return ks_table_find(&set->rule_keys, (ks_span){ rule.key, sizeof rule.key });
}

u32 ks_observations_add_rule(ks_observations *set, const ks_observed_rule *given)
{
    ks_observed_rule rule = *given;
    rule.id = ks_arena_keep(set->arena, rule.id);
    rule.techniques = ks_arena_keep(set->arena, rule.techniques);
    for (size_t i = 0; i < KS_LANG_COUNT; i++)
        rule.title[i] = ks_arena_keep(set->arena, rule.title[i]);
    make_key(&rule);
    u32 number = set_rule(set, rule.key);
    if (number != ks_table_none)
        set->rules[number] = rule;
    return number;
}

void item_put_rule(ks_out *out, const ks_observed_rule *rule)
{
    ks_out_bytes(out, rule->key, sizeof rule->key);
    item_put_str(out, rule->id);
    for (size_t i = 0; i < KS_LANG_COUNT; i++)
        item_put_str(out, rule->title[i]);
    item_put_u32(out, rule->level);
    item_put_str(out, rule->techniques);
    item_put_u32(out, rule->questions);
    item_put_u32(out, rule->is_silent);
}

static ks_str read_text(ks_observations *set, ks_cursor *c, const char *field)
{
    u32 size = ks_u32(c, field);
    ks_span bytes = ks_bytes(c, size, field);
    return ks_arena_keep(set->arena, (ks_str){ (const char *)bytes.at, bytes.size });
}

bool item_read_rule(ks_observations *set, ks_cursor *c, ks_fail *fail)
{
    ks_span key = ks_bytes(c, item_key_size, "rule key");
    ks_observed_rule rule = { .hits_most = UINT32_MAX };
    rule.id = read_text(set, c, "rule id");
    for (size_t i = 0; i < KS_LANG_COUNT; i++)
        rule.title[i] = read_text(set, c, "rule title");
    u32 level = ks_u32(c, "rule level");
    rule.level = level < KS_LEVEL_COUNT ? (ks_level)level : KS_LEVEL_INFORMATIONAL;
    rule.techniques = read_text(set, c, "rule techniques");
    rule.questions = ks_u32(c, "rule questions");
    rule.is_silent = ks_u32(c, "rule is silent") != 0;
    if (!ks_ok(c))
        return ks_cursor_refuse(c, fail);
    memcpy(rule.key, key.at, sizeof rule.key);
    u32 number = set_rule(set, rule.key);
    if (number == ks_table_none)
        return set_is_over_budget(set, fail);
    set->rules[number] = rule;
    return true;
}

bool ks_observations_add_program(ks_observations *set, ks_span program)
{
    ks_str bytes = { (const char *)program.at, program.size };
    for (size_t i = 0; i < set->program_count; i++) {
        if (ks_str_equal(set->programs[i], bytes))
            return true;
    }
    if (set->program_count == set->program_capacity) {
        ks_str *grown = ks_arena_grow(set->arena, set->programs, sizeof *grown, set->program_count,
                                      &set->program_capacity);
        if (grown == NULL)
            return false;
        set->programs = grown;
    }
    ks_str kept = ks_arena_keep(set->arena, bytes);
    set->programs[set->program_count++] = kept;
    set->is_settled = false;
    return kept.size == bytes.size;
}

// --- hits beyond a rule's bound
static bool add_over(ks_observations *set, u32 source, u32 rule, u64 count)
{
    for (size_t i = set->over_count; i-- > 0;) { // the last ones are of the source being read
        ks_observed_over *over = &set->overs[i];
        if (over->source != source)
            break;
        if (over->rule == rule) {
            over->count += count;
            return true;
        }
    }
    if (set->over_count == set->over_capacity) {
        ks_observed_over *grown = ks_arena_grow(set->arena, set->overs, sizeof *grown,
                                                set->over_count, &set->over_capacity);
        if (grown == NULL)
            return false;
        set->overs = grown;
    }
    set->overs[set->over_count++] = (ks_observed_over){ source, rule, count };
    return true;
}

void item_put_over(ks_out *out, const ks_observations *set, const ks_observed_over *over)
{
    ks_out_bytes(out, set->rules[over->rule].key, item_key_size);
    item_put_u64(out, over->count);
}

bool item_read_over(ks_observations *set, ks_cursor *c, u32 source, ks_fail *fail)
{
    ks_span key = ks_bytes(c, item_key_size, "rule key");
    u64 count = ks_u64(c, "hits");
    if (!ks_ok(c))
        return ks_cursor_refuse(c, fail);
    u32 rule = set_rule(set, key.at);
    if (rule == ks_table_none || !add_over(set, source, rule, 0))
        return set_is_over_budget(set, fail);
    for (size_t i = set->over_count; i-- > 0;) // the same source of two cases: the larger count
        if (set->overs[i].source == source && set->overs[i].rule == rule) {
            if (count > set->overs[i].count)
                set->overs[i].count = count;
            break;
        }
    set->is_settled = false;
    return true;
}

// Counts the hit; whether it is one too many. Sources are read one after the other, in an order
// that is theirs, so which ones are kept depends on the source alone.
static bool is_over(ks_observations *set, u32 source, u32 rule)
{
    if (!(source & source_of_run))
        return false;
    if (set->tallies == NULL) {
        set->tallies = ks_take(set->arena, rule_tally, set->rule_count);
        if (set->tallies == NULL)
            return false;
    }
    rule_tally *tally = &set->tallies[rule];
    if (tally->source != source)
        *tally = (rule_tally){ .source = source };
    return ++tally->count > set->rules[rule].hits_most;
}

// --- hits

// A field that the event does not have is another value than an empty one.
static const u32 is_absent = UINT32_MAX;

void item_put_rule_hits(ks_out *out, const ks_observations *set, const ks_rule_hit *hits,
                        size_t count)
{
    item_put_u32(out, (u32)count);
    for (size_t i = 0; i < count; i++) {
        ks_out_bytes(out, set->rules[hits[i].rule].key, item_key_size);
        item_put_str(out, hits[i].text);
        item_put_u32(out, hits[i].value_count);
        for (u32 k = 0; k < hits[i].value_count; k++)
            if (hits[i].values[k].at)
                item_put_str(out, hits[i].values[k]);
            else
                item_put_u32(out, is_absent);
    }
}

void item_put_hits(ks_out *out, const ks_observations *set, const ks_observation *o)
{
    item_put_u32(out, o->hit_count);
    for (u32 i = 0; i < o->hit_count; i++) {
        const ks_observed_hit *hit = &o->hits[i];
        ks_out_bytes(out, set->rules[hit->rule].key, item_key_size);
        item_put_str(out, ks_observed_string(set, hit->text));
        item_put_u32(out, hit->value_count);
        for (u32 k = 0; k < hit->value_count; k++)
            if (hit->values[k] != ks_table_none)
                item_put_str(out, ks_observed_string(set, hit->values[k]));
            else
                item_put_u32(out, is_absent);
    }
}

static u32 read_string(ks_observations *set, ks_cursor *c, const char *field)
{
    u32 size = ks_u32(c, field);
    ks_span bytes = ks_bytes(c, size, field);
    return set_string(set, (ks_str){ (const char *)bytes.at, bytes.size });
}

static bool read_hit(ks_observations *set, ks_cursor *c, ks_observed_hit *hit)
{
    ks_span key = ks_bytes(c, item_key_size, "rule key");
    *hit = (ks_observed_hit){ .rule = ks_ok(c) ? set_rule(set, key.at) : 0 };
    hit->text = read_string(set, c, "hit");
    size_t count = ks_count(c, ks_u32(c, "hit values"), 4, "hit values");
    u32 *values = ks_take(set->arena, u32, count + 1);
    bool is_read = hit->rule != ks_table_none && hit->text != ks_table_none && values != NULL;
    for (size_t i = 0; i < count && is_read; i++) {
        u32 size = ks_u32(c, "hit value");
        values[i] = ks_table_none;
        if (size == is_absent)
            continue;
        ks_span bytes = ks_bytes(c, size, "hit value");
        values[i] = set_string(set, (ks_str){ (const char *)bytes.at, bytes.size });
        is_read = values[i] != ks_table_none;
    }
    hit->values = values;
    hit->value_count = (u32)count;
    return is_read;
}

bool item_read_hits(ks_observations *set, ks_cursor *c, ks_observation *o, ks_fail *fail)
{
    size_t count = ks_count(c, ks_u32(c, "hits"), item_key_size + 8, "hits");
    o->hits = count ? ks_take(set->arena, ks_observed_hit, count) : NULL;
    if (count && o->hits == NULL)
        return set_is_over_budget(set, fail);
    for (size_t i = 0; i < count && ks_ok(c); i++) {
        ks_observed_hit *hit = &o->hits[o->hit_count];
        if (!read_hit(set, c, hit))
            return set_is_over_budget(set, fail);
        if (!ks_ok(c))
            break;
        if (!is_over(set, o->place.source, hit->rule))
            o->hit_count++;
        else if (!add_over(set, o->place.source, hit->rule, 1))
            return set_is_over_budget(set, fail);
    }
    return ks_ok(c) || ks_cursor_refuse(c, fail);
}

static int hit_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_observed_hit *x = a, *y = b;
    return ks_compare_u64(x->rule, y->rule);
}

bool hits_join(ks_observations *set, ks_observation *o, const ks_observation *other)
{
    if (other->hit_count == 0)
        return true;
    ks_observed_hit *all = ks_take(set->arena, ks_observed_hit, o->hit_count + other->hit_count);
    if (all == NULL)
        return false;
    if (o->hit_count)
        memcpy(all, o->hits, o->hit_count * sizeof *all);
    u32 count = o->hit_count;
    for (u32 i = 0; i < other->hit_count; i++) {
        bool is_there = false;
        for (u32 k = 0; k < o->hit_count && !is_there; k++)
            is_there = o->hits[k].rule == other->hits[i].rule;
        if (!is_there)
            all[count++] = other->hits[i];
    }
    o->hits = all;
    o->hit_count = count;
    return ks_sort(all, count, sizeof *all, hit_order, NULL, *set->arena);
}

// --- settling
static int rule_order(const void *context, const void *a, const void *b)
{
    const ks_observed_rule *all = context;
    const u32 *x = a, *y = b;
    return memcmp(all[*x].key, all[*y].key, sizeof all->key);
}

static int over_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_observed_over *x = a, *y = b;
    int order = ks_compare_u64(x->source, y->source);
    order = order ? order : ks_compare_u64(x->rule, y->rule);
    return order ? order : ks_compare_u64(y->count, x->count); // the larger first
}

static void settle_overs(ks_observations *set, const u32 *source_place, const u32 *rule_place)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->over_count; i++) {
        ks_observed_over over = set->overs[i];
        if (over.source == ks_table_none)
            continue;
        set->overs[kept++] =
            (ks_observed_over){ source_place[over.source], rule_place[over.rule], over.count };
    }
    set->over_count = kept;
}

static void join_overs(ks_observations *set)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->over_count; i++) {
        const ks_observed_over *before = kept ? &set->overs[kept - 1] : NULL;
        if (before && before->source == set->overs[i].source && before->rule == set->overs[i].rule)
            continue;
        set->overs[kept++] = set->overs[i];
    }
    set->over_count = kept;
}

static int program_order(const void *context, const void *a, const void *b)
{
    (void)context;
    const ks_str *x = a, *y = b;
    return ks_str_compare(*x, *y);
}

bool hits_settle(ks_observations *set, const u32 *source_place)
{
    if (!ks_sort(set->programs, set->program_count, sizeof *set->programs, program_order, NULL,
                 *set->arena))
        return false;
    size_t count = set->rule_count;
    u32 *order = ks_take(set->arena, u32, count + 1);
    u32 *place = ks_take(set->arena, u32, count + 1);
    ks_observed_rule *sorted = ks_take(set->arena, ks_observed_rule, count + 1);
    if (order == NULL || place == NULL || sorted == NULL)
        return false;
    for (u32 i = 0; i < count; i++)
        order[i] = i;
    if (!ks_sort(order, count, sizeof *order, rule_order, set->rules, *set->arena))
        return false;
    set->rule_keys = (ks_table){ 0 };
    for (u32 i = 0; i < count; i++) {
        place[order[i]] = i;
        sorted[i] = set->rules[order[i]];
        ks_span key = { sorted[i].key, sizeof sorted[i].key };
        if (ks_table_add(&set->rule_keys, set->arena, key) == ks_table_none)
            return false;
    }
    set->rules = sorted;
    set->rule_capacity = count + 1;
    set->tallies = NULL;
    for (size_t i = 0; i < set->count; i++) {
        ks_observation *o = &set->items[i];
        for (u32 k = 0; k < o->hit_count; k++)
            o->hits[k].rule = place[o->hits[k].rule];
        if (!ks_sort(o->hits, o->hit_count, sizeof *o->hits, hit_order, NULL, *set->arena))
            return false;
    }
    settle_overs(set, source_place, place);
    if (!ks_sort(set->overs, set->over_count, sizeof *set->overs, over_order, NULL, *set->arena))
        return false;
    join_overs(set);
    return true;
}
