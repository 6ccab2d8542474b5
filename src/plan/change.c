// The list of changes: settings in the order of their ids, each part once, and for a value that has
// to go each place where it may lie. What a setting needs comes into the plan with it.
#include "plan/change.h"

#include "base/fold.h"
#include "base/number.h"
#include "plan/choose.h"
#include "plan/registry.h"

enum { keys_most = 256 };

typedef struct {
    const ks_plan_request *request;
    ks_arena *arena;
    ks_change_plan *plan;
    size_t capacity;
    const ks_setting **needed_by; // by index of the catalogue's list: who needs it
    bool *is_chosen;
    const ks_setting *const *settings;
    size_t setting_count;
} maker;

static bool is_named(const ks_plan_request *request, const ks_setting *setting)
{
    for (size_t i = 0; i < request->only_count; i++) {
        if (ks_glob_fold(request->only[i], setting->id))
            return true;
    }
    return request->only_count == 0;
}

static size_t index_of(const maker *m, const ks_setting *setting)
{
    for (size_t i = 0; i < m->setting_count; i++) {
        if (m->settings[i] == setting)
            return i;
    }
    return m->setting_count;
}

static const ks_want *want_of(const maker *m, const ks_setting_part *part, bool is_needed)
{
    const ks_plan_request *r = m->request;
    const ks_want *want = ks_profile_want(r->profile, part, r->windows.role);
    if (want == NULL && is_needed && r->fallback)
        want = ks_profile_want(r->fallback, part, r->windows.role);
    return want;
}

static bool has_want(const maker *m, const ks_setting *setting, bool is_needed)
{
    for (u32 i = 0; i < setting->part_count; i++) {
        if (want_of(m, &setting->parts[i], is_needed))
            return true;
    }
    return false;
}

// --- what is chosen

static bool note_unmet(maker *m, const ks_setting *who, const ks_setting *what)
{
    ks_change_plan *plan = m->plan;
    const ks_setting **pairs = ks_take(m->arena, const ks_setting *, 2 * (plan->unmet_count + 1));
    if (pairs == NULL)
        return false;
    if (plan->unmet_count)
        memcpy(pairs, plan->unmet, 2 * plan->unmet_count * sizeof(const ks_setting *));
    pairs[2 * plan->unmet_count] = who;
    pairs[2 * plan->unmet_count + 1] = what;
    plan->unmet = pairs;
    plan->unmet_count++;
    return true;
}

static bool is_applicable(const maker *m, const ks_setting *setting)
{
    return !(setting->not_for & 1u << m->request->windows.role) &&
           ks_setting_exists_on(setting, &m->request->windows);
}

// What `who` needs joins; those in turn need others, so this goes on until nothing is added.
static bool choose_needs(maker *m, size_t who, bool *is_grown)
{
    const ks_setting *setting = m->settings[who];
    for (u32 i = 0; i < setting->needs.count && is_applicable(m, setting); i++) {
        const ks_setting *needed = ks_setting_find(setting->needs.items[i]);
        size_t at = needed ? index_of(m, needed) : m->setting_count;
        if (at == m->setting_count || m->is_chosen[at])
            continue;
        m->is_chosen[at] = *is_grown = true;
        m->needed_by[at] = setting;
        if (needed->part_count && !has_want(m, needed, true) && !note_unmet(m, setting, needed))
            return false;
    }
    return true;
}

static bool choose_settings(maker *m)
{
    bool is_grown = true;
    for (size_t i = 0; i < m->setting_count; i++)
        m->is_chosen[i] =
            is_named(m->request, m->settings[i]) && has_want(m, m->settings[i], false);
    while (is_grown) {
        is_grown = false;
        for (size_t i = 0; i < m->setting_count; i++) {
            if (m->is_chosen[i] && !choose_needs(m, i, &is_grown))
                return false;
        }
    }
    return true;
}

// --- the state before

static ks_before look(const maker *m, const ks_setting_part *part, u32 place)
{
    const ks_plan_before *before = &m->request->before;
    ks_before nothing = { 0 };
    return before->look ? before->look(before->context, part, place) : nothing;
}

