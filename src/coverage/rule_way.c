// What a rule asks for narrows each way in which an event is written: fields that are not recorded,
// objects without audit entries, Sysmon's filters, another provider's events of the same id.
#include "coverage/rule_way.h"

#include "base/fold.h"
#include "base/number.h"
#include "coverage/object_way.h"
#include "coverage/pattern.h"
#include "rules/rules.h"

enum { depth_most = 300, legacy_id_most = 1000 };

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
    ks_str hashes;       // those that are computed; empty: whatever
    ks_str provider;     // empty: not known
    u32 sysmon;          // the event's id in Sysmon; 0: it is none of Sysmon's
} event_known;

// A field that only other events of Sysmon have is none of this one.
static bool is_of_other_sysmon(u32 id, ks_str field)
{
    size_t count;
    const ks_sysmon_field *fields = sysmon_fields(&count);
    bool is_any = false;
    for (size_t i = 0; i < count; i++) {
        if (!ks_str_equal(fields[i].name, field))
            continue;
        if (fields[i].event == id)
            return false;
        is_any = true;
    }
    return is_any;
}

static bool lacks(const void *from, ks_str field)
{
    const event_known *e = from;
    if (e->sysmon)
        return is_of_other_sysmon(e->sysmon, field);
    return e->lacks && (ks_str_equal(field, e->lacks[0]) || ks_str_equal(field, e->lacks[1]));
}

// Whether the test asks for a hash that is not among those.
static bool asks_other_hash(const ks_rule_test *test, ks_str hashes)
{
    static const ks_str names[] = { KS_TEXT("IMPHASH"), KS_TEXT("SHA256"), KS_TEXT("SHA1"),
                                    KS_TEXT("MD5") };
    bool is_packed =
        ks_equal_fold(test->field, KS_STR("Hashes")) || ks_str_equal(test->field, KS_STR("Hash"));
    for (size_t i = 0; hashes.size && i < countof(names); i++) {
        ks_sysmon_filter in = { .condition = KS_SYSMON_CONTAINS, .value = names[i] };
        if (ks_equal_fold(test->field, names[i]) ||
            (is_packed && ks_sysmon_filter_matches(&in, test->text) == KS_SYSMON_YES))
            return ks_sysmon_filter_matches(&in, hashes) != KS_SYSMON_YES;
    }
    return false;
}

static unsigned is_id(const void *from, const ks_rule_test *test)
{
    const event_known *e = from;
    u8 digits[ks_number_size];
    bool is_known;
    if (asks_other_hash(test, e->hashes))
        return KS_CAN_BE_FALSE;
    if (e->provider.size && ks_str_equal(test->field, KS_STR("Provider_Name"))) {
        bool is_it = pattern_fits(test, e->provider, &is_known);
        return !is_known ? KS_CAN_BE_EITHER : is_it ? KS_CAN_BE_TRUE : KS_CAN_BE_FALSE;
    }
    if (e->id == 0 || !ks_str_equal(test->field, KS_STR("EventID")))
        return KS_CAN_BE_EITHER;
    ks_str text = { (const char *)digits, (size_t)(ks_u64_text(digits, e->id) - digits) };
    bool is_true = pattern_fits(test, text, &is_known);
    return !is_known ? KS_CAN_BE_EITHER : is_true ? KS_CAN_BE_TRUE : KS_CAN_BE_FALSE;
}

static bool is_channel_of(const ks_form *form, const char *name)
{
    for (u32 i = 0; i < form->channel_count; i++)
        if (ks_equal_fold(form->channels[i], ks_str_of(name)))
            return true;
    return false;
}

static ks_carried carried(const rule_judging *j, const ks_form *form, u32 id, const ks_str *missing)
{
    bool is_sysmon = is_channel_of(form, "Microsoft-Windows-Sysmon/Operational");
    event_known known = { .id = id, .lacks = missing, .sysmon = is_sysmon ? id : 0 };
    ks_rule_knowing knowing = { .lacks = lacks, .test = is_id, .from = &known };
    return ks_rule_carried_knowing(j->rule, form, &knowing);
}

// --- event ids

static void add_id(rule_ids *ids, u32 id)
{
    for (u32 i = 0; i < ids->count; i++)
        if (ids->items[i] == id)
            return;
    if (ids->count < rule_ids_most)
        ids->items[ids->count++] = id;
}

static void collect_ids(const ks_rule_node *node, rule_ids *ids, u32 depth)
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

