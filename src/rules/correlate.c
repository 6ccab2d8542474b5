// Correlations from hits to results. Each hit goes to the sorter of every correlation's level that
// it feeds, by correlation, group and time; so a group's hits come out one after the other, and one
// window at a time is all that has to be held, however many groups there are. Results of one level
// are hits of the next. Results that are shown go to a sorter of their own, by time.
#include "base/cursor.h"
#include "base/fold.h"
#include "base/sort.h"
#include "rules/correlate_own.h"

enum {
    key_most = 256 * 1024, // of 64 folded texts of 2 KB at most, and more
    head_most = 1 << 20,   // … and the texts of a group
    scratch_more = 256 << 20,
    memory_least = 1 << 20
};

struct ks_correlator {
    correlate_plans plans;
    ks_sorter *levels[correlate_levels_most];
    ks_sorter *results;
    correlate_window *window;
    ks_out head, made;
    ks_out group; // key of the group that the window is at
    ks_arena scratch, scratch_whole;
    u64 without_time, lost;
};

static bool no_memory(size_t budget, ks_fail *fail)
{
    return ks_refuse(fail, KS_OVER_BUDGET, (i64)budget + 1, (i64)budget, KS_STR("correlations"));
}

static void put32(ks_out *out, u32 number)
{
    u8 bytes[4];
    ks_store32_sorted(bytes, number);
    ks_out_bytes(out, bytes, sizeof bytes);
}

static void put64(ks_out *out, u64 number)
{
    u8 bytes[8];
    ks_store64_sorted(bytes, number);
    ks_out_bytes(out, bytes, sizeof bytes);
}

static ks_str value_at(const ks_base_hit *hit, u32 at)
{
    return at < hit->value_count ? hit->values[at] : (ks_str){ 0 };
}

static ks_str group_value(const correlate_plan *plan, u32 member, const ks_base_hit *hit, u32 i)
{
    return value_at(hit, plan->group_at[member * plan->of->group_count + i]);
}

// --- hits on their way in

// Gives a hit to all correlations that its rule is a member of. `bytes`: the hit, then those that
// made it.
static bool feed(ks_correlator *c, const ks_base_hit *hit, ks_span bytes, ks_fail *fail)
{
    for (u32 i = 0; i < c->plans.use_counts[hit->rule]; i++) {
        correlate_use use = c->plans.uses[hit->rule][i];
        const correlate_plan *plan = &c->plans.plans[use.plan];
        ks_out_clear(&c->head);
        put32(&c->head, use.plan);
        for (u32 g = 0; g < plan->of->group_count; g++)
            correlate_put_folded(&c->head, group_value(plan, use.member, hit, g));
        put64(&c->head, hit->ticks);
        correlate_put_folded(&c->head, hit->computer);
        correlate_put_folded(&c->head, hit->channel);
        put64(&c->head, hit->event_record_id);
        put32(&c->head, hit->source);
        put64(&c->head, hit->offset);
        put32(&c->head, hit->rule);
        put32(&c->head, use.member);
        KS_ASSERT(!c->head.is_full); // 64 folded texts of 2 KB at most
        if (!ks_sorter_add(c->levels[plan->level], ks_str_span(ks_out_str(&c->head)), bytes, fail))
            return false;
    }
    return true;
}

bool ks_correlator_add(ks_correlator *c, ks_span bytes, ks_fail *fail)
{
    if (!c->plans.needs.is_any)
        return true;
    ks_arena scratch = c->scratch;
    ks_base_hit hit;
    size_t size = ks_base_hit_read(&hit, bytes, &scratch);
    if (size == 0 || hit.rule >= c->plans.set->count)
        return ks_refuse(fail, KS_BAD_SIZE, (i64)bytes.size, 0, KS_STR("hit of a rule"));
    if (c->plans.use_counts[hit.rule] == 0)
        return true;
    if (hit.ticks == 0) {
        c->without_time++;
        return true;
    }
    return feed(c, &hit, (ks_span){ bytes.at, size }, fail);
}

// --- results on their way out

