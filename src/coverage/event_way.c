// What has to be set so that an event is written, from the catalogue alone: the channel has to be
// on, and one of the settings that list the event has to be set so that it records. A setting that
// needs another one of those adds to events that are written anyway (a field, an object): it is
// looked at by who knows the rule.
#include "coverage/event_way.h"

#include "base/fold.h"

const char *const ks_cover_reason_words[KS_COVER_WHY_COUNT] = {
#define X(name, word) [KS_COVER_WHY_##name] = (word),
    KS_COVER_REASONS(X)
#undef X
};

const char *const ks_cover_words[KS_COVER_COUNT] = {
#define X(name, word) [KS_COVER_##name] = (word),
    KS_COVERS(X)
#undef X
};

// Which of success and failure an audit event comes with (Microsoft documentation of each event,
// "Audit Success" and "Audit Failure"). What stands in no row comes with success.
enum { bit_success = 1, bit_failure = 2 };
static const struct {
    u32 first, last;
    unsigned bits;     // it can come with these
    bool needs_either; // one of them tells the deed; else both are different deeds
} outcomes[] = {
    { 4625, 4625, bit_failure, false },
    { 4649, 4649, 3, true },
    { 4656, 4656, 3, true },
    { 4661, 4662, 3, true },
    { 4673, 4674, 3, true },
    { 4692, 4695, 3, true },
    { 4766, 4766, bit_failure, false },
    { 4768, 4769, 3, false },
    { 4771, 4771, bit_failure, false },
    { 4775, 4775, bit_failure, false },
    { 4776, 4776, 3, false },
    { 4777, 4777, bit_failure, false },
    { 4951, 4953, bit_failure, false },
    { 4957, 4958, bit_failure, false },
    { 4985, 4985, 3, true },
    { 5027, 5030, bit_failure, false },
    { 5031, 5031, bit_failure, false },
    { 5035, 5035, bit_failure, false },
    { 5037, 5038, bit_failure, false },
    { 5057, 5057, bit_failure, false },
    { 5060, 5060, bit_failure, false },
    { 5058, 5059, 3, true },
    { 5061, 5061, 3, true },
    { 5140, 5140, 3, true },
    { 5145, 5145, 3, true },
    { 5150, 5153, bit_failure, false },
    { 5155, 5155, bit_failure, false },
    { 5157, 5157, bit_failure, false },
    { 5159, 5159, bit_failure, false },
    { 5168, 5168, bit_failure, false },
    { 5378, 5378, bit_failure, false },
    { 6145, 6145, bit_failure, false },
    { 6273, 6274, bit_failure, false },
    { 6281, 6281, bit_failure, false },
    { 6410, 6410, bit_failure, false },
    { 6423, 6423, 3, true },
};

// Events that only a domain controller writes.
static const struct {
    u32 first, last;
} of_controllers[] = {
    { 4662, 4662 }, { 4741, 4743 }, { 4768, 4773 }, { 4820, 4821 },
    { 4928, 4937 }, { 5136, 5139 }, { 5141, 5141 }, { 5169, 5170 },
};

// Values that record some of what the setting is for. X(setting, kind of value, reason)
static const struct {
    const char *setting;
    ks_setting_value_kind value;
    ks_cover_reason reason;
} in_part[] = {
    { "ps.scriptblock", KS_VALUE_ABSENT, KS_COVER_WHY_SUSPICIOUS },
    { "ps7.scriptblock", KS_VALUE_ABSENT, KS_COVER_WHY_SUSPICIOUS },
};

// Guards that write only when they act: without one of them there is nothing to write. A last `*`
// stands for any rest.
static const char *const guards[] = { "asr.*",
                                      "cfa.mode",
                                      "np.mode",
                                      "def.pua",
                                      "wdac.*",
                                      "applocker.policy",
                                      "srp.default-disallowed" };

static const ks_str security = KS_TEXT("Security");
static const ks_str sysmon_channel = KS_TEXT("Microsoft-Windows-Sysmon/Operational");

void cover_way_lack(cover_way *way, const ks_setting *setting)
{
    for (u32 i = 0; i < way->missing_count; i++)
        if (way->missing[i] == setting)
            return;
    if (way->missing_count == way_missing_most)
        way->cover = KS_COVER_BLIND;
    else
        way->missing[way->missing_count++] = setting;
}

