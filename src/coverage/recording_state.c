// What a machine records, as its state tells: hives, policies, exports.
#include "coverage/recording.h"

#include "base/number.h"
#include "state/state.h"

// The bytes of a binary value's text; empty: it is none, or no memory.
static ks_span bytes_of(ks_str hexadecimal, ks_arena *arena)
{
    u8 *bytes = ks_take(arena, u8, hexadecimal.size / 2 + 1);
    for (size_t i = 0; bytes && i + 1 < hexadecimal.size; i += 2) {
        int byte = ks_hex_byte(hexadecimal.at + i);
        if (byte < 0)
            return (ks_span){ 0 };
        bytes[i / 2] = (u8)byte;
    }
    return bytes ? (ks_span){ bytes, hexadecimal.size / 2 } : (ks_span){ 0 };
}

// Sysmon's compiled configuration, which lies among its driver's parameters.
static void read_sysmon(ks_recording *recording, ks_arena *arena)
{
    const ks_setting *setting = ks_setting_find(KS_STR("sysmon.installed"));
    ks_fail ignored = { 0 };
    for (u32 p = 0; setting && p < setting->part_count; p++) {
        const ks_setting_part *part = &setting->parts[p];
        ks_setting_value value = recording->values[part->number];
        if (!ks_str_equal(part->name, KS_STR("Rules")) || value.kind != KS_VALUE_TEXT)
            continue;
        ks_sysmon_config *config = ks_take(arena, ks_sysmon_config, 1);
        ks_span bytes = bytes_of(value.text, arena);
        if (config && bytes.size && ks_sysmon_blob_read(config, bytes, arena, &ignored))
            ks_recording_set_sysmon(recording, config);
    }
}

bool ks_recording_of_state(ks_recording *recording, const ks_state *state,
                           const ks_windows *windows, ks_arena *arena, ks_fail *fail)
{
    size_t count;
    const ks_setting *const *settings = ks_settings(&count);
    if (!ks_recording_blank(recording, windows, arena, fail))
        return false;
    for (size_t i = 0; i < count; i++) {
        for (u32 p = 0; p < settings[i]->part_count; p++) {
            const ks_part_state *part = ks_state_part(state, &settings[i]->parts[p]);
            if (part == NULL || part->instance_count == 0)
                continue;
            const ks_instance *first = &part->instances[0]; // of several users: the machine's
            u32 number = settings[i]->parts[p].number;
            recording->values[number] = first->value;
            if (first->in_force && first->in_force->is_ambiguous)
                recording->others[number] = first->in_force->other;
        }
    }
    ks_recording_settle(recording);
    if (recording->sysmon_is == KS_SYSMON_IS_OPEN)
        read_sysmon(recording, arena);
    // What is rolled out counts where nothing says what it runs by, or whether it runs.
    bool is_open =
        recording->sysmon_is == KS_SYSMON_IS_OPEN || recording->sysmon_is == KS_SYSMON_IS_UNKNOWN;
    if (is_open && ks_state_sysmon(state))
        ks_recording_set_sysmon(recording, ks_state_sysmon(state));
    return true;
}
