// From what sources say to what is in force: the same for all kinds.
#include "base/fold.h"
#include "base/number.h"
#include "state/state_own.h"

ks_said *state_say(state_reading *r, u32 source)
{
    ks_said *said = state_add(r->state, &r->says, sizeof *r->says.items);
    if (said)
        *said = (ks_said){ .source = source };
    return said;
}

// The first that is there, else that it is known to be absent.
static const ks_said *decide(const ks_state *state, const ks_said *says, size_t count)
{
    const ks_said *absent = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!state_is_in_force(state, says[i].source) || says[i].value.kind == KS_VALUE_UNKNOWN)
            continue;
        if (says[i].value.kind != KS_VALUE_ABSENT)
            return &says[i];
        absent = absent ? absent : &says[i];
    }
    return absent;
}

// The domain's policy before the machine's own; of equals the last, as policies are applied.
static const ks_said *winner(const ks_state *state, const ks_said *says, size_t count)
{
    const ks_said *best = NULL;
    ks_state_tier most = KS_TIER_IN_FORCE;
    for (size_t i = 0; i < count; i++) {
        ks_state_tier tier = state->sources.items[says[i].source].tier;
        if (tier == KS_TIER_IN_FORCE || says[i].value.kind == KS_VALUE_UNKNOWN || tier < most)
            continue;
        most = tier;
        best = &says[i];
    }
    return best;
}

static void set_value(const state_reading *r, ks_instance *instance, ks_setting_value value)
{
    instance->value = value;
    if (value.kind != KS_VALUE_ABSENT)
        return;
    ks_setting_value absent = ks_setting_when_absent(r->part, &r->state->machine.windows);
    instance->is_absence = true;
    // What absence means is in the catalogue, but hangs on a version that nobody tells.
    if (absent.kind != KS_VALUE_UNKNOWN || r->part->absent_count)
        instance->value = absent;
}

void state_end_instance(state_reading *r, ks_str of, const ks_setting_place *unseen)
{
    ks_state *s = r->state;
    ks_instance *instance = state_add(s, &r->instances, sizeof *r->instances.items);
    size_t count = r->says.count;
    ks_said *says = ks_take(s->arena, ks_said, count + 1);
    if (instance == NULL || says == NULL) {
        s->is_spent = true;
        return;
    }
    if (count)
        memcpy(says, r->says.items, count * sizeof *says);
    r->says.count = 0;
    *instance = (ks_instance){ .of = of, .says = says, .say_count = (u32)count, .unseen = unseen };
    instance->in_force = decide(s, says, count);
    instance->policy = winner(s, says, count);
    // What an export states is the result of all places.
    if (instance->in_force && instance->in_force->place == NULL)
        instance->unseen = NULL;
    if (instance->in_force) {
        set_value(r, instance, instance->in_force->value);
        instance->drifts =
            instance->policy &&
            !ks_setting_value_equal(instance->policy->value, instance->in_force->value) &&
            !(instance->in_force->is_ambiguous &&
              ks_setting_value_equal(instance->policy->value, instance->in_force->other));
    } else if (instance->policy) {
        set_value(r, instance, instance->policy->value);
        instance->is_policy_only = true;
    }
}

void state_say_template(state_reading *r, state_section section, bool is_text)
{
    const ks_state *s = r->state;
    for (size_t i = 0; i < s->templates.count; i++) {
        const state_template *t = &s->templates.items[i];
        for (size_t k = 0; k < t->count; k++) {
            const state_template_line *line = &t->lines[k];
            u64 number = 0;
            if (line->section != section || !ks_equal_fold(line->key, r->part->object))
                continue;
            bool is_number = !is_text && ks_setting_type_is_number(r->part->type);
            if (is_number && !ks_u64_read(line->value, &number))
                continue;
            ks_said *said = state_say(r, t->source);
            if (said == NULL)
                return;
            said->where = line->where;
            said->value = is_number
                              ? (ks_setting_value){ .kind = KS_VALUE_NUMBER, .number = number }
                          : line->value.size
                              ? (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = line->value }
                              : (ks_setting_value){ .kind = KS_VALUE_ABSENT };
        }
    }
}

void state_read_part(ks_state *state, const ks_setting_part *part)
{
    static state_kind_read *const readers[KS_SETTING_KIND_COUNT] = {
        [KS_SETTING_REGISTRY] = state_kind_places,
        [KS_SETTING_AUDIT_SUBCATEGORY] = state_kind_audit_subcategory,
        [KS_SETTING_AUDIT_OPTION] = state_kind_audit_option,
        [KS_SETTING_AUDIT_SACL] = state_kind_audit_sacl,
        [KS_SETTING_CHANNEL] = state_kind_places,
        [KS_SETTING_SERVICE] = state_kind_service,
        [KS_SETTING_FIREWALL_RULE] = state_kind_firewall_rule,
        [KS_SETTING_ASR_RULE] = state_kind_places,
        [KS_SETTING_USER_RIGHT] = state_kind_user_right,
        [KS_SETTING_SYSTEM_ACCESS] = state_kind_system_access,
        [KS_SETTING_EXPLOIT_PROTECTION] = state_kind_exploit_protection,
        [KS_SETTING_BOOT] = state_kind_boot,
        [KS_SETTING_GROUP_MEMBER] = state_kind_group_member,
        [KS_SETTING_SRP] = state_kind_srp,
        [KS_SETTING_APPLOCKER] = state_kind_applocker,
        [KS_SETTING_SYSMON] = state_kind_sysmon,
    };
    state_reading r = { .state = state, .part = part };
    if (readers[part->kind])
        readers[part->kind](&r);
    if (r.instances.count == 0) // no source that is read can tell of this kind
        state_end_instance(&r, (ks_str){ 0 }, NULL);
    state->parts[part->number] = (ks_part_state){ r.instances.items, (u32)r.instances.count };
}
