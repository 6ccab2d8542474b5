// Which rules could fire: for each form of a rule's log source, the ways of the events that can
// make it true there; the best of what is recorded now, and the least that would make it better.
#include "coverage/rule_cover.h"

#include "base/fold.h"
#include "coverage/rule_way.h"

// --- a form, a rule

// Ids that tell the same deed: one of them is enough.
static bool is_twin(u32 a, u32 b)
{
    static const u32 twins[][2] = { { 23, 26 }, { 4656, 4663 } };
    for (size_t i = 0; i < countof(twins); i++)
        if ((a == twins[i][0] && b == twins[i][1]) || (a == twins[i][1] && b == twins[i][0]))
            return true;
    return false;
}

static const cover_way *best_now(const cover_ways *ways)
{
    const cover_way *best = NULL;
    for (u32 i = 0; i < ways->count; i++)
        if (ways->items[i].missing_count == 0 &&
            (best == NULL || ways->items[i].cover > best->cover))
            best = &ways->items[i];
    return best;
}

// Whether the setting bears on a technique that the rule is tagged with.
static bool is_related(const rule_judging *j, const ks_setting *setting)
{
    const ks_setting_list *lists[] = { &setting->reveals, &setting->mitigates };
    for (u32 t = 0; t < j->rule->tags.count; t++) {
        ks_str tag = j->rule->tags.items[t];
        for (size_t l = 0; l < countof(lists); l++)
            for (u32 i = 0; i < lists[l]->count; i++) {
                ks_str id = lists[l]->items[i];
                ks_str end = { tag.at + tag.size - id.size, id.size };
                if (tag.size > id.size && ks_equal_fold(end, id))
                    return true;
            }
    }
    return false;
}

// What there is to set, then how much it writes. Sysmon is no setting of Windows: it has to be
// installed and configured, which two settings are less than.
static u32 cost_of(const rule_judging *j, const cover_way *way)
{
    enum { cost_setting = 100, cost_sysmon = 250 };
    static const u32 volumes[] = {
        [KS_VOLUME_UNKNOWN] = 10, [KS_VOLUME_NONE] = 0,  [KS_VOLUME_LOW] = 1,
        [KS_VOLUME_MED] = 10,     [KS_VOLUME_HIGH] = 20, [KS_VOLUME_FLOOD] = 200
    };
    u32 cost = 0;
    for (u32 i = 0; i < way->missing_count; i++) {
        ks_volume volume = way->missing[i]->volume[j->recording->windows.role];
        bool is_sysmon = ks_str_equal(way->missing[i]->id, KS_STR("sysmon.installed"));
        cost += is_sysmon ? cost_sysmon : cost_setting + volumes[volume];
        cost -= is_related(j, way->missing[i]); // of like ones that which was made for it
    }
    return cost;
}

// The best with the least to set.
static const cover_way *best_set(const rule_judging *j, const cover_ways *ways, ks_cover above)
{
    const cover_way *best = NULL;
    for (u32 i = 0; i < ways->count; i++) {
        const cover_way *way = &ways->items[i];
        if (way->missing_count == 0 || way->cover <= above || way->cover < KS_COVER_PARTLY)
            continue;
        bool is_better = best == NULL || cost_of(j, way) < cost_of(j, best) ||
                         (cost_of(j, way) == cost_of(j, best) && way->cover > best->cover);
        best = is_better ? way : best;
    }
    return best;
}

static bool is_elsewhere(const cover_ways *ways)
{
    for (u32 i = 0; i < ways->count; i++)
        if (ways->items[i].cover != KS_COVER_ELSEWHERE)
            return false;
    return ways->count > 0;
}

