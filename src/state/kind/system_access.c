// Kind system-access: policies of accounts. The hive SAM keeps them in two values of bytes (MS-SAMR
// 2.2.3, 2.2.6; impacket, DOMAIN_ACCOUNT_F and USER_ACCOUNT_F); security templates as text.
#include "base/cursor.h"
#include "base/fold.h"
#include "state/state_own.h"

typedef enum { OF_DOMAIN, OF_USER } field_of;
typedef enum { AS_U16, AS_DAYS, AS_MINUTES, AS_BIT_0, AS_BIT_4, AS_ENABLED } field_as;

static const struct {
    const char *name; // in [System Access]
    field_of of;
    u32 rid;
    u32 offset;
    field_as as;
} fields[] = {
    { "MaximumPasswordAge", OF_DOMAIN, 0, 0x18, AS_DAYS },
    { "MinimumPasswordAge", OF_DOMAIN, 0, 0x20, AS_DAYS },
    { "LockoutDuration", OF_DOMAIN, 0, 0x30, AS_MINUTES },
    { "ResetLockoutCount", OF_DOMAIN, 0, 0x38, AS_MINUTES },
    { "PasswordComplexity", OF_DOMAIN, 0, 0x4c, AS_BIT_0 },
    { "ClearTextPassword", OF_DOMAIN, 0, 0x4c, AS_BIT_4 },
    { "MinimumPasswordLength", OF_DOMAIN, 0, 0x50, AS_U16 },
    { "PasswordHistorySize", OF_DOMAIN, 0, 0x52, AS_U16 },
    { "LockoutBadCount", OF_DOMAIN, 0, 0x54, AS_U16 },
    { "EnableAdminAccount", OF_USER, 500, 0x38, AS_ENABLED },
    { "EnableGuestAccount", OF_USER, 501, 0x38, AS_ENABLED },
};

// Durations are negative, in 100 ns; the least of all stands for never.
static u64 duration(u64 ticks, u64 unit)
{
    u64 length = 0 - ticks;
    return length >> 63 ? UINT32_MAX : length / unit;
}

static bool field_read(size_t f, ks_span bytes, u64 *number)
{
    static const u64 minute = 600000000;
    u32 offset = fields[f].offset;
    if (bytes.size < (size_t)offset + 8)
        return false;
    const u8 *at = bytes.at + offset;
    switch (fields[f].as) {
    case AS_U16: *number = ks_load16(at); break;
    case AS_DAYS: *number = duration(ks_load64(at), (u64)24 * 60 * minute); break;
    case AS_MINUTES: *number = duration(ks_load64(at), minute); break;
    case AS_BIT_0: *number = at[0] & 1; break;
    case AS_BIT_4: *number = at[0] >> 4 & 1; break;
    case AS_ENABLED: *number = !(at[0] & 1); break;
    }
    return true;
}

static void say_sam(state_reading *r, const state_mount *mount, size_t f)
{
    static const char *const keys[] = { "SAM\\Domains\\Account",
                                        "SAM\\Domains\\Account\\Users\\000001F4",
                                        "SAM\\Domains\\Account\\Users\\000001F5" };
    const char *key_name = fields[f].of == OF_DOMAIN ? keys[0] : keys[fields[f].rid - 500 + 1];
    ks_reg_key key;
    ks_reg_value value;
    u64 number = 0;
    if (!state_key(r->state, mount, ks_str_of(key_name), r->state->arena, &key) ||
        !mount->registry->value(mount->registry, &key, KS_STR("F"), r->state->arena, &value) ||
        !field_read(f, value.data, &number))
        return;
    ks_said *said = state_say(r, mount->source);
    if (said == NULL)
        return;
    said->value = (ks_setting_value){ .kind = KS_VALUE_NUMBER, .number = number };
    said->where =
        ks_str_of(fields[f].of == OF_DOMAIN ? "HKLM\\SAM\\SAM\\Domains\\Account!F"
                                            : "HKLM\\SAM\\SAM\\Domains\\Account\\Users!F");
    said->written_ticks = key.written_ticks;
}

void state_kind_system_access(state_reading *r)
{
    const ks_state *s = r->state;
    size_t f = 0;
    while (f < countof(fields) && !ks_str_equal(ks_str_of(fields[f].name), r->part->object))
        f++;
    for (size_t m = 0; m < s->mounts.count && f < countof(fields); m++) {
        if (s->mounts.items[m].root == KS_ROOT_SAM &&
            state_is_in_force(s, s->mounts.items[m].source))
            say_sam(r, &s->mounts.items[m], f);
    }
    state_say_template(r, STATE_SECTION_ACCESS, false);
    state_end_instance(r, (ks_str){ 0 }, NULL);
}
