#include "plan/before.h"

#include "plan/registry.h"
#include "plan/utf16.h"

static ks_before_kind kind_of(ks_setting_value value)
{
    return value.kind == KS_VALUE_UNKNOWN  ? KS_BEFORE_UNKNOWN
           : value.kind == KS_VALUE_ABSENT ? KS_BEFORE_ABSENT
                                           : KS_BEFORE_PRESENT;
}

// The one instance's value, as it is in force; nothing when there are several, or only a policy
// speaks of it.
static ks_setting_value only_value(const ks_state *state, const ks_setting_part *part)
{
    ks_setting_value none = { 0 };
    const ks_part_state *is = ks_state_part(state, part);
    if (is == NULL || is->instance_count != 1 || is->instances[0].is_policy_only)
        return none;
    if (is->instances[0].is_absence)
        return (ks_setting_value){ .kind = KS_VALUE_ABSENT };
    return is->instances[0].value;
}

static ks_before list_before(const ks_plan_state *from, const ks_setting_part *part)
{
    ks_setting_value value = only_value(from->state, part);
    ks_before before = { .kind = kind_of(value), .type = KS_TYPE_MULTI_SZ };
    if (value.kind == KS_VALUE_TEXT && !plan_utf16_list(value.text, from->arena, &before.data))
        before.kind = KS_BEFORE_UNKNOWN;
    return before;
}

static ks_before look(const void *context, const ks_setting_part *part, u32 index)
{
    const ks_plan_state *from = context;
    ks_before before = { 0 };
    if (part->place_count == 0) {
        before.value = only_value(from->state, part);
        before.kind = kind_of(before.value);
        return before;
    }
    const ks_setting_place *place = &part->places[index];
    if (ks_str_equal(place->value, KS_STR("*")) && part->type != KS_TYPE_NONE)
        return list_before(from, part);
    if (plan_has_star(place->key) && part->type != KS_TYPE_NONE)
        return before;
    ks_reg_value value;
    ks_state_presence is = ks_state_value_at(from->state, place, from->arena, &value);
    if (is == KS_STATE_ABSENT)
        before.kind = KS_BEFORE_ABSENT;
    if (is == KS_STATE_PRESENT)
        before = (ks_before){ .kind = KS_BEFORE_PRESENT, .type = value.type, .data = value.data };
    return before;
}

static ks_setting_value judged(const void *context, const ks_setting_part *part)
{
    const ks_plan_state *from = context;
    return only_value(from->state, part);
}

// Whether the name can stand in a file that people read and import: no control character, and no
// character that was none. `*` stands for what is not known.
static bool is_plain(ks_str name)
{
    for (size_t i = 0; i < name.size; i++) {
        if ((u8)name.at[i] < 0x20 || name.at[i] == 0x7f || name.at[i] == '*')
            return false;
    }
    return name.size && !ks_str_has(name, KS_STR("\xef\xbf\xbd"));
}

// A whole hive tells which subkeys there are; an export may hold some of them.
static bool is_of_hive(const ks_state *state, const ks_instance *one)
{
    const ks_said *said = one->in_force ? one->in_force : one->say_count ? one->says : NULL;
    const ks_state_source *source = said ? ks_state_source_at(state, said->source) : NULL;
    return source && source->format == KS_STATE_HIVE && !source->is_incomplete;
}

static bool each(const void *context, const ks_setting_part *part, size_t n, ks_before_key *key)
{
    const ks_plan_state *from = context;
    const ks_part_state *is = ks_state_part(from->state, part);
    if (is == NULL || n >= is->instance_count || is->instances[n].of.size == 0)
        return false;
    const ks_instance *one = &is->instances[n];
    *key = (ks_before_key){ .is_whole = is_of_hive(from->state, one) };
    if (is_plain(one->of) && !one->is_policy_only)
        key->key = ks_state_key_of(&part->places[0], one->of, from->arena);
    if (!one->is_policy_only)
        key->value = one->is_absence ? (ks_setting_value){ .kind = KS_VALUE_ABSENT } : one->value;
    return true;
}

ks_plan_before ks_plan_before_of(const ks_plan_state *state)
{
    return (ks_plan_before){ look, state, judged, each };
}