// The ids that can make the rule true in this form; 0 alone: any.
rule_ids rule_ids_of(const rule_judging *j, const ks_form *form)
{
    rule_ids asked = { .count = 0 }, found = { .count = 0 };
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

static const cover_ways *ways_of(rule_judging *j, ks_str channel, u32 id)
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

// A hash that the configuration does not compute: what of the rule asks for it stays false.
static bool asks_hash(const ks_rule_node *node, ks_str hashes, u32 depth)
{
    if (node->kind == KS_RULE_TEST)
        return asks_other_hash(node->test, hashes);
    for (u32 i = 0; i < node->part_count && depth < depth_most; i++)
        if (asks_hash(node->parts[i], hashes, depth + 1))
            return true;
    return false;
}

static void judge_hashes(const rule_judging *j, cover_way *way, const ks_form *form)
{
    ks_str hashes = ks_sysmon_option_value(j->recording->sysmon, KS_STR("HashAlgorithms"));
    event_known known = { .hashes = hashes.size ? hashes : KS_STR("SHA1") };
    ks_rule_knowing knowing = { .test = is_id, .from = &known };
    if (ks_str_equal(hashes, KS_STR("*")) || !asks_hash(j->rule->condition, known.hashes, 0))
        return;
    bool is_none = ks_rule_carried_knowing(j->rule, form, &knowing) == KS_CARRIED_NOT;
    cover_way_lower(way, is_none ? KS_COVER_BLIND : KS_COVER_PARTLY, KS_COVER_WHY_SYSMON_HASH);
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

static void add_configured(rule_judging *j, cover_ways *ways, const cover_way *way,
                           const ks_form *form, u32 id)
{
    cover_way now = *way, more = *way;
    sysmon_reach reach = sysmon_reach_of(j->sieve, j->rule, form, id);
    const ks_setting *hash = ks_setting_find(KS_STR("sysmon.hash"));
    const ks_setting *tag = setting_of_tag(id);
    judge_hashes(j, &now, form);
    bool lacks_hash = now.cover < way->cover;
    if (reach.often != SYSMON_ALWAYS) {
        bool is_never = reach.often == SYSMON_NEVER;
        cover_way_lower(&now, is_never ? KS_COVER_BLIND : KS_COVER_PARTLY,
                        is_never           ? KS_COVER_WHY_SYSMON_DROPS
                        : reach.is_include ? KS_COVER_WHY_SYSMON_INCLUDES
                                           : KS_COVER_WHY_SYSMON_EXCLUDES);
        now.filter = reach.filter;
        now.detail = sysmon_event_find(id) ? sysmon_event_find(id)->tag : (ks_str){ 0 };
        if (tag)
            cover_way_lack(&more, tag);
    }
    if (lacks_hash && hash)
        cover_way_lack(&more, hash);
    cover_ways_add(ways, &now);
    if (more.missing_count)
        cover_ways_add(ways, &more);
}

static void add_with_fields(rule_judging *j, cover_ways *ways, const cover_way *way,
                            const ks_form *form, u32 id)
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
        cover_way_lower(&less, without == KS_CARRIED_NOT ? KS_COVER_BLIND : KS_COVER_PARTLY,
                        KS_COVER_WHY_FIELDS);
        less.detail = setting->id;
        cover_ways_add(ways, &less);
        cover_way_lack(&more, setting);
        cover_ways_add(ways, &more);
        return;
    }
    cover_ways_add(ways, way);
}

// Whether the rule can be true of an event of one of the providers whose events of this id the
// setting makes: two providers may have the same id in one channel.
static bool fits_provider(rule_judging *j, const ks_setting *by, const ks_form *form,
                          ks_str channel, u32 id)
{
    for (u32 i = 0; i < by->event_count; i++) {
        const ks_setting_event *event = &by->events[i];
        if (id < event->first || id > event->last || !ks_equal_fold(event->channel, channel))
            continue;
        event_known known = { .id = id, .provider = event->provider };
        ks_rule_knowing knowing = { .test = is_id, .from = &known };
        if (event->provider.size == 0 ||
            ks_rule_carried_knowing(j->rule, form, &knowing) != KS_CARRIED_NOT)
            return true;
    }
    return by->event_count == 0;
}

void rule_ways_add(rule_judging *j, cover_ways *ways, ks_str channel, const ks_form *form, u32 id)
{
    const cover_ways *written = ways_of(j, channel, id);
    bool is_sysmon = is_channel_of(form, "Microsoft-Windows-Sysmon/Operational");
    ks_carried how = carried(j, form, id, NULL);
    bool has_writer = false;
    for (u32 i = 0; i < written->count; i++)
        has_writer = has_writer || written->items[i].by == NULL || is_sysmon ||
                     fits_provider(j, written->items[i].by, form, channel, id);
    if (!has_writer) // only the channel has to be on
        written = ways_of(j, channel, 0);
    for (u32 i = 0; i < written->count; i++) {
        cover_way way = written->items[i];
        way.form = form;
        if (how == KS_CARRIED_IN_PART)
            cover_way_lower(&way, KS_COVER_PARTLY, KS_COVER_WHY_FIELDS);
        // Of pipes 5145 tells only those that are opened through the share IPC$.
        if (id == 5145 && ks_str_equal(j->rule->category, KS_STR("pipe_created")))
            cover_way_lower(&way, KS_COVER_PARTLY, KS_COVER_WHY_REMOTE);
        if (object_ways(ways, &way, j->recording, j->rule, form, id))
            continue;
        if (is_sysmon && j->recording->sysmon_is == KS_SYSMON_IS_CONFIGURED && id) {
            add_configured(j, ways, &way, form, id);
            continue;
        }
        if (is_sysmon && j->recording->sysmon_is == KS_SYSMON_IS_OPEN)
            cover_way_lower(&way, KS_COVER_PARTLY, KS_COVER_WHY_SYSMON_OPEN);
        add_with_fields(j, ways, &way, form, id);
    }
}