// The first place that holds a value decides; past one that is not known, nothing is.
static ks_setting_value in_force(const maker *m, const ks_setting_part *part)
{
    ks_setting_value unknown = { 0 };
    if (part->place_count == 0)
        return look(m, part, 0).value;
    for (u32 i = 0; i < part->place_count; i++) {
        ks_before before = look(m, part, i);
        if (before.kind == KS_BEFORE_UNKNOWN)
            return unknown;
        if (before.kind == KS_BEFORE_PRESENT)
            return plan_value_decode(part, &part->places[i], &before, m->arena);
    }
    return (ks_setting_value){ .kind = KS_VALUE_ABSENT };
}

// As an audit judges it: who asks for something to be there does not ask what absence means.
static bool is_met_by(const maker *m, const ks_change *c, ks_setting_value was)
{
    if (ks_want_holds(c->want, c->part->type, was))
        return true;
    return was.kind == KS_VALUE_ABSENT && c->want->how != KS_WANT_PRESENT &&
           ks_want_holds(c->want, c->part->type,
                         ks_setting_when_absent(c->part, &m->request->windows));
}

static bool is_met(const maker *m, const ks_change *c)
{
    const ks_plan_before *before = &m->request->before;
    if (before->judged)
        return is_met_by(m, c, before->judged(before->context, c->part));
    if (c->part->kind == KS_SETTING_FIREWALL_RULE && c->was.kind == KS_VALUE_TEXT)
        return c->want->how == KS_WANT_PRESENT && ks_str_equal(c->was.text, c->part->detail);
    return is_met_by(m, c, c->was);
}

static bool is_below_each(const ks_setting_part *part)
{
    return part->place_count == 1 && plan_has_star(part->places[0].key);
}

// Of a part below each subkey: the keys that are not as wanted. *is_met: all that there are, are.
// Too many for files that people read are left to the script.
static bool note_keys(maker *m, ks_change *c, bool *is_met)
{
    const ks_plan_before *before = &m->request->before;
    ks_before_key one;
    ks_setting_value all = c->was; // unknown, as long as the keys do not say the same
    *is_met = false;
    if (before->each == NULL || !is_below_each(c->part))
        return true;
    ks_str *keys = ks_take(m->arena, ks_str, keys_most);
    for (size_t i = 0; keys && before->each(before->context, c->part, i, &one); i++) {
        bool is_so = is_met_by(m, c, one.value);
        *is_met = (i == 0 || *is_met) && is_so && one.is_whole;
        all = i == 0 || ks_setting_value_equal(all, one.value) ? one.value : c->was;
        if (!is_so && one.key.size && c->key_count < keys_most)
            keys[c->key_count++] = one.key;
    }
    if (c->key_count == keys_most)
        c->key_count = 0;
    c->was = all;
    c->keys = keys;
    return keys != NULL;
}

// --- changes

static bool add(maker *m, const ks_change *change)
{
    ks_change_plan *plan = m->plan;
    if (plan->count == m->capacity) {
        m->capacity = m->capacity ? m->capacity : 128;
        ks_change *grown = plan->count ? ks_arena_grow(m->arena, plan->items, sizeof *plan->items,
                                                       plan->count, &m->capacity)
                                       : ks_take(m->arena, ks_change, m->capacity);
        if (grown == NULL)
            return false;
        plan->items = grown;
    }
    ks_change *added = &plan->items[plan->count++];
    *added = *change;
    if (change->outcome != KS_PLAN_EACH)
        added->key_count = 0;
    plan->change_count += change->outcome == KS_PLAN_CHANGE;
    return true;
}

static bool is_each(const ks_change *c)
{
    static const char *const users[] = { "HKCU\\", "%UserProfile%", "%AppData%", "%LocalAppData%" };
    if (c->place)
        return plan_has_star(c->place->key);
    if (c->part->kind != KS_SETTING_AUDIT_SACL)
        return false;
    for (size_t i = 0; i < countof(users); i++) {
        if (ks_begins(c->part->object, ks_str_of(users[i])))
            return true;
    }
    return plan_has_star(c->part->object);
}

