// Kind user-right: who has a privilege or a right to log on. The hive SECURITY keeps both by
// account: Policy\Accounts\<SID>\Privilgs and ActSysAc; security templates list them by right.
#include "base/fold.h"
#include "state/state_own.h"

// Numbers of privileges (ntsecapi and wdm.h, SE_..._PRIVILEGE), bits of rights to log on.
static const struct {
    const char *name;
    u32 privilege; // 0: a right to log on
    u32 bit;
} rights[] = {
    { "SeCreateTokenPrivilege", 2, 0 },
    { "SeAssignPrimaryTokenPrivilege", 3, 0 },
    { "SeLockMemoryPrivilege", 4, 0 },
    { "SeIncreaseQuotaPrivilege", 5, 0 },
    { "SeMachineAccountPrivilege", 6, 0 },
    { "SeTcbPrivilege", 7, 0 },
    { "SeSecurityPrivilege", 8, 0 },
    { "SeTakeOwnershipPrivilege", 9, 0 },
    { "SeLoadDriverPrivilege", 10, 0 },
    { "SeSystemProfilePrivilege", 11, 0 },
    { "SeSystemtimePrivilege", 12, 0 },
    { "SeProfileSingleProcessPrivilege", 13, 0 },
    { "SeIncreaseBasePriorityPrivilege", 14, 0 },
    { "SeCreatePagefilePrivilege", 15, 0 },
    { "SeCreatePermanentPrivilege", 16, 0 },
    { "SeBackupPrivilege", 17, 0 },
    { "SeRestorePrivilege", 18, 0 },
    { "SeShutdownPrivilege", 19, 0 },
    { "SeDebugPrivilege", 20, 0 },
    { "SeAuditPrivilege", 21, 0 },
    { "SeSystemEnvironmentPrivilege", 22, 0 },
    { "SeChangeNotifyPrivilege", 23, 0 },
    { "SeRemoteShutdownPrivilege", 24, 0 },
    { "SeUndockPrivilege", 25, 0 },
    { "SeSyncAgentPrivilege", 26, 0 },
    { "SeEnableDelegationPrivilege", 27, 0 },
    { "SeManageVolumePrivilege", 28, 0 },
    { "SeImpersonatePrivilege", 29, 0 },
    { "SeCreateGlobalPrivilege", 30, 0 },
    { "SeTrustedCredManAccessPrivilege", 31, 0 },
    { "SeRelabelPrivilege", 32, 0 },
    { "SeIncreaseWorkingSetPrivilege", 33, 0 },
    { "SeTimeZonePrivilege", 34, 0 },
    { "SeCreateSymbolicLinkPrivilege", 35, 0 },
    { "SeDelegateSessionUserImpersonatePrivilege", 36, 0 },
    { "SeInteractiveLogonRight", 0, 0x1 },
    { "SeNetworkLogonRight", 0, 0x2 },
    { "SeBatchLogonRight", 0, 0x4 },
    { "SeServiceLogonRight", 0, 0x10 },
    { "SeDenyInteractiveLogonRight", 0, 0x40 },
    { "SeDenyNetworkLogonRight", 0, 0x80 },
    { "SeDenyBatchLogonRight", 0, 0x100 },
    { "SeDenyServiceLogonRight", 0, 0x200 },
    { "SeRemoteInteractiveLogonRight", 0, 0x400 },
    { "SeDenyRemoteInteractiveLogonRight", 0, 0x800 },
};

enum { accounts_most = 4096, entry_size = 12 };

// PRIVILEGE_SET: count, control, then LUID and attributes of each.
static bool has_privilege(ks_span bytes, u32 privilege)
{
    if (bytes.size < 8)
        return false;
    size_t count = ks_load32(bytes.at), there = (bytes.size - 8) / entry_size;
    for (size_t i = 0; i < count && i < there; i++) {
        const u8 *entry = bytes.at + 8 + i * entry_size;
        if (ks_load32(entry) == privilege && ks_load32(entry + 4) == 0)
            return true;
    }
    return false;
}

static bool account_has(const state_reading *r, const state_mount *mount, ks_str sid, size_t right)
{
    ks_arena scratch = *r->state->arena;
    ks_out path;
    ks_reg_key key;
    ks_reg_value value;
    bool is_privilege = rights[right].privilege != 0;
    if (!ks_out_open(&path, &scratch, sid.size + 64))
        return false;
    KS_PUT(&path, "Policy\\Accounts\\");
    ks_out_put(&path, sid);
    ks_out_put(&path, is_privilege ? KS_STR("\\Privilgs") : KS_STR("\\ActSysAc"));
    if (!state_key(r->state, mount, ks_out_str(&path), &scratch, &key) ||
        !mount->registry->value(mount->registry, &key, (ks_str){ 0 }, &scratch, &value))
        return false;
    if (is_privilege)
        return has_privilege(value.data, rights[right].privilege);
    return value.data.size >= 4 && (ks_load32(value.data.at) & rights[right].bit);
}

static void say_hive(state_reading *r, const state_mount *mount, size_t right)
{
    ks_arena *arena = r->state->arena;
    ks_reg_key key;
    ks_str *sids;
    size_t count;
    ks_out list;
    if (!state_key(r->state, mount, KS_STR("Policy\\Accounts"), arena, &key) ||
        !mount->registry->keys(mount->registry, &key, arena, &sids, &count) ||
        !ks_out_open(&list, arena, (count < accounts_most ? count : accounts_most) * 200 + 1))
        return;
    for (size_t i = 0; i < count && i < accounts_most; i++) {
        if (!account_has(r, mount, sids[i], right))
            continue;
        if (ks_out_size(&list))
            KS_PUT(&list, "\n");
        ks_out_put(&list, sids[i]);
    }
    ks_said *said = state_say(r, mount->source);
    if (said == NULL)
        return;
    said->where = KS_STR("HKLM\\SECURITY\\Policy\\Accounts");
    said->value.kind = ks_out_size(&list) ? KS_VALUE_TEXT : KS_VALUE_ABSENT;
    said->value.text = ks_out_str(&list);
}

void state_kind_user_right(state_reading *r)
{
    const ks_state *s = r->state;
    size_t right = 0;
    while (right < countof(rights) && !ks_str_equal(ks_str_of(rights[right].name), r->part->object))
        right++;
    for (size_t m = 0; m < s->mounts.count && right < countof(rights); m++) {
        if (s->mounts.items[m].root == KS_ROOT_SECURITY &&
            state_is_in_force(s, s->mounts.items[m].source))
            say_hive(r, &s->mounts.items[m], right);
    }
    state_say_template(r, STATE_SECTION_RIGHT, true);
    state_end_instance(r, (ks_str){ 0 }, NULL);
}