// What the correlation's result is as a hit of another: in time and place its last hit, with the
// group's values, and those that all its hits share.
static bool put_as_hit(ks_correlator *c, const correlate_window *w, const correlate_row *rows,
                       size_t count, u64 ticks)
{
    const correlate_plan *plan = correlate_window_plan(w);
    ks_arena scratch = c->scratch;
    ks_str_list needs = c->plans.needs.by_rule[plan->rule->number];
    ks_str *values = ks_take(&scratch, ks_str, needs.count + 1);
    ks_base_hit hit = { 0 };
    if (values == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        ks_arena one = scratch;
        if (ks_base_hit_read(&hit, correlate_window_hit(w, &rows[i]), &one) == 0)
            return false;
        for (u32 n = 0; n < needs.count; n++) {
            u32 group = plan->need_group[n];
            u32 at = plan->need_at[n * plan->of->member_count + rows[i].member];
            ks_str value = group != correlate_nowhere
                               ? group_value(plan, rows[i].member, &hit, group)
                               : value_at(&hit, at);
            if (i == 0)
                values[n] = value;
            else if (value.at == NULL || values[n].at == NULL || !ks_equal_fold(value, values[n]))
                values[n] = group != correlate_nowhere ? values[n] : (ks_str){ 0 };
        }
    }
    hit.rule = plan->rule->number;
    hit.ticks = ticks;
    hit.values = values;
    hit.value_count = needs.count;
    return ks_base_hit_write(&c->made, &hit);
}

// The hits that make the result: of members that are correlations, those that made them.
static void put_hits(ks_correlator *c, const correlate_window *w, const correlate_row *rows,
                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ks_span bytes = correlate_window_hit(w, &rows[i]);
        size_t own = ks_load32(bytes.at);
        bool is_nested = own < bytes.size;
        ks_out_bytes(&c->made, bytes.at + (is_nested ? own : 0),
                     bytes.size - (is_nested ? own : 0));
    }
}

// The text, or as much of it as is shown.
static ks_str cut(ks_str text, size_t most)
{
    if (text.size <= most)
        return text;
    while (most && ((u8)text.at[most] & 0xc0) == 0x80)
        most--;
    return (ks_str){ text.at, most };
}

static bool put_result(ks_correlator *c, const correlate_window *w, const correlate_row *rows,
                       size_t count, double value)
{
    const correlate_plan *plan = correlate_window_plan(w);
    ks_arena scratch = c->scratch;
    ks_base_hit first;
    u64 bits = 0;
    bool is_missing = false;
    if (ks_base_hit_read(&first, correlate_window_hit(w, rows), &scratch) == 0)
        return false;
    for (size_t i = 0; i < count; i++)
        is_missing = is_missing || rows[i].is_group_missing;
    memcpy(&bits, &value, sizeof bits);
    ks_out_clear(&c->head);
    put64(&c->head, correlate_window_last_ticks(w, rows, count));
    put64(&c->head, rows[0].ticks);
    put32(&c->head, plan->rule->number);
    for (u32 g = 0; g < plan->of->group_count; g++)
        correlate_put_folded(&c->head, group_value(plan, rows[0].member, &first, g));
    put64(&c->head, bits);
    ks_out_byte(&c->head, is_missing);
    for (u32 g = 0; g < plan->of->group_count; g++) {
        ks_str text = cut(group_value(plan, rows[0].member, &first, g),
                          (head_most - key_most) / correlate_group_most - 4);
        put32(&c->head, (u32)text.size);
        ks_out_put(&c->head, text);
    }
    return !c->head.is_full;
}

static bool on_found(void *context, const correlate_window *w, const correlate_row *rows,
                     size_t count, double value, ks_fail *fail)
{
    ks_correlator *c = context;
    const correlate_plan *plan = correlate_window_plan(w);
    u64 ticks = correlate_window_last_ticks(w, rows, count);
    ks_out_clear(&c->made);
    if (!put_as_hit(c, w, rows, count, ticks))
        return no_memory(ks_out_size(&c->made), fail);
    size_t own = ks_out_size(&c->made);
    put_hits(c, w, rows, count);
    ks_span made = ks_str_span(ks_out_str(&c->made));
    if (c->made.is_full || (!plan->rule->is_silent && !put_result(c, w, rows, count, value)))
        return no_memory(made.size, fail);
    if (!plan->rule->is_silent && !ks_sorter_add(c->results, ks_str_span(ks_out_str(&c->head)),
                                                 (ks_span){ made.at + own, made.size - own }, fail))
        return false;
    ks_arena scratch = c->scratch;
    ks_base_hit hit;
    return (ks_base_hit_read(&hit, made, &scratch) || no_memory(made.size, fail)) &&
           feed(c, &hit, made, fail);
}

// --- one level

static size_t group_key_size(const correlate_plans *plans, ks_span entry, u32 *plan)
{
    *plan = (u32)(ks_load64_sorted(entry.at) >> 32);
    size_t size = 4;
    for (u32 g = 0; g < plans->plans[*plan].of->group_count; g++)
        size += correlate_folded_size((ks_span){ entry.at + size, entry.size - size });
    return size;
}

