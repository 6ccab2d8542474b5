// Wants and states of chance: right and wrong types, values that Windows would not take, lists.
#pragma once
#include "plan/round_trip.h"

#include <stdarg.h>

static bool is_in_registry(const ks_setting_part *part)
{
    return part->place_count > 0 || part->kind == KS_SETTING_SRP;
}

static bool is_log_size(const ks_setting_part *part)
{
    return part->place_count && ks_str_equal(part->places[0].value, KS_STR("MaxSize"));
}

static ks_str printed(ks_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static ks_str printed(ks_arena *arena, const char *format, ...)
{
    char text[1024];
    va_list list;
    va_start(list, format);
    int size = vsnprintf(text, sizeof text, format, list);
    va_end(list);
    KS_ASSERT(size > 0 && (size_t)size < sizeof text);
    return ks_arena_keep(arena, ks_str_of(text));
}

// A value in the catalogue's words: one of the choices, or any that the type can have.
static ks_str random_value(const ks_setting_part *part, ks_arena *arena)
{
    static const u32 numbers[] = { 0, 1, 2, 3, 5, 10, 255, 1500, 4096, 65536, 1 << 30 };
    static const char *const bytes[] = { "00", "01", "0102ff" };
    static const char *const texts[] = { "a", "C:\\Program Files\\x.exe", "1", "\u76e3\u67fb",
                                         "O:BAG:SYD:(A;;0x1;;;BA)" };
    if (is_log_size(part)) // what is smaller no log can do with
        return printed(arena, "%u", (u32)(1 + dice(200)) << 20 | (u32)(dice(2) * dice(3000)));
    if (part->choice_count && dice(3))
        return part->choices[dice(part->choice_count)].value;
    switch (part->type) {
    case KS_TYPE_START: return printed(arena, "%u", (u32)dice(5));
    case KS_TYPE_AUDIT: return printed(arena, "%u", (u32)dice(4));
    case KS_TYPE_SWITCH: return printed(arena, "%u", (u32)dice(2));
    case KS_TYPE_DWORD:
    case KS_TYPE_QWORD:
    case KS_TYPE_NUMBER: return printed(arena, "%u", numbers[dice(countof(numbers))]);
    case KS_TYPE_BINARY: return ks_str_of(bytes[dice(countof(bytes))]);
    case KS_TYPE_NONE: return KS_STR("present");
    case KS_TYPE_SZ:
    case KS_TYPE_EXPAND_SZ:
    case KS_TYPE_MULTI_SZ:
    case KS_TYPE_TEXT:
    case KS_TYPE_LIST: break;
    }
    return ks_str_of(texts[dice(countof(texts))]);
}

#define SHOWN(text) (int)(text).size, (text).at

static ks_str random_want_text(const ks_setting_part *part, ks_arena *arena)
{
    ks_str a = random_value(part, arena), b = random_value(part, arena);
    bool is_number = ks_setting_type_is_number(part->type);
    bool is_list = part->type == KS_TYPE_LIST || part->type == KS_TYPE_MULTI_SZ;
    switch (dice(part->type == KS_TYPE_NONE ? 2 : 10)) {
    case 0: return KS_STR("present");
    case 1: return KS_STR("absent");
    case 2: return printed(arena, "absent or %.*s", SHOWN(a));
    case 3: return printed(arena, is_list ? "%.*s || %.*s" : "%.*s | %.*s", SHOWN(a), SHOWN(b));
    case 4: return printed(arena, is_number ? ">= %.*s" : "contains %.*s", SHOWN(a));
    case 5: return printed(arena, is_number ? "<= %.*s" : "contains %.*s & x", SHOWN(a));
    case 6: return is_number ? printed(arena, "bits %.*s", SHOWN(a)) : a;
    case 7: return is_number ? printed(arena, "%.*s .. %.*s", SHOWN(a), SHOWN(b)) : a;
    default: return a;
    }
}

// False: it is no want for that part, or one that nothing can fulfil.
static bool take_want(const ks_setting_part *part, ks_str text, ks_arena *arena, ks_want **want)
{
    ks_str problem;
    *want = ks_take(arena, ks_want, 1);
    if (*want == NULL || !ks_want_parse(part->type, text, *want, &problem))
        return false;
    const ks_setting_value *v = (*want)->values;
    bool is_span = (*want)->how == KS_WANT_BETWEEN;
    if (is_log_size(part) && v[0].kind == KS_VALUE_NUMBER && v[0].number < 1 << 20)
        return false;
    if (part->type == KS_TYPE_START && (*want)->how == KS_WANT_BITS)
        return false; // no start type has bits
    if ((*want)->how == KS_WANT_PRESENT && is_log_size(part))
        return false; // of OAlerts that is 128 KiB, which our own linter does not believe
    for (u32 i = 0; i < (*want)->value_count; i++) {
        if (v[i].kind == KS_VALUE_UNKNOWN)
            return false;
    }
    return !is_span || (v[0].kind == KS_VALUE_NUMBER && v[0].number <= v[1].number);
}

// --- profiles

static void profile_begin(ks_profile *profile, const ks_want ***wants, ks_arena *arena)
{
    *wants = ks_take(arena, const ks_want *, ks_setting_part_total() * KS_ROLE_COUNT);
    *profile = (ks_profile){ .id = KS_STR("chance"),
                             .title = { KS_TEXT("chance"), KS_TEXT("chance") },
                             .wants = *wants };
}

static void ask(const ks_want **wants, const ks_setting_part *part, const ks_want *want)
{
    for (u32 role = 0; role < KS_ROLE_COUNT; role++)
        wants[part->number * KS_ROLE_COUNT + role] = want;
}

static void random_profile(ks_profile *profile, ks_arena *arena)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    const ks_want **wants;
    u64 one_of = (u64)2 << dice(5);
    profile_begin(profile, &wants, arena);
    for (size_t i = 0; i < count; i++) {
        for (u32 k = 0; k < settings[i]->part_count; k++) {
            const ks_setting_part *part = &settings[i]->parts[k];
            ks_want *want;
            if (is_in_registry(part) && dice(one_of) == 0 &&
                take_want(part, random_want_text(part, arena), arena, &want))
                ask(wants, part, want);
        }
    }
}