void cover_way_lower(cover_way *way, ks_cover cover, ks_cover_reason reason)
{
    if (cover < way->cover) {
        way->cover = cover;
        way->reason = reason;
    }
}

static bool lacks_no_more(const cover_way *a, const cover_way *b)
{
    for (u32 i = 0; i < a->missing_count; i++) {
        bool is_there = false;
        for (u32 k = 0; k < b->missing_count; k++)
            is_there = is_there || a->missing[i] == b->missing[k];
        if (!is_there)
            return false;
    }
    return true;
}

void cover_ways_add(cover_ways *ways, const cover_way *way)
{
    u32 kept = 0;
    for (u32 i = 0; i < ways->count; i++)
        if (ways->items[i].cover >= way->cover && lacks_no_more(&ways->items[i], way))
            return;
    for (u32 i = 0; i < ways->count; i++)
        if (ways->items[i].cover > way->cover || !lacks_no_more(way, &ways->items[i]))
            ways->items[kept++] = ways->items[i];
    ways->count = kept;
    if (kept < ways_most)
        ways->items[ways->count++] = *way;
}

// --- the channel

static bool is_channel(ks_str pattern, ks_str channel)
{
    return ks_equal_fold(pattern, channel) ||
           (pattern.size && pattern.at[pattern.size - 1] == '*' && ks_glob_fold(pattern, channel));
}

static void judge_channel(cover_way *way, const ks_recording *r, ks_str channel)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    const ks_setting *found = NULL;
    const ks_setting_part *enabled = NULL;
    for (size_t i = 0; i < count && !enabled; i++) {
        for (u32 p = 0; p < settings[i]->part_count && !enabled; p++) {
            const ks_setting_part *part = &settings[i]->parts[p];
            if (part->kind != KS_SETTING_CHANNEL || !is_channel(channel, part->object))
                continue;
            found = settings[i];
            if (ks_str_equal(part->detail, KS_STR("Enabled")))
                enabled = part;
        }
    }
    if (found == NULL || !ks_setting_exists_on(found, &r->windows)) {
        way->cover = found ? KS_COVER_BLIND : KS_COVER_UNKNOWN;
        way->reason = found ? KS_COVER_WHY_BUILD : KS_COVER_WHY_CHANNEL;
        way->detail = channel;
        return;
    }
    if (found->not_for & 1u << r->windows.role) {
        way->cover = KS_COVER_ELSEWHERE;
        way->reason = KS_COVER_WHY_ROLE;
        return;
    }
    ks_setting_value value = enabled ? ks_recording_value(r, enabled) : (ks_setting_value){ 0 };
    if (enabled && value.kind == KS_VALUE_UNKNOWN && !ks_equal_fold(channel, sysmon_channel)) {
        way->cover = KS_COVER_UNKNOWN;
        way->reason = KS_COVER_WHY_VALUE;
        way->detail = found->id;
    } else if (value.kind == KS_VALUE_NUMBER && value.number == 0) {
        cover_way_lack(way, found);
    }
}

// --- settings

static bool lists(const ks_setting *setting, ks_str channel, u32 id)
{
    for (u32 i = 0; i < setting->event_count; i++) {
        const ks_setting_event *event = &setting->events[i];
        if (id >= event->first && id <= event->last && is_channel(channel, event->channel))
            return true;
    }
    return false;
}

static bool is_of_channel(const ks_setting *setting)
{
    return setting->part_count && setting->parts[0].kind == KS_SETTING_CHANNEL;
}

// Whether it only adds to what another setting records: that one has to be set for both.
static bool is_refinement(const ks_setting *setting, ks_str channel, u32 id)
{
    for (u32 i = 0; i < setting->needs.count; i++) {
        const ks_setting *needed = ks_setting_find(setting->needs.items[i]);
        if (needed && !is_of_channel(needed) && lists(needed, channel, id))
            return true;
    }
    return false;
}

static bool is_guard(const ks_setting *setting)
{
    for (size_t i = 0; i < countof(guards); i++)
        if (ks_glob_fold(ks_str_of(guards[i]), setting->id))
            return true;
    return false;
}

static bool is_fact(const ks_setting *setting)
{
    return setting->part_count == 0 || setting->parts[0].kind == KS_SETTING_FACT;
}