static bool take_entry(ks_correlator *c, ks_span entry, ks_fail *fail)
{
    u32 plan = 0;
    size_t at = group_key_size(&c->plans, entry, &plan);
    ks_str key = { (const char *)entry.at, at };
    if (!ks_str_equal(key, ks_out_str(&c->group))) {
        bool is_first = ks_out_size(&c->group) == 0;
        ks_out_clear(&c->group);
        ks_out_put(&c->group, key);
        if ((!is_first && !correlate_window_end(c->window, fail)) ||
            !correlate_window_begin(c->window, &c->plans.plans[plan], fail))
            return false;
    }
    at += 8;
    for (int text = 0; text < 2; text++)
        at += correlate_folded_size((ks_span){ entry.at + at, entry.size - at });
    at += 8 + 4 + 8 + 4;
    u32 member = (u32)(ks_load64_sorted(entry.at + at) >> 32);
    at += 4;
    ks_span bytes = { entry.at + at, entry.size - at };
    ks_arena kept = c->scratch; // the hit lies there while results before it are written
    ks_base_hit hit;
    bool is_so = (ks_base_hit_read(&hit, bytes, &c->scratch) || no_memory(bytes.size, fail)) &&
                 correlate_window_add(c->window, member, &hit, bytes, fail);
    c->scratch = kept;
    return is_so;
}

static bool run_level(ks_correlator *c, u32 level, ks_fail *fail)
{
    ks_out_clear(&c->group);
    for (;;) {
        ks_span entry;
        if (!ks_sorter_next(c->levels[level], &entry, fail))
            return false;
        if (entry.at == NULL)
            return ks_out_size(&c->group) == 0 || correlate_window_end(c->window, fail);
        if (!take_entry(c, entry, fail))
            return false;
    }
}

// --- telling

static int in_order(const void *context, const void *left, const void *right)
{
    (void)context;
    const ks_base_hit *a = left, *b = right;
    int order = ks_compare_u64(a->ticks, b->ticks);
    order = order ? order : ks_str_compare(a->computer, b->computer);
    order = order ? order : ks_str_compare(a->channel, b->channel);
    order = order ? order : ks_compare_u64(a->event_record_id, b->event_record_id);
    order = order ? order : ks_compare_u64(a->source, b->source);
    order = order ? order : ks_compare_u64(a->offset, b->offset);
    return order ? order : ks_compare_u64(a->rule, b->rule);
}

// Hits that reached a result through several members are told once, in order.
static bool arrange(ks_base_hit *hits, size_t *count, ks_arena scratch)
{
    if (!ks_sort(hits, *count, sizeof *hits, in_order, NULL, scratch))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        if (kept == 0 || in_order(NULL, &hits[kept - 1], &hits[i]) != 0)
            hits[kept++] = hits[i];
    }
    *count = kept;
    return true;
}

static bool read_hits(ks_span bytes, ks_correlation_result *result, bool is_nested, ks_arena *arena)
{
    size_t count = 0;
    for (size_t at = 0; at + 4 <= bytes.size; at += ks_load32(bytes.at + at))
        count++;
    ks_base_hit *hits = ks_take(arena, ks_base_hit, count);
    if (hits == NULL)
        return false;
    for (size_t i = 0, at = 0; i < count; i++) {
        size_t size =
            ks_base_hit_read(&hits[i], (ks_span){ bytes.at + at, bytes.size - at }, arena);
        if (size == 0)
            return false;
        at += size;
    }
    if (is_nested && !arrange(hits, &count, *arena))
        return false;
    result->hits = hits;
    result->hit_count = count;
    return true;
}

static u32 take32(ks_span *bytes)
{
    u32 number = (u32)(ks_load64_sorted(bytes->at) >> 32);
    *bytes = (ks_span){ bytes->at + 4, bytes->size - 4 };
    return number;
}

static u64 take64(ks_span *bytes)
{
    u64 number = ks_load64_sorted(bytes->at);
    *bytes = (ks_span){ bytes->at + 8, bytes->size - 8 };
    return number;
}

