// A machine of our own making: hives from a few lines, for tests of its state.
//
//     made_machine m;
//     made_machine_begin(&m, &arena);
//     made_set(&m, "SYSTEM\\ControlSet001\\Control\\Lsa!RunAsPPL", "dword:1");
//     made_set(&m, "AUDIT 4 0", "1");               // category, slot, setting in PolAdtEv
//     made_set(&m, "SOFTWARE\\Microsoft\\X", "sacl:S:(AU;CISA;0x10006;;;WD)");
//     ks_state *state = made_machine_open(&m);
#pragma once
#include "evidence/hive/tree.h"
#include "policy/sddl.h"
#include "state/state.h"

#include <stdio.h>
#include <stdlib.h>

enum { made_hives = 5 };

typedef struct {
    ks_arena *arena;
    ks_hive_tree *trees[made_hives]; // SYSTEM, SOFTWARE, SECURITY, SAM, NTUSER
    u8 audit[150];
    bool has_audit, without[made_hives];
    ks_state_file files[made_hives + 8];
    size_t file_count; // of extra files
} made_machine;

static const char *const made_names[made_hives] = { "SYSTEM", "SOFTWARE", "SECURITY", "SAM",
                                                    "NTUSER" };

static inline ks_span made_units(ks_arena *arena, const char *text)
{
    ks_utf16 units = ks_hive_units(arena, (ks_str){ text, strlen(text) + 1 });
    return (ks_span){ units.at, units.units * 2 };
}

static inline ks_span made_dword(ks_arena *arena, u32 number)
{
    u8 *bytes = ks_take(arena, u8, 4);
    ks_store32(bytes, number);
    return (ks_span){ bytes, 4 };
}

// What is written: "dword:1", "sz:text", "hex:0102", "sacl:SDDL" (of the key), "key" (made).
static inline void made_set(made_machine *m, const char *path, const char *what)
{
    if (!strncmp(path, "AUDIT ", 6)) {
        static const u32 before[] = { 0, 5, 16, 30, 33, 39, 45, 51, 55 };
        u32 category = (u32)(path[6] - '0'), slot = (u32)strtoul(path + 8, NULL, 10);
        ks_store16(m->audit + 12 + 2 * (before[category] + slot), (u16)(what[0] - '0'));
        return;
    }
    size_t hive = 0;
    while (strncmp(path, made_names[hive], strlen(made_names[hive])) != 0)
        hive++;
    const char *key_at = path + strlen(made_names[hive]) + 1, *mark = strchr(path, '!');
    ks_str key = { key_at, mark ? (size_t)(mark - key_at) : strlen(key_at) };
    ks_hive_tree_key *at = ks_hive_tree_make(m->trees[hive], key);
    ks_str name = mark ? ks_str_of(mark + 1) : (ks_str){ 0 };
    bool is_set = at != NULL;
    if (!strncmp(what, "dword:", 6)) {
        is_set = is_set && ks_hive_tree_set(m->trees[hive], at, name, KS_HIVE_DWORD,
                                            made_dword(m->arena, (u32)strtoul(what + 6, NULL, 0)));
    } else if (!strncmp(what, "sz:", 3)) {
        is_set = is_set && ks_hive_tree_set(m->trees[hive], at, name, KS_HIVE_SZ,
                                            made_units(m->arena, what + 3));
    } else if (!strncmp(what, "hex:", 4)) {
        size_t size = strlen(what + 4) / 2;
        u8 *bytes = ks_take(m->arena, u8, size + 1);
        for (size_t i = 0; i < size; i++) {
            char pair[3] = { what[4 + 2 * i], what[5 + 2 * i], 0 };
            bytes[i] = (u8)strtoul(pair, NULL, 16);
        }
        is_set = is_set && ks_hive_tree_set(m->trees[hive], at, name, KS_HIVE_BINARY,
                                            (ks_span){ bytes, size });
    } else if (!strncmp(what, "sacl:", 5)) {
        char text[512];
        ks_security_descriptor sd;
        ks_sddl_problem problem;
        ks_fail fail;
        snprintf(text, sizeof text, "O:BAG:SYD:(A;CI;KA;;;SY)%s", what + 5);
        ks_str kept = ks_arena_keep(m->arena, ks_str_of(text));
        is_set = is_set && ks_sddl_read(kept, NULL, m->arena, &sd, &problem) &&
                 ks_security_descriptor_write(&sd, m->arena, &at->security, &fail);
    }
    KS_ASSERT(is_set);
}

