// Kind sysmon: what a Sysmon configuration records, judged as the engine decides: of the value
// Rules in the driver's key, and of configuration files. Options are texts.
#include "policy/sysmon.h"

#include "base/fold.h"
#include "base/number.h"
#include "state/state_own.h"

static const ks_str driver_key = KS_TEXT("CurrentControlSet\\Services\\SysmonDrv\\Parameters");

// "SHA256,IMPHASH" as lines.
static ks_str as_list(ks_str text, ks_arena *arena)
{
    ks_out out;
    if (!ks_out_open(&out, arena, text.size + 1))
        return (ks_str){ 0 };
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] != ' ')
            ks_out_byte(&out, text.at[i] == ',' ? '\n' : text.at[i]);
    }
    return ks_out_str(&out);
}

// An option of a file; compiled rules keep none.
static bool option_value(const ks_setting_part *part, const ks_sysmon_config *config,
                         ks_arena *arena, ks_setting_value *value)
{
    const ks_sysmon_option *option = config->options;
    if (config->is_compiled)
        return false;
    *value = (ks_setting_value){ .kind = KS_VALUE_ABSENT };
    while (option && !ks_equal_fold(option->name, part->object))
        option = option->next;
    if (option == NULL)
        return true;
    ks_str text = option->value;
    if (text.size == 0 && ks_setting_type_is_number(part->type)) { // <CheckRevocation/>
        *value = (ks_setting_value){ .kind = KS_VALUE_NUMBER, .number = 1 };
        return true;
    }
    if (ks_setting_type_is_number(part->type)) {
        bool is_on = ks_equal_fold(text, KS_STR("true")) || ks_equal_fold(text, KS_STR("on"));
        bool is_off = ks_equal_fold(text, KS_STR("false")) || ks_equal_fold(text, KS_STR("off"));
        *value = (ks_setting_value){ .kind = KS_VALUE_NUMBER, .number = is_on };
        return is_on || is_off || ks_u64_read(text, &value->number);
    }
    *value = (ks_setting_value){ .kind = KS_VALUE_TEXT,
                                 .text = part->type == KS_TYPE_LIST ? as_list(text, arena) : text };
    return true;
}

static void say(state_reading *r, u32 source, const ks_sysmon_config *config, ks_str where,
                u64 ticks)
{
    const ks_sysmon_event *event = sysmon_tag_find(r->part->object);
    ks_setting_value value = { .kind = KS_VALUE_ABSENT };
    if (event == NULL && ks_str_equal(r->part->object, KS_STR("Sysmon@schemaversion"))) {
        ks_out out;
        if (config->schema == 0 || !ks_out_open(&out, r->state->arena, (size_t)ks_number_size * 2))
            return;
        ks_out_u64(&out, config->schema / 100);
        KS_PUT(&out, ".");
        ks_out_padded(&out, config->schema % 100, 2);
        value = (ks_setting_value){ .kind = KS_VALUE_TEXT, .text = ks_out_str(&out) };
    } else if (event == NULL) {
        if (!option_value(r->part, config, r->state->arena, &value))
            return;
    } else {
        ks_sysmon_verdict verdict = ks_sysmon_judge(config, event->id, (ks_sysmon_fields){ 0 });
        if (verdict.logged != KS_SYSMON_NO)
            value =
                (ks_setting_value){ .kind = KS_VALUE_TEXT,
                                    .text = verdict.logged == KS_SYSMON_YES ? KS_STR("all")
                                                                            : KS_STR("by rules") };
    }
    ks_said *said = state_say(r, source);
    if (said == NULL)
        return;
    said->value = value;
    said->where = where;
    said->written_ticks = ticks;
}

// Without the driver's key nothing is recorded; without rules, what Sysmon does by itself.
static void say_driver(state_reading *r, const state_mount *mount)
{
    ks_arena *arena = r->state->arena;
    ks_sysmon_config config = { 0 };
    ks_reg_key key;
    ks_reg_value value;
    ks_fail fail = { 0 };
    ks_str where = KS_STR("HKLM\\SYSTEM\\CurrentControlSet\\Services\\SysmonDrv\\Parameters!Rules");
    if (!state_key(r->state, mount, driver_key, arena, &key)) {
        ks_said *said =
            state_covers(mount, driver_key, *arena) ? state_say(r, mount->source) : NULL;
        if (said) {
            said->value.kind = KS_VALUE_ABSENT;
            said->where = where;
        }
        return;
    }
    bool has_rules = mount->registry->value(mount->registry, &key, KS_STR("Rules"), arena, &value);
    if (has_rules && !ks_sysmon_blob_read(&config, value.data, arena, &fail))
        return;
    config.is_compiled = true;
    say(r, mount->source, &config, where, key.written_ticks);
}

void state_kind_sysmon(state_reading *r)
{
    const ks_state *s = r->state;
    for (size_t m = 0; m < s->mounts.count; m++) {
        const state_mount *mount = &s->mounts.items[m];
        if (mount->root == KS_ROOT_SYSTEM && state_is_in_force(s, mount->source))
            say_driver(r, mount);
    }
    for (size_t i = 0; i < s->sysmons.count; i++)
        say(r, s->sysmons.items[i].source, s->sysmons.items[i].config,
            s->sources.items[s->sysmons.items[i].source].path, 0);
    state_end_instance(r, (ks_str){ 0 }, NULL);
}