// A list below a key can be added to, but what else is in it is not ours to delete blindly.
static bool has_others(const ks_change *c)
{
    if (c->place == NULL || !ks_str_equal(c->place->value, KS_STR("*")))
        return false;
    return c->becomes.kind == KS_VALUE_ABSENT ||
           (c->want->how == KS_WANT_ONE_OF && c->was.kind == KS_VALUE_TEXT);
}

static bool is_by_hand(const ks_change *c)
{
    if (c->part->is_by_hand)
        return true;
    switch (c->part->kind) {
    case KS_SETTING_FILE:
    case KS_SETTING_BOOT:
    case KS_SETTING_FACT: return true;
    case KS_SETTING_SYSMON: return !plan_sysmon_has(c->part->object);
    case KS_SETTING_AUDIT_OPTION: // the categories of before Vista are told to nobody
        if (c->place == NULL)
            return true;
        break;
    case KS_SETTING_SRP: // a rule to be deleted has a name that only its machine knows
        if (c->place == NULL && c->becomes.kind == KS_VALUE_ABSENT)
            return true;
        break;
    case KS_SETTING_REGISTRY:
    case KS_SETTING_AUDIT_SUBCATEGORY:
    case KS_SETTING_AUDIT_SACL:
    case KS_SETTING_CHANNEL:
    case KS_SETTING_SERVICE:
    case KS_SETTING_FEATURE:
    case KS_SETTING_FIREWALL_RULE:
    case KS_SETTING_ASR_RULE:
    case KS_SETTING_USER_RIGHT:
    case KS_SETTING_SYSTEM_ACCESS:
    case KS_SETTING_GROUP_MEMBER:
    case KS_SETTING_APPLOCKER:
    case KS_SETTING_EXPLOIT_PROTECTION:
    case KS_SETTING_KIND_COUNT: break;
    }
    return has_others(c);
}

// A management service says what the value is: where it says so, no plan can.
static bool is_managed(const maker *m, const ks_setting_part *part)
{
    for (u32 i = 0; i < part->place_count; i++) {
        if (part->places[i].is_mdm && look(m, part, i).kind == KS_BEFORE_PRESENT)
            return true;
    }
    return false;
}

// One value to write at the strongest place; a value that has to go, at each place where it may
// lie.
static bool add_places(maker *m, ks_change *c)
{
    const ks_setting_part *part = c->part;
    if (is_managed(m, part)) {
        c->outcome = KS_PLAN_BY_HAND;
        return add(m, c);
    }
    bool is_gone = c->becomes.kind == KS_VALUE_ABSENT, is_any = false;
    for (u32 i = 0; i < part->place_count && (is_gone || !is_any); i++) {
        ks_change one = *c;
        if (part->places[i].is_mdm)
            continue;
        one.place = &part->places[i];
        one.before = look(m, part, i);
        if (is_gone && one.before.kind == KS_BEFORE_ABSENT)
            continue;
        one.outcome = is_by_hand(&one) ? KS_PLAN_BY_HAND
                      : is_each(&one)  ? KS_PLAN_EACH
                                       : KS_PLAN_CHANGE;
        is_any = true;
        if (!add(m, &one))
            return false;
    }
    if (!is_any) {
        c->before = look(m, part, 0);
        c->outcome = is_by_hand(c) ? KS_PLAN_BY_HAND : is_each(c) ? KS_PLAN_EACH : KS_PLAN_CHANGE;
        return add(m, c);
    }
    return true;
}

static bool add_part(maker *m, ks_change *c)
{
    const ks_plan_request *r = m->request;
    c->outcome = c->setting->not_for & 1u << r->windows.role           ? KS_PLAN_ROLE
                 : !ks_setting_exists_on(c->setting, &r->windows)      ? KS_PLAN_WINDOWS
                 : c->setting->is_unconfirmed && !r->takes_unconfirmed ? KS_PLAN_UNCONFIRMED
                                                                       : KS_PLAN_CHANGE;
    if (c->outcome != KS_PLAN_CHANGE)
        return add(m, c);
    bool are_keys_met;
    c->was = in_force(m, c->part);
    if (!note_keys(m, c, &are_keys_met))
        return false;
    if (is_below_each(c->part) ? are_keys_met : is_met(m, c)) {
        c->outcome = KS_PLAN_MET;
        c->becomes = c->was;
        return add(m, c);
    }
    if (!plan_choose(c->part, c->want, c->was, &r->windows, m->arena, &c->becomes)) {
        c->outcome = KS_PLAN_NO_VALUE;
        return add(m, c);
    }
    ks_setting_value watching;
    if (r->is_audit_only && plan_choose_watching(c->part, c->becomes, &watching)) {
        c->becomes = watching;
        c->is_watching = true;
    }
    return add_places(m, c);
}

