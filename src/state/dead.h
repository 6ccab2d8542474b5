// Inside the room: the predicates of dead.yaml, one function each. `setting`: which one is asked
// about; NULL: the machine as a whole. Checks of one channel answer "no" without a setting.
#pragma once
#include "state/audit.h"
#include "state/state_own.h"

typedef ks_dead_answer dead_check(const ks_state *s, const ks_setting *setting);

// clang-format off
#define DEAD_FUNCTIONS(X)                                                                     \
    X(LEGACY_AUDIT, legacy_audit)                                                             \
    X(NO_SACL, no_sacl)                                                                       \
    X(CMDLINE, cmdline)                                                                       \
    X(MODULELOG, modulelog)                                                                   \
    X(LOCKOUT, lockout)                                                                       \
    X(GROUP_MEMBERSHIP, group_membership) X(SPECIAL_GROUPS, special_groups)                   \
        X(APPLOCKER, applocker) X(SRP_WIN11, srp_win11) X(WEF_SECURITY, wef_security)         \
            X(WINRM, winrm) X(CHANNEL_OFF, channel_off) X(SIZE_UNIT, size_unit)               \
                X(LOG_STOPPED, log_stopped) X(EVENTLOG_SERVICE, eventlog_service) X(ASR, asr) X(ASR_SWITCH, asr_switch) \
                    X(PREFETCH, prefetch) X(WSH_32, wsh_32) X(FWLOG, fwlog) X(PS2, ps2)       \
                        X(WDIGEST_OLD, wdigest_old) X(CREDGUARD_EDITION, credguard_edition)   \
                            X(MOTW, motw) X(RID500, rid500) X(SYSMON, sysmon) X(TAMPER, tamper)
// clang-format on
#define X(name, function) dead_check dead_##function;
DEAD_FUNCTIONS(X)
#undef X

// --- dead_facts.c: what predicates are made of
ks_dead_answer dead_all(state_answer a, state_answer b);
state_answer dead_say(bool yes);
state_answer dead_either(state_answer a, state_answer b);
state_answer dead_no(state_answer a);
// The value of a setting's part, as it is in force; OPEN: not known.
state_answer dead_part(const ks_state *s, const char *id, const char *name,
                       ks_setting_value *value);
state_answer dead_part_is(const ks_state *s, const char *id, const char *name, u64 wanted);
// Whether a subcategory is audited with these bits.
state_answer dead_audits(const ks_state *s, const char *id, u64 bits);
state_answer dead_number_is(const ks_state *s, ks_setting_root root, const char *key,
                            const char *name, u64 wanted);
state_answer dead_start_is(const ks_state *s, const char *key, u64 wanted);
// Whether a key, of policies' files too, has values or subkeys.
state_answer dead_has_values(const ks_state *s, ks_setting_root root, const char *key);
state_answer dead_has_subkeys(const ks_state *s, ks_setting_root root, const char *key);
