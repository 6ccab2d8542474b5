// The few settings that open the most rules. Rules with the same ways of being opened are one group
// with a count, a set of changes is a set of bits: all small sets can be compared.
#include "coverage/what_if.h"

#include "base/sort.h"
#include "base/table.h"

enum { candidates_most = 64, event_size = 1024, exact_most = 3 };

typedef struct {
    u64 needs; // bits of candidates
    u8 value;  // 1: in part, 2: all
} group_way;

typedef struct {
    u32 rules;
    u8 value; // now
    u32 way_count;
    group_way ways[ways_most];
} group;

typedef struct {
    const ks_setting *setting;
    u32 rules; // that name it
    u64 bytes;
} candidate;

typedef struct {
    const ks_rule_covers *covers;
    candidate candidates[candidates_most];
    u32 count;
    group *groups;
    u32 group_count;
    u64 chosen; // bits
    u64 chosen_bytes, bytes_most;
    u32 gain; // of `chosen`
} searching;

u64 ks_setting_bytes_a_day(const ks_setting *setting, ks_role role)
{
    static const u64 events[] = {
        [KS_VOLUME_UNKNOWN] = 1000, [KS_VOLUME_NONE] = 0,     [KS_VOLUME_LOW] = 10,
        [KS_VOLUME_MED] = 1000,     [KS_VOLUME_HIGH] = 70000, [KS_VOLUME_FLOOD] = 2000000
    };
    bool is_sysmon = ks_str_equal(setting->id, KS_STR("sysmon.installed"));
    return event_size * events[is_sysmon ? KS_VOLUME_HIGH : setting->volume[role]];
}

static u8 value_of(ks_cover cover)
{
    return cover == KS_COVER_COULD ? 2 : cover == KS_COVER_PARTLY ? 1 : 0;
}

// --- candidates

static int by_use(const void *context, const void *left, const void *right)
{
    (void)context;
    const candidate *a = left, *b = right;
    int order = ks_compare_u64(b->rules, a->rules);
    return order ? order : ks_str_compare(a->setting->id, b->setting->id);
}

static int by_id(const void *context, const void *left, const void *right)
{
    (void)context;
    const candidate *a = left, *b = right;
    return ks_str_compare(a->setting->id, b->setting->id);
}

static bool collect(searching *s, ks_arena scratch)
{
    size_t total, count = 0;
    const ks_setting *const *settings = ks_settings(&total);
    candidate *all = ks_take(&scratch, candidate, total + 1);
    for (size_t i = 0; all && i < total; i++) {
        all[count] = (candidate){ .setting = settings[i] };
        all[count].bytes = ks_setting_bytes_a_day(settings[i], s->covers->recording->windows.role);
        for (size_t r = 0; r < s->covers->set->count; r++) {
            const ks_rule_cover *cover = &s->covers->rules[r];
            bool is_named = false;
            for (u32 w = 0; w < cover->way_count && !is_named; w++)
                for (u32 k = 0; k < cover->ways[w].missing_count; k++)
                    is_named = is_named || cover->ways[w].missing[k] == settings[i];
            all[count].rules += is_named;
        }
        count += all[count].rules > 0 && all[count].bytes <= s->bytes_most;
    }
    if (all == NULL || !ks_sort(all, count, sizeof *all, by_use, NULL, scratch))
        return false;
    s->count = count < candidates_most ? (u32)count : candidates_most;
    memcpy(s->candidates, all, s->count * sizeof *all);
    return ks_sort(s->candidates, s->count, sizeof *all, by_id, NULL, scratch);
}

// --- groups

static bool bit_of(const searching *s, const ks_setting *setting, u64 *bits)
{
    for (u32 i = 0; i < s->count; i++) {
        if (s->candidates[i].setting == setting) {
            *bits |= (u64)1 << i;
            return true;
        }
    }
    return false;
}

static group group_of(const searching *s, const ks_rule_cover *cover)
{
    group g = { .value = value_of(cover->cover) };
    for (u32 w = 0; w < cover->way_count; w++) {
        const cover_way *way = &cover->ways[w];
        group_way to = { .value = value_of(way->cover) };
        bool is_whole = way->missing_count > 0 && to.value > g.value;
        for (u32 k = 0; k < way->missing_count && is_whole; k++)
            is_whole = bit_of(s, way->missing[k], &to.needs);
        if (is_whole)
            g.ways[g.way_count++] = to;
    }
    return g;
}