// Several ids are several deeds: all of the rule is seen when all of them are.
static void join(rule_judging *j, cover_ways *all, const cover_ways *by_id, u32 count)
{
    cover_way now = { .cover = KS_COVER_COULD }, set = { .cover = KS_COVER_COULD };
    ks_cover highest = KS_COVER_NOT_LOGGED;
    bool has_here = false;
    for (u32 i = 0; i < count; i++)
        has_here = has_here || !is_elsewhere(&by_id[i]);
    for (u32 i = 0; i < count; i++) {
        if (has_here && is_elsewhere(&by_id[i]))
            continue; // what another Windows writes is not missed here
        const cover_way *best = best_now(&by_id[i]);
        ks_cover cover = best ? best->cover : KS_COVER_BLIND;
        if (cover < now.cover) {
            now = best ? *best : (cover_way){ .reason = KS_COVER_WHY_SETTING };
            now.cover = cover;
        }
        now.form = now.form ? now.form : best ? best->form : NULL;
        highest = cover > highest ? cover : highest;
        const cover_way *more = best_set(j, &by_id[i], cover);
        if (more == NULL)
            more = best;
        set.form = more ? more->form : set.form;
        cover_way_lower(&set, more ? more->cover : KS_COVER_BLIND,
                        more ? more->reason : KS_COVER_WHY_EVENTS);
        for (u32 k = 0; more && k < more->missing_count; k++)
            cover_way_lack(&set, more->missing[k]);
        for (u32 k = 0; k < by_id[i].count; k++) { // each alone shows some of the rule
            cover_way one = by_id[i].items[k];
            cover_way_lower(&one, KS_COVER_PARTLY, KS_COVER_WHY_EVENTS);
            if (one.missing_count)
                cover_ways_add(all, &one);
        }
    }
    if (highest >= KS_COVER_PARTLY && now.cover < KS_COVER_PARTLY) {
        now.cover = KS_COVER_PARTLY;
        now.reason = KS_COVER_WHY_EVENTS;
    }
    cover_ways_add(all, &now);
    if (set.missing_count)
        cover_ways_add(all, &set);
}

static bool lists_id(ks_str channel, u32 id)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; i < count; i++)
        for (u32 e = 0; e < settings[i]->event_count; e++)
            if (ks_equal_fold(settings[i]->events[e].channel, channel) &&
                id >= settings[i]->events[e].first && id <= settings[i]->events[e].last)
                return true;
    return false;
}

static void judge_form(rule_judging *j, cover_ways *all, const ks_form *form)
{
    cover_ways *by_id = j->by_id;
    u32 ids[rule_ids_most];
    u32 count = 0;
    rule_ids found = rule_ids_of(j, form);
    for (u32 i = 0; i < found.count; i++) {
        u32 to = 0;
        while (to < count && !is_twin(ids[to], found.items[i]))
            to++;
        if (to == count) {
            ids[count] = found.items[i];
            by_id[count++].count = 0;
        }
        // Of several channels the one that is known to carry the event; the same event in another
        // program's channel (PowerShell 7) is another matter.
        u32 c = 0;
        while (c + 1 < form->channel_count && !lists_id(form->channels[c], found.items[i]))
            c++;
        if (form->channel_count && !lists_id(form->channels[c], found.items[i]))
            c = 0;
        if (form->channel_count)
            rule_ways_add(j, &by_id[to], form->channels[c], form, found.items[i]);
    }
    if (count == 1) {
        for (u32 i = 0; i < by_id[0].count; i++)
            cover_ways_add(all, &by_id[0].items[i]);
    } else if (count > 1) {
        join(j, all, by_id, count);
    } else {
        cover_way none = { .cover = KS_COVER_BLIND, .reason = KS_COVER_WHY_FIELDS, .form = form };
        cover_ways_add(all, &none);
    }
}

static ks_rule_cover cover_of(const ks_cover cover, ks_cover_reason reason)
{
    return (ks_rule_cover){ .cover = cover, .reason = reason, .better = cover };
}

static ks_rule_cover conclude(rule_judging *j, const cover_ways *all)
{
    const cover_way *now = best_now(all);
    const cover_way *set = best_set(j, all, now ? now->cover : KS_COVER_BLIND);
    ks_rule_cover cover = cover_of(KS_COVER_BLIND, KS_COVER_WHY_SETTING);
    cover_way *kept = ks_take(j->arena, cover_way, all->count + 1);
    if (kept == NULL) {
        j->is_over = true;
        return cover;
    }
    memcpy(kept, all->items, all->count * sizeof *kept);
    cover.ways = kept;
    cover.way_count = all->count;
    if (now) {
        cover.cover = now->cover;
        cover.reason = now->cover == KS_COVER_COULD ? KS_COVER_WHY_NONE : now->reason;
        cover.detail = now->detail;
        cover.filter = now->filter;
        cover.form = now->form;
    }
    cover.better = cover.cover;
    if (set) {
        const cover_way *of = &kept[set - all->items];
        cover.missing = of->missing;
        cover.missing_count = of->missing_count;
        cover.better = of->cover;
    }
    return cover;
}