static bool tell(ks_correlator *c, ks_span entry, const ks_correlation_sink *sink, ks_fail *fail)
{
    ks_arena arena = c->scratch;
    ks_correlation_result result = { 0 };
    result.last_ticks = take64(&entry);
    result.first_ticks = take64(&entry);
    result.rule = take32(&entry);
    const ks_correlation *of = c->plans.set->rules[result.rule]->correlation;
    ks_str *group = ks_take(&arena, ks_str, of->group_count + 1);
    if (group == NULL)
        return no_memory(entry.size, fail);
    for (u32 g = 0; g < of->group_count; g++) {
        size_t size = correlate_folded_size(entry);
        entry = (ks_span){ entry.at + size, entry.size - size };
    }
    u64 bits = take64(&entry);
    memcpy(&result.value, &bits, sizeof bits);
    result.group_field_missing = *entry.at;
    entry = (ks_span){ entry.at + 1, entry.size - 1 };
    for (u32 g = 0; g < of->group_count; g++) {
        u32 size = take32(&entry);
        group[g] = (ks_str){ (const char *)entry.at, size };
        entry = (ks_span){ entry.at + size, entry.size - size };
    }
    result.group = group;
    bool is_nested = false;
    for (u32 i = 0; i < c->plans.plan_count; i++)
        is_nested = is_nested ||
                    (c->plans.plans[i].rule->number == result.rule && c->plans.plans[i].is_nested);
    if (!read_hits(entry, &result, is_nested, &arena))
        return no_memory(entry.size, fail);
    return sink->result(sink->context, &result, fail);
}

bool ks_correlator_settle(ks_correlator *c, const ks_correlation_sink *sink,
                          ks_correlation_overflow *overflow, ks_fail *fail)
{
    *overflow = (ks_correlation_overflow){ .not_run = c->plans.not_run };
    if (!c->plans.needs.is_any)
        return true;
    for (u32 level = 0; level < c->plans.level_count; level++) {
        if (!run_level(c, level, fail))
            return false;
    }
    overflow->without_time = c->without_time;
    overflow->hits_over = correlate_window_hits_over(c->window);
    for (;;) {
        ks_span entry;
        if (!ks_sorter_next(c->results, &entry, fail))
            return false;
        if (entry.at == NULL)
            return true;
        if (!tell(c, entry, sink, fail))
            return false;
    }
}

// --- opening and closing

static bool open_sorter(ks_sorter **sorter, size_t budget, const ks_correlator_options *options,
                        ks_arena *run, ks_fail *fail)
{
    ks_file file = { -1 };
    return (options->never_spills || ks_os_create_unnamed(options->spill_path, &file, fail)) &&
           ks_sorter_open(sorter, budget, file, run, fail);
}

static bool open_parts(ks_correlator *c, const ks_correlator_options *options, ks_arena *run,
                       ks_fail *fail)
{
    size_t memory = options->memory < memory_least ? memory_least : options->memory;
    size_t window = memory / 16, hits_most = options->group_hits_most;
    u32 levels = c->plans.level_count;
    correlate_finding finding = { .context = c, .found = on_found };
    c->window =
        correlate_window_open(window, hits_most ? hits_most : correlate_hits_most, &finding, run);
    if (c->window == NULL || !ks_out_open(&c->head, run, head_most) ||
        !ks_out_open(&c->group, run, key_most) ||
        !ks_out_open(&c->made, run, 2 * window + key_most) ||
        !ks_arena_open(&c->scratch_whole, "correlations", 16 * window + scratch_more))
        return no_memory(memory, fail);
    c->scratch = c->scratch_whole;
    for (u32 i = 0; i < levels; i++) {
        if (!open_sorter(&c->levels[i], options->memory / 2 / (levels + 1), options, run, fail))
            return false;
    }
    return open_sorter(&c->results, options->memory / 2 / (levels + 1), options, run, fail);
}

bool ks_correlator_open(ks_correlator **correlator, const ks_rule_set *set,
                        const ks_correlator_options *options, ks_arena *run, ks_fail *fail)
{
    ks_correlator *c = ks_take(run, ks_correlator, 1);
    if (c == NULL)
        return no_memory(sizeof *c, fail);
    if (!correlate_plans_make(&c->plans, set, run, fail))
        return false;
    if (c->plans.needs.is_any && !open_parts(c, options, run, fail)) {
        ks_correlator_close(c);
        return false;
    }
    *correlator = c;
    return true;
}

void ks_correlator_close(ks_correlator *c)
{
    if (c == NULL || !c->plans.needs.is_any)
        return;
    for (u32 i = 0; i < c->plans.level_count; i++)
        ks_sorter_close(c->levels[i]);
    ks_sorter_close(c->results);
    correlate_window_close(c->window);
    if (c->scratch_whole.at)
        ks_arena_close(&c->scratch_whole);
}