static bool build(searching *s, ks_arena *arena)
{
    ks_table known = { 0 };
    s->groups = ks_take(arena, group, s->covers->set->count + 1);
    for (size_t r = 0; s->groups && r < s->covers->set->count; r++) {
        group g = group_of(s, &s->covers->rules[r]);
        if (g.way_count == 0 || s->covers->set->rules[r]->is_silent)
            continue;
        u8 key[1 + ways_most * 9];
        size_t size = 1;
        key[0] = g.value;
        for (u32 w = 0; w < g.way_count; w++, size += 9) {
            ks_store64(key + size, g.ways[w].needs);
            key[size + 8] = g.ways[w].value;
        }
        size_t before = known.count;
        u32 number = ks_table_add(&known, arena, (ks_span){ key, size });
        if (number == ks_table_none)
            return false;
        if (known.count > before)
            s->groups[number] = g;
        s->groups[number].rules++;
        s->group_count = (u32)known.count;
    }
    return s->groups != NULL;
}

// --- sets

static u8 value_with(const group *g, u64 bits)
{
    u8 value = g->value;
    for (u32 w = 0; w < g->way_count; w++)
        if ((g->ways[w].needs & ~bits) == 0 && g->ways[w].value > value)
            value = g->ways[w].value;
    return value;
}

static u32 gain_of(const searching *s, u64 bits)
{
    u32 gain = 0;
    for (u32 i = 0; i < s->group_count; i++)
        gain += (u32)(value_with(&s->groups[i], bits) - s->groups[i].value) * s->groups[i].rules;
    return gain;
}

typedef struct {
    u64 bits, bytes;
    u32 gain, count;
} found;

static void consider(const searching *s, found *best, u64 bits, u64 bytes, u32 count)
{
    if (s->chosen_bytes + bytes > s->bytes_most)
        return;
    u32 gain = gain_of(s, s->chosen | bits);
    if (gain > best->gain ||
        (gain == best->gain && gain > s->gain &&
         (count < best->count || (count == best->count && bytes < best->bytes))))
        *best = (found){ bits, bytes, gain, count };
}

// All sets of one, two, three more.
static found best_of(const searching *s, u32 most)
{
    found best = { .gain = s->gain };
    for (u32 a = 0; a < s->count; a++) {
        u64 one = (u64)1 << a, bytes = s->candidates[a].bytes;
        if (s->chosen & one)
            continue;
        consider(s, &best, one, bytes, 1);
        for (u32 b = a + 1; b < s->count && most > 1; b++) {
            u64 two = one | (u64)1 << b, more = bytes + s->candidates[b].bytes;
            if (s->chosen & two)
                continue;
            consider(s, &best, two, more, 2);
            for (u32 c = b + 1; c < s->count && most > 2; c++)
                if (!(s->chosen & (u64)1 << c))
                    consider(s, &best, two | (u64)1 << c, more + s->candidates[c].bytes, 3);
        }
    }
    return best;
}

// The verdict of each rule with the changes made.
static bool apply(ks_what_if *best, const searching *s, ks_arena *arena)
{
    const ks_rule_covers *before = s->covers;
    ks_rule_cover *rules = ks_take(arena, ks_rule_cover, before->set->count + 1);
    if (rules == NULL)
        return false;
    best->covers =
        (ks_rule_covers){ .set = before->set, .recording = before->recording, .rules = rules };
    for (size_t r = 0; r < before->set->count; r++) {
        static const ks_cover covers[] = { KS_COVER_BLIND, KS_COVER_PARTLY, KS_COVER_COULD };
        group g = group_of(s, &before->rules[r]);
        u8 value = value_with(&g, s->chosen);
        rules[r] = before->rules[r];
        if (value > g.value)
            rules[r].cover = covers[value];
        bool is_told = !before->set->rules[r]->is_silent;
        best->opened += is_told && g.value == 0 && value > 0;
        best->completed += is_told && g.value < 2 && value == 2;
        best->covers.counts[rules[r].cover]++;
    }
    return true;
}

bool ks_what_if_make(ks_what_if *best, const ks_rule_covers *covers, u32 changes, u64 bytes_a_day,
                     ks_arena *arena, ks_fail *fail)
{
    searching *s = ks_take(arena, searching, 1);
    *best = (ks_what_if){ .count = 0 };
    if (s == NULL)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)sizeof *s, 0, ks_str_of(arena->name));
    s->covers = covers;
    s->bytes_most = bytes_a_day;
    bool fits = collect(s, *arena) && build(s, arena);
    for (u32 left = changes < what_if_changes_most ? changes : what_if_changes_most;
         fits && left;) {
        found more = best_of(s, left < exact_most ? left : exact_most);
        if (more.count == 0)
            break;
        s->chosen |= more.bits;
        s->chosen_bytes += more.bytes;
        s->gain = more.gain;
        left -= more.count;
    }
    if (!fits || !apply(best, s, arena))
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)covers->set->count, 0, ks_str_of(arena->name));
    for (u32 i = 0; i < s->count; i++)
        if (s->chosen & (u64)1 << i)
            best->settings[best->count++] = s->candidates[i].setting;
    best->bytes_a_day = s->chosen_bytes;
    return true;
}
