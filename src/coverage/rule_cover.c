// Which rules could fire. For each form of a rule's log source, and each event id that can make it
// true there, the ways in which the event is written are narrowed by what the rule asks for: fields
// that are not recorded, objects without audit entries, Sysmon's filters.
#include "coverage/rule_cover.h"

#include "base/fold.h"
#include "base/number.h"
#include "base/table.h"
#include "coverage/object_way.h"
#include "coverage/pattern.h"
#include "coverage/sysmon_reach.h"
#include "rules/rules.h"

enum { ids_most = 64, depth_most = 300, legacy_id_most = 1000 };

typedef struct {
    const ks_rule_set *set;
    const ks_forms *forms;
    const ks_recording *recording;
    ks_arena *arena;
    ks_table known; // channel and id: number in `ways`
    cover_ways **ways;
    size_t capacity;
    const ks_rule *rule; // being judged
    bool is_over;
} judging;

static void lower(cover_way *way, ks_cover cover, ks_cover_reason reason)
{
    if (cover < way->cover) {
        way->cover = cover;
        way->reason = reason;
    }
}

// --- what is known of an event beforehand

// Fields that events have only where a setting is on: of which event, which name in rules.
static const struct {
    const char *channel;
    u32 id;
    const char *setting;
    ks_str names[2];
} set_fields[] = {
    { "Security",
      4688,
      "proc.cmdline4688",
      { KS_TEXT("CommandLine"), KS_TEXT("ProcessCommandLine") } },
};

typedef struct {
    u32 id;
    const ks_str *lacks; // two names; NULL: none
} event_known;

static bool lacks(const void *from, ks_str field)
{
    const event_known *e = from;
    return e->lacks && (ks_str_equal(field, e->lacks[0]) || ks_str_equal(field, e->lacks[1]));
}

static unsigned is_id(const void *from, const ks_rule_test *test)
{
    const event_known *e = from;
    u8 digits[ks_number_size];
    bool is_known;
    if (e->id == 0 || !ks_str_equal(test->field, KS_STR("EventID")))
        return KS_CAN_BE_EITHER;
    ks_str text = { (const char *)digits, (size_t)(ks_u64_text(digits, e->id) - digits) };
    bool is_true = pattern_fits(test, text, &is_known);
    return !is_known ? KS_CAN_BE_EITHER : is_true ? KS_CAN_BE_TRUE : KS_CAN_BE_FALSE;
}

static ks_carried carried(const judging *j, const ks_form *form, u32 id, const ks_str *missing)
{
    event_known known = { id, missing };
    ks_rule_knowing knowing = { .lacks = lacks, .test = is_id, .from = &known };
    return ks_rule_carried_knowing(j->rule, form, &knowing);
}

// --- event ids

typedef struct {
    u32 items[ids_most];
    u32 count;
} id_list;

static void add_id(id_list *ids, u32 id)
{
    for (u32 i = 0; i < ids->count; i++)
        if (ids->items[i] == id)
            return;
    if (ids->count < ids_most)
        ids->items[ids->count++] = id;
}

static void collect_ids(const ks_rule_node *node, id_list *ids, u32 depth)
{
    if (node->kind == KS_RULE_TEST) {
        const ks_rule_test *test = node->test;
        u64 id = 0;
        if (!ks_str_equal(test->field, KS_STR("EventID")))
            return;
        if (test->kind == KS_TEST_NUMBER && test->number.is_whole)
            id = test->number.size;
        else if (test->kind == KS_TEST_TEXT && test->piece_count == 1 &&
                 test->pieces[0].kind == KS_PIECE_TEXT)
            for (size_t i = 0; i < test->pieces[0].text.size && id < UINT16_MAX; i++)
                id = id * 10 + (u64)(test->pieces[0].text.at[i] - '0');
        if (id && id <= UINT16_MAX)
            add_id(ids, (u32)id);
        return;
    }
    for (u32 i = 0; i < node->part_count && depth < depth_most; i++)
        collect_ids(node->parts[i], ids, depth + 1);
}

static bool form_has_id(const ks_form *form, u32 id)
{
    for (u32 i = 0; i < form->id_count; i++)
        if (form->ids[i] == id)
            return true;
    return form->id_count == 0;
}

static bool is_channel_of(const ks_form *form, const char *name)
{
    for (u32 i = 0; i < form->channel_count; i++)
        if (ks_equal_fold(form->channels[i], ks_str_of(name)))
            return true;
    return false;
}