typedef struct {
    ks_cover cover; // BLIND: it records nothing of it
    ks_cover_reason reason;
} how_set;

static how_set audit_set(ks_setting_value value, u32 id)
{
    unsigned wanted = bit_success;
    bool needs_either = false;
    for (size_t i = 0; i < countof(outcomes); i++) {
        if (id >= outcomes[i].first && id <= outcomes[i].last) {
            wanted = outcomes[i].bits;
            needs_either = outcomes[i].needs_either;
        }
    }
    unsigned bits = (unsigned)value.number & wanted;
    if (bits == wanted || (needs_either && bits & bit_success))
        return (how_set){ KS_COVER_COULD, KS_COVER_WHY_NONE };
    return (how_set){ bits ? KS_COVER_PARTLY : KS_COVER_BLIND, KS_COVER_WHY_EVENTS };
}

// Of two values that it may have the worse counts, unless it is all or nothing.
static how_set audit_of(const ks_recording *r, const ks_setting_part *part, ks_setting_value value,
                        u32 id)
{
    how_set set = audit_set(value, id);
    ks_setting_value other = r->others[part->number];
    if (other.kind != KS_VALUE_NUMBER)
        return set;
    how_set as_well = audit_set(other, id);
    if ((set.cover == KS_COVER_BLIND) != (as_well.cover == KS_COVER_BLIND))
        return (how_set){ KS_COVER_UNKNOWN, KS_COVER_WHY_VALUE };
    return set.cover == KS_COVER_PARTLY ? set : as_well;
}

// What is recommended is what records: the wish of our own profiles, for the role if there is one.
static const ks_setting_wish *wish_of(const ks_setting_part *part, ks_role role)
{
    for (u32 i = 0; i < part->wish_count; i++)
        if (part->wishes[i].roles & 1u << role)
            return &part->wishes[i];
    return part->wish_count ? &part->wishes[0] : NULL;
}

static how_set part_set(const ks_recording *r, const ks_setting *setting,
                        const ks_setting_part *part, u32 id)
{
    ks_setting_value value = ks_recording_value(r, part);
    if (value.kind == KS_VALUE_UNKNOWN)
        return (how_set){ KS_COVER_UNKNOWN, KS_COVER_WHY_VALUE };
    if (part->kind == KS_SETTING_AUDIT_SUBCATEGORY)
        return audit_of(r, part, value, id);
    const ks_setting_wish *wish = wish_of(part, r->windows.role);
    ks_want want;
    ks_str problem;
    // Where nobody says what records, any value but 0 does.
    bool is_wanted = wish && ks_want_parse(part->type, wish->want, &want, &problem)
                         ? ks_want_holds(&want, part->type, value)
                         : value.kind != KS_VALUE_ABSENT &&
                               !(value.kind == KS_VALUE_NUMBER && value.number == 0);
    if (is_wanted)
        return (how_set){ KS_COVER_COULD, KS_COVER_WHY_NONE };
    for (size_t i = 0; i < countof(in_part); i++)
        if (value.kind == in_part[i].value &&
            ks_str_equal(setting->id, ks_str_of(in_part[i].setting)))
            return (how_set){ KS_COVER_PARTLY, in_part[i].reason };
    return (how_set){ KS_COVER_BLIND, KS_COVER_WHY_SETTING };
}

static bool is_wished(const ks_setting *setting)
{
    for (u32 p = 0; p < setting->part_count; p++)
        if (setting->parts[p].wish_count)
            return true;
    return setting->parts[0].kind == KS_SETTING_AUDIT_SUBCATEGORY;
}

// The least of its parts; parts that nobody wants are left out unless they are all there is.
static how_set setting_set(const ks_recording *r, const ks_setting *setting, u32 id)
{
    how_set least = { KS_COVER_COULD, KS_COVER_WHY_NONE };
    bool has_wish = is_wished(setting);
    for (u32 p = 0; p < setting->part_count; p++) {
        const ks_setting_part *part = &setting->parts[p];
        if (has_wish && !part->wish_count && part->kind != KS_SETTING_AUDIT_SUBCATEGORY)
            continue;
        how_set one = part_set(r, setting, part, id);
        if (one.cover < least.cover)
            least = one;
    }
    return least;
}