// A Windows 10 22H2 Enterprise client named PC17, as after installation as far as it matters here.
static inline void made_machine_begin(made_machine *m, ks_arena *arena)
{
    static const u16 counts[9] = { 5, 11, 14, 3, 6, 6, 6, 4, 4 };
    *m = (made_machine){ .arena = arena };
    for (size_t i = 0; i < made_hives; i++) {
        m->trees[i] = ks_hive_tree_new(arena, KS_STR("ROOT"));
        m->trees[i]->written_ticks = 133000000000000000u;
    }
    m->audit[1] = 1;
    m->has_audit = true;
    ks_store32(m->audit + 4, 9);
    ks_store32(m->audit + 8, 0x84);
    for (size_t i = 0; i < 9; i++)
        ks_store16(m->audit + 0x84 + 2 * i, counts[i]);
    made_set(m, "SYSTEM\\Select!Current", "dword:1");
    made_set(m, "SYSTEM\\ControlSet001\\Control\\ComputerName\\ComputerName!ComputerName",
             "sz:PC17");
    made_set(m, "SYSTEM\\ControlSet001\\Control\\ProductOptions!ProductType", "sz:WinNT");
    made_set(m, "SYSTEM\\ControlSet001\\Services\\EventLog!Start", "dword:2");
    made_set(m, "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion!ProductName",
             "sz:Windows 10 Enterprise");
    made_set(m, "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion!EditionID", "sz:Enterprise");
    made_set(m, "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion!CurrentBuildNumber", "sz:19045");
    made_set(m, "SECURITY\\Policy\\Accounts", "key");
    made_set(m, "SECURITY\\Policy\\PolAdtEv", "key");
    made_set(m, "SAM\\SAM\\Domains\\Account", "key");
    made_set(m, "NTUSER\\Software\\Microsoft", "key");
}

// Nothing but the extra files.
static inline void made_no_hives(made_machine *m)
{
    for (size_t i = 0; i < made_hives; i++)
        m->without[i] = true;
}

static inline ks_span made_hive_bytes_of(made_machine *m, size_t hive)
{
    ks_span bytes = { 0 };
    ks_fail fail;
    if (hive == 2 && m->has_audit)
        KS_ASSERT(ks_hive_tree_set(
            m->trees[2], ks_hive_tree_make(m->trees[2], KS_STR("Policy\\PolAdtEv")), (ks_str){ 0 },
            KS_HIVE_NONE, (ks_span){ m->audit, sizeof m->audit }));
    KS_ASSERT(ks_hive_tree_write(m->trees[hive], m->arena, &bytes, &fail));
    return bytes;
}

// One more file: a policy, an export.
static inline void made_file(made_machine *m, const char *path, const char *text)
{
    m->files[made_hives + m->file_count++] =
        (ks_state_file){ .path = ks_str_of(path), .bytes = ks_str_span(ks_str_of(text)) };
}

static inline ks_state *made_machine_open(made_machine *m)
{
    static const char *const paths[made_hives] = { "SYSTEM", "SOFTWARE", "SECURITY", "SAM",
                                                   "Users/alice/NTUSER.DAT" };
    ks_state_file files[made_hives + 8];
    size_t count = 0;
    ks_state *state;
    ks_fail fail;
    for (size_t i = 0; i < made_hives; i++) {
        if (!m->without[i])
            files[count++] =
                (ks_state_file){ .path = ks_str_of(paths[i]), .bytes = made_hive_bytes_of(m, i) };
    }
    for (size_t i = 0; i < m->file_count; i++)
        files[count++] = m->files[made_hives + i];
    return ks_state_open(files, count, m->arena, &state, &fail) ? state : NULL;
}