// --- states

static ks_span random_bytes(ks_arena *arena)
{
    size_t size = dice(4) ? dice(12) : dice(3000);
    u8 *bytes = ks_take(arena, u8, size + 1);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (u8)dice(256);
    return (ks_span){ bytes, size };
}

static void random_value_at(made_machine *m, const ks_setting_part *part,
                            const ks_setting_place *place)
{
    ks_setting_value value;
    plan_value encoded = { 0 };
    ks_str name = place->value;
    ks_str text = random_value(part, m->arena);
    if (ks_str_equal(name, KS_STR("*")))
        name = dice(2) ? KS_STR("1") : text;
    if (dice(5) == 0) {
        put_value(m, place, name, (u32)dice(13), random_bytes(m->arena));
    } else if (ks_setting_value_parse(part->type, text, &value) &&
               (value.kind == KS_VALUE_NUMBER || value.kind == KS_VALUE_TEXT) &&
               plan_value_encode(place, value, m->arena, &encoded)) {
        put_value(m, place, name, encoded.type, encoded.data);
    }
}

static void random_rule(made_machine *m, const ks_setting_part *part)
{
    ks_str key = printed(m->arena,
                         "Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers\\%.*s\\Paths\\"
                         "{00000000-0000-0000-0000-%012x}",
                         SHOWN(part->detail), (u32)dice(1000));
    ks_setting_place place = { .root = KS_ROOT_SOFTWARE, .key = key };
    ks_utf16 units = ks_hive_units(m->arena, part->object);
    put_value(m, &place, KS_STR("ItemData"), KS_HIVE_EXPAND_SZ,
              (ks_span){ units.at, 2 * units.units });
}

static hives random_state(ks_arena *arena)
{
    static const char *const products[] = { "sz:WinNT", "sz:ServerNT", "sz:LanmanNT" };
    static const char *const builds[] = { "sz:7601", "sz:19045", "sz:26100" };
    made_machine m;
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    u64 one_of = (u64)1 << dice(5);
    made_machine_begin(&m, arena);
    made_set(&m, "SYSTEM\\ControlSet001\\Control\\ProductOptions!ProductType",
             products[dice(countof(products))]);
    made_set(&m, "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion!CurrentBuildNumber",
             builds[dice(countof(builds))]);
    made_below_each(&m);
    for (size_t i = 0; i < count; i++) {
        for (u32 k = 0; k < settings[i]->part_count; k++) {
            const ks_setting_part *part = &settings[i]->parts[k];
            if (part->kind == KS_SETTING_SRP && dice(one_of) == 0)
                random_rule(&m, part);
            for (u32 p = 0; p < part->place_count; p++) {
                ks_setting_place place = part->places[p];
                if (plan_has_star(place.key))
                    place.key = ks_state_key_of(&place, KS_STR("A\\PC1"), arena);
                if (dice(one_of) == 0)
                    random_value_at(&m, part, &place);
            }
        }
    }
    return hives_of(&m);
}