// The ids that can make the rule true in this form; 0 alone: any.
static id_list ids_of(const judging *j, const ks_form *form)
{
    id_list asked = { .count = 0 }, found = { .count = 0 };
    collect_ids(j->rule->condition, &asked, 0);
    // an id that no test names: whether the rule can be true at all with it
    bool is_open = asked.count == 0 || carried(j, form, UINT32_MAX, NULL) != KS_CARRIED_NOT;
    for (u32 i = 0; is_open && i < form->id_count; i++)
        add_id(&asked, form->ids[i]);
    for (u32 i = 0; i < asked.count; i++)
        if (form_has_id(form, asked.items[i]) &&
            carried(j, form, asked.items[i], NULL) != KS_CARRIED_NOT)
            add_id(&found, asked.items[i]);
    if (is_open && form->id_count == 0 && found.count == 0)
        add_id(&found, 0);
    // Windows before Vista had three digits in Security: nothing writes them any more.
    u32 kept = 0;
    for (u32 i = 0; i < found.count; i++)
        if (!is_channel_of(form, "Security") || found.items[i] >= legacy_id_most ||
            found.items[i] == 0)
            found.items[kept++] = found.items[i];
    found.count = kept ? kept : found.count;
    return found;
}

// --- the ways of one event, for the rule

static const cover_ways *ways_of(judging *j, ks_str channel, u32 id)
{
    static const cover_ways none;
    u8 key[256];
    size_t size = channel.size < sizeof key - 4 ? channel.size : sizeof key - 4;
    memcpy(key, channel.at, size);
    ks_store32(key + size, id);
    ks_span span = { key, size + 4 };
    u32 number = ks_table_find(&j->known, span);
    if (number != ks_table_none && j->ways)
        return j->ways[number];
    number = ks_table_add(&j->known, j->arena, span);
    if (number != ks_table_none && number >= j->capacity) {
        void *grown = ks_arena_grow(j->arena, j->ways, sizeof *j->ways, number, &j->capacity);
        j->ways = grown ? grown : j->ways;
        number = grown ? number : ks_table_none;
    }
    cover_ways *made = number == ks_table_none ? NULL : ks_take(j->arena, cover_ways, 1);
    if (made == NULL) {
        j->is_over = true;
        return &none;
    }
    event_ways(made, j->recording, channel, id);
    j->ways[number] = made;
    return made;
}

// Whether the rule asks for a hash that the configuration does not compute.
static bool asks_hash(const ks_rule_node *node, ks_str algorithms, u32 depth)
{
    static const ks_str names[] = { KS_TEXT("IMPHASH"), KS_TEXT("SHA256"), KS_TEXT("SHA1"),
                                    KS_TEXT("MD5") };
    for (u32 i = 0; node->kind != KS_RULE_TEST && i < node->part_count && depth < depth_most; i++)
        if (asks_hash(node->parts[i], algorithms, depth + 1))
            return true;
    for (size_t i = 0; node->kind == KS_RULE_TEST && i < countof(names); i++) {
        ks_sysmon_filter in = { .condition = KS_SYSMON_CONTAINS, .value = names[i] };
        bool is_asked = ks_equal_fold(node->test->field, names[i]) ||
                        (ks_equal_fold(node->test->field, KS_STR("Hashes")) &&
                         ks_sysmon_filter_matches(&in, node->test->text) == KS_SYSMON_YES);
        if (is_asked)
            return ks_sysmon_filter_matches(&in, algorithms) != KS_SYSMON_YES;
    }
    return false;
}

static const ks_setting *setting_of_tag(u32 id)
{
    size_t count;
    const ks_sysmon_event *event = sysmon_event_find(id);
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; event && event->tag.size && i < count; i++)
        for (u32 p = 0; p < settings[i]->part_count; p++)
            if (settings[i]->parts[p].kind == KS_SETTING_SYSMON &&
                ks_str_equal(settings[i]->parts[p].object, event->tag))
                return settings[i];
    return NULL;
}

static void add_configured(judging *j, cover_ways *ways, cover_way way, const ks_form *form, u32 id)
{
    const ks_sysmon_config *config = j->recording->sysmon;
    ks_str hashes = ks_sysmon_option_value(config, KS_STR("HashAlgorithms"));
    if (!ks_str_equal(hashes, KS_STR("*")) &&
        asks_hash(j->rule->condition, hashes.size ? hashes : KS_STR("SHA1"), 0))
        lower(&way, KS_COVER_PARTLY, KS_COVER_WHY_SYSMON_HASH);
    sysmon_reach reach = sysmon_reach_of(config, j->rule, form, id);
    if (reach.often == SYSMON_ALWAYS) {
        cover_ways_add(ways, &way);
        return;
    }
    cover_way more = way;
    const ks_setting *setting = setting_of_tag(id);
    lower(&way, reach.often == SYSMON_NEVER ? KS_COVER_BLIND : KS_COVER_PARTLY,
          reach.often == SYSMON_NEVER ? KS_COVER_WHY_SYSMON_DROPS
          : reach.is_include          ? KS_COVER_WHY_SYSMON_INCLUDES
                                      : KS_COVER_WHY_SYSMON_EXCLUDES);
    way.filter = reach.filter;
    cover_ways_add(ways, &way);
    if (setting) {
        cover_way_lack(&more, setting);
        cover_ways_add(ways, &more);
    }
}