ks_cover ks_setting_cover(const ks_recording *recording, const ks_setting *setting)
{
    if (setting->use != KS_SETTING_RECORDS || is_fact(setting) || setting->is_unconfirmed ||
        setting->not_for & 1u << recording->windows.role ||
        !ks_setting_exists_on(setting, &recording->windows))
        return KS_COVER_NOT_LOGGED;
    if (!is_of_channel(setting))
        return setting_set(recording, setting, 0).cover;
    // A channel records when it is on, whatever its size.
    for (u32 p = 0; p < setting->part_count; p++)
        if (ks_str_equal(setting->parts[p].detail, KS_STR("Enabled")))
            return part_set(recording, setting, &setting->parts[p], 0).cover;
    return KS_COVER_COULD;
}

static void add_writer(cover_ways *ways, const ks_recording *r, cover_way way,
                       const ks_setting *setting, u32 id)
{
    way.by = setting;
    for (u32 i = 0; i < setting->needs.count; i++) {
        const ks_setting *needed = ks_setting_find(setting->needs.items[i]);
        if (needed == NULL || is_of_channel(needed) || is_fact(needed) || !is_wished(needed))
            continue;
        if (setting_set(r, needed, id).cover == KS_COVER_BLIND)
            cover_way_lack(&way, needed);
    }
    how_set set = setting_set(r, setting, id);
    if (set.cover == KS_COVER_PARTLY || set.cover == KS_COVER_UNKNOWN) {
        cover_way some = way;
        some.cover = set.cover < some.cover ? set.cover : some.cover;
        some.reason = set.reason;
        some.detail = setting->id;
        cover_ways_add(ways, &some);
    }
    if (set.cover != KS_COVER_COULD)
        cover_way_lack(&way, setting);
    cover_ways_add(ways, &way);
}

static bool is_of_controllers(u32 id)
{
    for (size_t i = 0; i < countof(of_controllers); i++)
        if (id >= of_controllers[i].first && id <= of_controllers[i].last)
            return true;
    return false;
}

// Sysmon writes when it is there; the filters of its configuration are judged with the rule.
static bool judge_sysmon(cover_ways *ways, const ks_recording *r, cover_way *way)
{
    const ks_setting *installed = ks_setting_find(KS_STR("sysmon.installed"));
    if (r->sysmon_is == KS_SYSMON_IS_ABSENT && installed)
        cover_way_lack(way, installed);
    if (r->sysmon_is == KS_SYSMON_IS_UNKNOWN) {
        way->cover = KS_COVER_UNKNOWN;
        way->reason = KS_COVER_WHY_VALUE;
        way->detail = installed ? installed->id : sysmon_channel;
    }
    way->by = installed;
    cover_ways_add(ways, way);
    return true;
}

void event_ways(cover_ways *ways, const ks_recording *recording, ks_str channel, u32 id)
{
    cover_way base = { .cover = KS_COVER_COULD };
    bool is_security = ks_equal_fold(channel, security);
    judge_channel(&base, recording, channel);
    if (base.cover == KS_COVER_ELSEWHERE || base.reason == KS_COVER_WHY_BUILD) {
        cover_ways_add(ways, &base);
        return;
    }
    if (ks_equal_fold(channel, sysmon_channel) && judge_sysmon(ways, recording, &base))
        return;
    if (is_security && is_of_controllers(id) && recording->windows.role != KS_ROLE_DC) {
        base.cover = KS_COVER_ELSEWHERE;
        base.reason = KS_COVER_WHY_ROLE;
        cover_ways_add(ways, &base);
        return;
    }
    size_t count, writers = 0, facts = 0;
    const ks_setting *const *settings = ks_settings(&count);
    for (size_t i = 0; i < count && id; i++) {
        const ks_setting *s = settings[i];
        bool is_listed = (s->use == KS_SETTING_RECORDS || is_guard(s)) && lists(s, channel, id);
        if (!is_listed || is_of_channel(s) || is_refinement(s, channel, id))
            continue;
        facts += is_fact(s);
        if (is_fact(s) || s->is_unconfirmed || !ks_setting_exists_on(s, &recording->windows))
            continue;
        writers++;
        add_writer(ways, recording, base, s, id);
    }
    if (writers)
        return;
    if (is_security && facts == 0) { // no subcategory is known to write it
        base.cover = KS_COVER_UNKNOWN;
        base.reason = KS_COVER_WHY_EVENT_ID;
    }
    cover_ways_add(ways, &base);
}