static ks_rule_cover judge_rule(rule_judging *j, const ks_rule *rule)
{
    const ks_form *const *forms;
    u32 count = 0;
    cover_ways all = { .count = 0 };
    j->rule = rule;
    switch (ks_forms_of(j->forms, rule, &forms, &count, j->arena)) {
    case KS_SOURCE_KNOWN: break;
    case KS_SOURCE_ANY: return cover_of(KS_COVER_PARTLY, KS_COVER_WHY_EVENTS);
    case KS_SOURCE_NOT_LOGGED: return cover_of(KS_COVER_NOT_LOGGED, KS_COVER_WHY_NOT_LOGGED);
    case KS_SOURCE_UNKNOWN: return cover_of(KS_COVER_NOT_LOGGED, KS_COVER_WHY_SOURCE);
    case KS_SOURCE_OTHER: return cover_of(KS_COVER_NOT_LOGGED, KS_COVER_WHY_NOT_WINDOWS);
    }
    for (u32 i = 0; i < count; i++)
        judge_form(j, &all, forms[i]);
    return conclude(j, &all);
}

// A correlation needs all its members when it is about several deeds, else one of them.
static ks_rule_cover judge_correlation(const ks_rule *rule, const ks_rule_cover *rules)
{
    const ks_correlation *c = rule->correlation;
    bool needs_all = c->type == KS_CORRELATE_TEMPORAL || c->type == KS_CORRELATE_TEMPORAL_ORDERED;
    const ks_rule_cover *chosen = NULL;
    for (u32 i = 0; i < c->member_count; i++) {
        const ks_rule_cover *member = &rules[c->members[i]];
        bool is_it = chosen == NULL ||
                     (needs_all ? member->cover < chosen->cover : member->cover > chosen->cover);
        chosen = is_it ? member : chosen;
    }
    ks_rule_cover cover = chosen ? *chosen : cover_of(KS_COVER_UNKNOWN, KS_COVER_WHY_MEMBERS);
    if (cover.cover < KS_COVER_COULD && cover.reason == KS_COVER_WHY_NONE)
        cover.reason = KS_COVER_WHY_MEMBERS;
    return cover;
}

bool ks_rule_covers_make(ks_rule_covers *covers, const ks_rule_set *set, const ks_forms *forms,
                         const ks_recording *recording, ks_arena *arena, ks_fail *fail)
{
    rule_judging j = { .set = set, .forms = forms, .recording = recording, .arena = arena };
    ks_rule_cover *rules = ks_take(arena, ks_rule_cover, set->count + 1);
    bool *is_done = ks_take(arena, bool, set->count + 1);
    size_t left = set->count;
    j.by_id = ks_take(arena, cover_ways, rule_ids_most);
    j.is_over = j.by_id == NULL;
    *covers = (ks_rule_covers){ .set = set, .recording = recording, .rules = rules };
    if (recording->sysmon) {
        j.sieve = sysmon_sieve_make(recording->sysmon, arena);
        j.is_over = j.is_over || j.sieve == NULL;
    }
    for (size_t i = 0; rules && is_done && i < set->count && !j.is_over; i++) {
        if (set->rules[i]->correlation)
            continue;
        rules[i] = judge_rule(&j, set->rules[i]);
        is_done[i] = true;
        left--;
    }
    if (rules == NULL || is_done == NULL || j.is_over)
        return ks_refuse(fail, KS_OVER_BUDGET, (i64)set->count, 0, ks_str_of(arena->name));
    // Correlations of correlations: as often as there is one whose members are all known.
    for (size_t before = left + 1; left && left < before;) {
        before = left;
        for (size_t i = 0; i < set->count; i++) {
            const ks_correlation *c = set->rules[i]->correlation;
            bool is_ready = c && !is_done[i];
            for (u32 k = 0; is_ready && k < c->member_count; k++)
                is_ready = is_done[c->members[k]];
            if (!is_ready)
                continue;
            rules[i] = judge_correlation(set->rules[i], rules);
            is_done[i] = true;
            left--;
        }
    }
    for (size_t i = 0; i < set->count; i++)
        covers->counts[rules[i].cover]++;
    return true;
}