static void add_with_fields(judging *j, cover_ways *ways, const cover_way *way, const ks_form *form,
                            u32 id)
{
    for (size_t i = 0; i < countof(set_fields); i++) {
        const ks_setting *setting = ks_setting_find(ks_str_of(set_fields[i].setting));
        if (id != set_fields[i].id || setting == NULL ||
            !is_channel_of(form, set_fields[i].channel) || setting->part_count == 0)
            continue;
        ks_setting_value value = ks_recording_value(j->recording, &setting->parts[0]);
        if (value.kind == KS_VALUE_NUMBER && value.number)
            continue;
        ks_carried without = carried(j, form, id, set_fields[i].names);
        if (without == carried(j, form, id, NULL))
            continue; // the rule does not ask for it
        cover_way less = *way, more = *way;
        lower(&less, without == KS_CARRIED_NOT ? KS_COVER_BLIND : KS_COVER_PARTLY,
              KS_COVER_WHY_FIELDS);
        less.detail = setting->id;
        cover_ways_add(ways, &less);
        cover_way_lack(&more, setting);
        cover_ways_add(ways, &more);
        return;
    }
    cover_ways_add(ways, way);
}

static void add_ways(judging *j, cover_ways *ways, ks_str channel, const ks_form *form, u32 id)
{
    const cover_ways *written = ways_of(j, channel, id);
    bool is_sysmon = is_channel_of(form, "Microsoft-Windows-Sysmon/Operational");
    ks_carried how = carried(j, form, id, NULL);
    for (u32 i = 0; i < written->count; i++) {
        cover_way way = written->items[i];
        way.form = form;
        if (how == KS_CARRIED_IN_PART)
            lower(&way, KS_COVER_PARTLY, KS_COVER_WHY_FIELDS);
        if (object_ways(ways, &way, j->recording, j->rule, form, id))
            continue;
        if (is_sysmon && j->recording->sysmon_is == KS_SYSMON_IS_CONFIGURED && id) {
            add_configured(j, ways, way, form, id);
            continue;
        }
        if (is_sysmon && j->recording->sysmon_is == KS_SYSMON_IS_OPEN)
            lower(&way, KS_COVER_PARTLY, KS_COVER_WHY_SYSMON_OPEN);
        add_with_fields(j, ways, &way, form, id);
    }
}

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

// What there is to set, then how much it writes. Sysmon is no setting of Windows: it has to be
// installed and configured, which two settings are less than.
static u32 cost_of(const judging *j, const cover_way *way)
{
    enum { cost_setting = 100, cost_sysmon = 250 };
    u32 cost = 0;
    for (u32 i = 0; i < way->missing_count; i++)
        cost += ks_str_equal(way->missing[i]->id, KS_STR("sysmon.installed"))
                    ? cost_sysmon
                    : cost_setting + (u32)way->missing[i]->volume[j->recording->windows.role];
    return cost;
}

// The best with the least to set.
static const cover_way *best_set(const judging *j, const cover_ways *ways, ks_cover above)
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

// Several ids are several deeds: all of the rule is seen when all of them are.
static void join(judging *j, cover_ways *all, const cover_ways *by_id, u32 count)
{
    cover_way now = { .cover = KS_COVER_COULD }, set = { .cover = KS_COVER_COULD };
    ks_cover highest = KS_COVER_NOT_LOGGED;
    for (u32 i = 0; i < count; i++) {
        const cover_way *best = best_now(&by_id[i]);
        ks_cover cover = best ? best->cover : KS_COVER_BLIND;
        if (cover < now.cover || i == 0) {
            if (best)
                now = *best;
            now.cover = cover;
        }
        highest = cover > highest ? cover : highest;
        const cover_way *more = best_set(j, &by_id[i], cover);
        if (more == NULL)
            more = best;
        set.form = more ? more->form : set.form;
        lower(&set, more ? more->cover : KS_COVER_BLIND, more ? more->reason : KS_COVER_WHY_EVENTS);
        for (u32 k = 0; more && k < more->missing_count; k++)
            cover_way_lack(&set, more->missing[k]);
        for (u32 k = 0; k < by_id[i].count; k++) { // each alone shows some of the rule
            cover_way one = by_id[i].items[k];
            lower(&one, KS_COVER_PARTLY, KS_COVER_WHY_EVENTS);
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

static void judge_form(judging *j, cover_ways *all, const ks_form *form)
{
    cover_ways by_id[ids_most];
    u32 ids[ids_most];
    u32 count = 0;
    id_list found = ids_of(j, form);
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
            add_ways(j, &by_id[to], form->channels[c], form, found.items[i]);
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

static ks_rule_cover conclude(judging *j, const cover_ways *all)
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

static ks_rule_cover judge_rule(judging *j, const ks_rule *rule)
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
    judging j = { .set = set, .forms = forms, .recording = recording, .arena = arena };
    ks_rule_cover *rules = ks_take(arena, ks_rule_cover, set->count + 1);
    bool *is_done = ks_take(arena, bool, set->count + 1);
    size_t left = set->count;
    *covers = (ks_rule_covers){ .set = set, .recording = recording, .rules = rules };
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
