// A machine's state of any bytes. The first byte says what the rest is: the audit policy's value;
// one file as it is; or values, each at a key and under a name from lists, that a hive is made of.
// Whatever comes out is audited, for the role that the first byte says too.
#include "evidence/hive/tree.h"
#include "state/audit.h"
#include "state/state_own.h"

static ks_arena whole;

// Paths in the hives SYSTEM and SOFTWARE together, each with the name of a value.
static const struct {
    u8 hive;
    const char *key, *name;
} places[] = {
    { 0, "Select", "Current" },
    { 0, "ControlSet001\\Control\\ProductOptions", "ProductType" },
    { 0, "ControlSet001\\Control\\Lsa", "RunAsPPL" },
    { 0, "ControlSet001\\Services\\EventLog\\Security", "MaxSize" },
    { 0, "ControlSet001\\Services\\EventLog\\Security", "CustomSD" },
    { 0, "ControlSet001\\Services\\SysmonDrv\\Parameters", "Rules" },
    { 0, "ControlSet001\\Control\\Session Manager\\kernel", "MitigationOptions" },
    { 0, "ControlSet001\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules", "1" },
    { 1, "Microsoft\\Windows NT\\CurrentVersion", "CurrentBuildNumber" },
    { 1, "Microsoft\\Windows NT\\CurrentVersion", "ProductName" },
    { 1, "Policies\\Microsoft\\Windows\\EventLog\\Security", "MaxSize" },
    { 1, "Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers\\0\\Paths\\{1}", "ItemData" },
    { 1, "Policies\\Microsoft\\Windows\\SrpV2\\Exe\\{1}", "Value" },
    { 1, "Policies\\Microsoft\\Windows\\PowerShell\\ModuleLogging\\ModuleNames", "*" },
    { 2, "Policy\\PolAdtEv", "" },
    { 2, "Policy\\PolPrDmN", "" },
    { 2, "Policy\\PolPrDmS", "" },
    { 2, "Policy\\Accounts\\S-1-5-32-544\\Privilgs", "" },
    { 2, "Policy\\Accounts\\S-1-5-32-544\\ActSysAc", "" },
    { 3, "SAM\\Domains\\Account", "F" },
    { 3, "SAM\\Domains\\Builtin\\Aliases\\0000023D", "C" },
};

static void audit(ks_state_file *files, size_t count, ks_role role, ks_arena *arena)
{
    ks_state *state;
    ks_profile profile;
    ks_audit_result result;
    ks_fail fail = { 0 };
    if (!ks_state_open(files, count, arena, &state, &fail) ||
        !ks_profile_open(KS_STR("recommended"), arena, &profile, &fail))
        return;
    (void)!ks_audit_state(state, &profile, &(ks_audit_how){ .has_role = true, .role = role }, arena,
                          &result);
}

static void of_values(ks_span bytes, ks_role role, ks_arena *arena)
{
    static const ks_str paths[] = { KS_TEXT("SYSTEM"), KS_TEXT("SOFTWARE"), KS_TEXT("SECURITY"),
                                    KS_TEXT("SAM") };
    static const char *const marks[] = { "Select", "Microsoft\\Windows\\CurrentVersion",
                                         "Policy\\Accounts", "SAM\\Domains" };
    ks_hive_tree *trees[4];
    ks_state_file files[4];
    size_t count = 0;
    for (size_t i = 0; i < 4; i++) {
        trees[i] = ks_hive_tree_new(arena, KS_STR("ROOT"));
        if (trees[i] == NULL || ks_hive_tree_make(trees[i], ks_str_of(marks[i])) == NULL)
            return;
    }
    while (bytes.size >= 3) { // place, type, size
        size_t place = bytes.at[0] % countof(places), size = bytes.at[2];
        u32 type = bytes.at[1] % 12;
        bytes = (ks_span){ bytes.at + 3, bytes.size - 3 };
        size = size < bytes.size ? size : bytes.size;
        ks_hive_tree *tree = trees[places[place].hive];
        ks_hive_tree_key *key = ks_hive_tree_make(tree, ks_str_of(places[place].key));
        if (key == NULL || !ks_hive_tree_set(tree, key, ks_str_of(places[place].name), type,
                                             (ks_span){ bytes.at, size }))
            return;
        if (size >= 20 && type == 3) // also as the descriptor of the key
            key->security = (ks_span){ bytes.at, size };
        bytes = (ks_span){ bytes.at + size, bytes.size - size };
    }
    for (size_t i = 0; i < 4; i++) {
        ks_fail fail = { 0 };
        files[count] = (ks_state_file){ .path = paths[i] };
        count += ks_hive_tree_write(trees[i], arena, &files[count].bytes, &fail);
    }
    audit(files, count, role, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static state_audit policy;
    if (whole.at == NULL && !ks_arena_open(&whole, "fuzz", (size_t)256 << 20))
        return 0;
    ks_arena_trim(&whole, 16 << 20);
    if (size == 0)
        return 0;
    ks_arena arena = whole;
    ks_span rest = { data + 1, size - 1 };
    ks_role role = (ks_role)(data[0] / 12 % KS_ROLE_COUNT);
    static const char *const paths[] = { "a/User/Registry.pol", "GptTmpl.inf",
                                         "C/Windows/System32/GroupPolicy/Machine/Registry.pol",
                                         "Users/a/NTUSER.DAT" };
    if (data[0] % 3 == 0) {
        policy = (state_audit){ 0 };
        (void)!state_audit_read(rest, &policy);
    } else if (data[0] % 3 == 1) {
        ks_state_file file = { .path = ks_str_of(paths[data[0] / 3 % countof(paths)]),
                               .bytes = rest };
        audit(&file, 1, role, &arena);
    } else {
        of_values(rest, role, &arena);
    }
    return 0;
}
