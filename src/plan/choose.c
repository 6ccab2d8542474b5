// From what is wanted to one value. Of a span the upper end is taken: where the catalogue has spans
// (lockout after 1 .. 10 attempts), that is the one that troubles people least.
#include "plan/choose.h"

static bool is_list(ks_setting_type type)
{
    return type == KS_TYPE_LIST || type == KS_TYPE_MULTI_SZ;
}

// What the part is when nobody knows: bits and items are added to that, so that nothing gets lost.
static ks_setting_value base_of(const ks_setting_part *part, ks_setting_value was,
                                const ks_windows *windows)
{
    return was.kind == KS_VALUE_UNKNOWN || was.kind == KS_VALUE_ABSENT
               ? ks_setting_default(part, windows)
               : was;
}

// A list in one value, of which nobody knows what else is in it: written without it, it would go.
static bool would_replace(const ks_setting_part *part, ks_setting_value was, ks_setting_value base)
{
    return part->kind == KS_SETTING_REGISTRY && part->place_count &&
           !ks_str_equal(part->places[0].value, KS_STR("*")) && was.kind == KS_VALUE_UNKNOWN &&
           base.kind == KS_VALUE_UNKNOWN;
}

static bool add_items(const ks_setting_part *part, const ks_want *want, ks_setting_value was,
                      ks_arena *arena, ks_setting_value *value)
{
    ks_str mark = is_list(part->type) ? KS_STR("\n") : KS_STR(", ");
    ks_out joined;
    size_t size = 1;
    if (was.kind == KS_VALUE_TEXT)
        size += was.text.size + mark.size;
    for (u32 i = 0; i < want->value_count; i++)
        size += want->values[i].text.size + mark.size;
    if (!ks_out_open(&joined, arena, size))
        return false;
    if (was.kind == KS_VALUE_TEXT)
        ks_out_put(&joined, was.text);
    for (u32 i = 0; i < want->value_count; i++) {
        ks_want one = { .how = KS_WANT_CONTAINS, .value_count = 1, .values = { want->values[i] } };
        ks_setting_value so_far = { .kind = KS_VALUE_TEXT, .text = ks_out_str(&joined) };
        if (ks_want_holds(&one, part->type, so_far))
            continue;
        if (ks_out_size(&joined))
            ks_out_put(&joined, mark);
        ks_out_put(&joined, want->values[i].text);
    }
    *value = (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = ks_out_str(&joined) };
    return true;
}

// Any value at all is wanted.
static bool example(const ks_setting_part *part, const ks_windows *windows, ks_setting_value *value)
{
    if (part->type == KS_TYPE_NONE) {
        *value = (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = part->detail };
        if (part->kind == KS_SETTING_SYSMON)
            value->text = part->object;
        return value->text.size > 0;
    }
    ks_setting_value usual = ks_setting_default(part, windows);
    if (usual.kind == KS_VALUE_NUMBER || usual.kind == KS_VALUE_TEXT) {
        *value = usual;
        return true;
    }
    return part->choice_count > 0 &&
           ks_setting_value_parse(part->type, part->choices[0].value, value);
}

// What one of the number stands for where it is written: sizes of logs in KB.
static u64 unit_of(const ks_setting_part *part)
{
    return part->place_count && part->places[0].unit ? part->places[0].unit : 1;
}

// What Windows brings, where it is one of the values; else the first that can be written as it is.
static bool one_of(const ks_want *want, const ks_setting_part *part, const ks_windows *windows,
                   u64 unit, ks_setting_value *value)
{
    *value = ks_setting_default(part, windows);
    bool is_whole = value->kind != KS_VALUE_NUMBER || value->number % unit == 0;
    if ((value->kind == KS_VALUE_NUMBER || value->kind == KS_VALUE_TEXT) && is_whole &&
        ks_want_holds(want, part->type, *value))
        return true;
    for (u32 i = 0; i < want->value_count; i++) {
        *value = want->values[i];
        if (value->kind != KS_VALUE_NUMBER || value->number % unit == 0)
            return true;
    }
    return false;
}

bool plan_choose(const ks_setting_part *part, const ks_want *want, ks_setting_value was,
                 const ks_windows *windows, ks_arena *arena, ks_setting_value *value)
{
    ks_setting_value base = base_of(part, was, windows);
    u64 unit = unit_of(part);
    *value = want->values[want->how == KS_WANT_BETWEEN];
    switch (want->how) {
    case KS_WANT_ONE_OF: return one_of(want, part, windows, unit, value);
    case KS_WANT_AT_LEAST: // up to the next whole unit
        value->number += (unit - value->number % unit) % unit;
        return value->number >= want->values[0].number;
    case KS_WANT_AT_MOST: value->number -= value->number % unit; return true;
    case KS_WANT_BETWEEN:
        value->number -= value->number % unit;
        return value->number >= want->values[0].number;
    case KS_WANT_BITS:
        if (base.kind == KS_VALUE_NUMBER)
            value->number |= base.number;
        return value->number % unit == 0;
    case KS_WANT_CONTAINS:
        return !would_replace(part, was, base) && add_items(part, want, base, arena, value);
    case KS_WANT_PRESENT: return example(part, windows, value);
    }
    return false;
}

bool plan_choose_watching(const ks_setting_part *part, ks_setting_value value,
                          ks_setting_value *watching)
{
    if (value.kind != KS_VALUE_NUMBER || value.number == 0)
        return false;
    for (u32 i = 0; i < part->choice_count; i++) {
        ks_str means = part->choices[i].meaning[KS_EN];
        ks_str audit = KS_STR("audit");
        bool is_audit = means.size >= audit.size && !memcmp(means.at, audit.at, audit.size) &&
                        (means.size == audit.size || means.at[audit.size] == ' ');
        if (is_audit && ks_setting_value_parse(part->type, part->choices[i].value, watching))
            return watching->kind == KS_VALUE_NUMBER && watching->number != value.number;
    }
    return false;
}