static bool make(maker *m)
{
    if (!choose_settings(m))
        return false;
    for (size_t i = 0; i < m->setting_count; i++) {
        const ks_setting *setting = m->settings[i];
        for (u32 k = 0; m->is_chosen[i] && k < setting->part_count; k++) {
            ks_change c = { .setting = setting,
                            .part = &setting->parts[k],
                            .want = want_of(m, &setting->parts[k], m->needed_by[i] != NULL),
                            .needed_by = m->needed_by[i] };
            if (c.want && !add_part(m, &c))
                return false;
        }
    }
    return true;
}

bool ks_change_plan_make(const ks_plan_request *request, ks_arena *arena, ks_change_plan *plan,
                         ks_fail *fail)
{
    ks_change_plan made = { .before = request->before };
    maker m = { .request = request, .arena = arena, .plan = &made };
    m.settings = ks_settings(&m.setting_count);
    m.needed_by = ks_take(arena, const ks_setting *, m.setting_count + 1);
    m.is_chosen = ks_take(arena, bool, m.setting_count + 1);
    if (m.needed_by == NULL || m.is_chosen == NULL || !make(&m))
        return ks_refuse(fail, KS_OVER_BUDGET, 0, 0, ks_str_of(arena->name));
    *plan = made;
    return true;
}

// --- words

ks_str ks_plan_outcome_word(ks_plan_outcome outcome)
{
    static const ks_str words[] = {
#define X(name, word, en, ja) KS_TEXT(word),
        KS_PLAN_OUTCOMES(X)
#undef X
    };
    return words[outcome];
}

ks_str ks_plan_outcome_text(ks_plan_outcome outcome, ks_lang lang)
{
    static const ks_str texts[][KS_LANG_COUNT] = {
#define X(name, word, en, ja) { KS_TEXT(en), KS_TEXT(ja) },
        KS_PLAN_OUTCOMES(X)
#undef X
    };
    return texts[outcome][lang];
}

static void print_number(ks_out *out, ks_setting_type type, u64 number)
{
    static const ks_str audits[] = { KS_TEXT("none"), KS_TEXT("success"), KS_TEXT("failure"),
                                     KS_TEXT("both") };
    static const ks_str starts[] = { KS_TEXT("boot"), KS_TEXT("system"), KS_TEXT("auto"),
                                     KS_TEXT("manual"), KS_TEXT("disabled") };
    static const ks_str switches[] = { KS_TEXT("off"), KS_TEXT("on") };
    if (type == KS_TYPE_AUDIT && number < countof(audits))
        ks_out_put(out, audits[number]);
    else if (type == KS_TYPE_START && number < countof(starts))
        ks_out_put(out, starts[number]);
    else if (type == KS_TYPE_SWITCH && number < countof(switches))
        ks_out_put(out, switches[number]);
    else
        ks_out_u64(out, number);
}

void ks_plan_value_print(ks_out *out, ks_setting_type type, ks_setting_value value)
{
    switch (value.kind) {
    case KS_VALUE_UNKNOWN: KS_PUT(out, "unknown"); return;
    case KS_VALUE_ABSENT: KS_PUT(out, "absent"); return;
    case KS_VALUE_NUMBER: print_number(out, type, value.number); return;
    case KS_VALUE_TEXT: break;
    }
    for (size_t i = 0; i < value.text.size; i++) {
        if (value.text.at[i] == '\n')
            KS_PUT(out, "; ");
        else
            ks_out_byte(out, value.text.at[i]);
    }
}
