// Faults planted in Software Restriction Policies are found at their value.
#include "policy/values.h"

#define S       "Software\\Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers"
#define ALLOW   S "\\262144\\Paths\\{191cd7fa-f240-4a17-8986-94d480a6c8ca}"
#define ALLOW_2 S "\\262144\\Paths\\{d2c34ab2-529a-46b2-b293-fc853fce72ea}"
#define ALLOW_3 S "\\262144\\Paths\\{d2c34ab2-529a-46b2-b293-fc853fce72eb}"
#define DENY    S "\\0\\Paths\\{00000000-0000-0000-0000-000000000001}"
#define WINDOWS "%HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\SystemRoot%"
#define FILES                                           \
    "%HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows" \
    "\\CurrentVersion\\ProgramFilesDir%"
#define FILES86 \
    "%HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\ProgramFilesDir (x86)%"

// clang-format off
static const value_row rows[] = {
    { "rules against deceiving names have no mistakes", NULL, 0,
      { { S, "DefaultLevel", ks_reg_dword, "0x40000" }, { S, "TransparentEnabled", ks_reg_dword, "1" }, { DENY, "ItemData", ks_reg_sz, "*.pdf.exe" } } },
    { "a level that does not exist is told", "srp-level", 1, { { S "\\0x40000\\Paths\\{1}", "ItemData", ks_reg_sz, "x" } } },
    { "a kind of rule that does not exist is told", "srp-kind", 1, { { S "\\0\\Path\\{1}", "ItemData", ks_reg_sz, "x" } } },
    { "a level of the wrong type is told", "srp-value", 1, { { S, "DefaultLevel", ks_reg_sz, "0" } } },
    { "a path of the wrong type is told", "srp-value", 1, { { DENY, "ItemData", ks_reg_dword, "1" } } },
    { "file types of the wrong type are told", "srp-value", 1, { { S, "ExecutableTypes", ks_reg_sz, "EXE" } } },
    { "a rule without ItemData is told", "srp-no-item", 1, { { DENY, "Description", ks_reg_sz, "x" } } },
    { "a hash of the wrong length is told", "srp-hash", 2, { { S "\\0\\Hashes\\{1}", "HashAlg", ks_reg_dword, "32771" }, { S "\\0\\Hashes\\{1}", "ItemData", ks_reg_binary, "0011" } } },
    { "an MD5 of 16 bytes is whole",
      NULL, 0, { { S "\\0\\Hashes\\{1}", "HashAlg", ks_reg_dword, "32771" }, { S "\\0\\Hashes\\{1}", "ItemData", ks_reg_binary, "00112233445566778899aabbccddeeff" } } },
    { "a zone that does not exist is told", "srp-zone", 1, { { S "\\0\\UrlZones\\{1}", "ItemData", ks_reg_dword, "5" } } },
    { "a zone rule is noted to judge packages only", "srp-zone-msi", 1, { { S "\\0\\UrlZones\\{1}", "ItemData", ks_reg_dword, "3" } } },
    { "Disallowed without a rule for Windows is told", "srp-no-windows", 1, { { S, "DefaultLevel", ks_reg_dword, "0" } } },
    { "the default rules allow Windows, but not Program Files (x86)", "srp-no-x86", 1,
      { { S, "DefaultLevel", ks_reg_dword, "0" }, { ALLOW, "ItemData", ks_reg_expand_sz, WINDOWS }, { ALLOW_2, "ItemData", ks_reg_expand_sz, FILES } } },
    { "Windows allowed with its writable folders is told", "srp-writable-below", 2,
      { { S, "DefaultLevel", ks_reg_dword, "0" }, { ALLOW, "ItemData", ks_reg_expand_sz, WINDOWS },
        { ALLOW_2, "ItemData", ks_reg_expand_sz, FILES }, { ALLOW_3, "ItemData", ks_reg_expand_sz, FILES86 } } },
    { "shortcuts as programs are told", "srp-lnk", 2, { { S, "DefaultLevel", ks_reg_dword, "0" }, { S, "ExecutableTypes", ks_reg_multi_sz, "EXE;LNK" } } },
    { "Basic User as default is told", "srp-basic-user", 1, { { S, "DefaultLevel", ks_reg_dword, "131072" } } },
    { "rules that are not enforced are told", "srp-off", 1, { { S, "TransparentEnabled", ks_reg_dword, "0" }, { DENY, "ItemData", ks_reg_sz, "*.scr" } } },
    { "a profile that is allowed is told", "srp-writable", 2, { { S, "DefaultLevel", ks_reg_dword, "0" }, { ALLOW, "ItemData", ks_reg_sz, "C:\\Users\\*" } } },
    { "a variable of the user is told", "srp-variable", 1, { { DENY, "ItemData", ks_reg_expand_sz, "%TEMP%\\*.exe" } } },
    { "the name of a direction character in letters is told", "srp-rlo-text", 1, { { DENY, "ItemData", ks_reg_sz, "*U+202E*" } } },
    { "the character itself is none", NULL, 0, { { DENY, "ItemData", ks_reg_sz, "*\xe2\x80\xae*" } } },
    { "administrators left out are noted", "srp-scope", 1, { { S, "PolicyScope", ks_reg_dword, "1" } } },
    { "scripts left out are noted", "srp-script-types", 1, { { S, "ExecutableTypes", ks_reg_multi_sz, "EXE;COM" } } },
    { "a count of AppLocker's rules that puts SRP out is told",
      "srp-rule-count", 2, { { S, "TransparentEnabled", ks_reg_dword, "1" }, { "SYSTEM\\CurrentControlSet\\Control\\Srp\\Gp", "RuleCount", ks_reg_dword, "2" } } },
    { "a log of all decisions is noted", "srp-log", 1, { { S, "LogFileName", ks_reg_sz, "C:\\srp.log" } } },
    { "two levels for one path are told at the second", "srp-duplicate", 2, { { DENY, "ItemData", ks_reg_sz, "C:\\x" }, { ALLOW, "ItemData", ks_reg_sz, "c:\\X" } } },
};
// clang-format on

typedef struct {
    ks_registry_value values[64];
    size_t count;
} written_values;

static bool keep(void *context, const ks_registry_value *value)
{
    written_values *to = context;
    KS_ASSERT(to->count < countof(to->values));
    to->values[to->count++] = *value;
    return true;
}

static bool same_values(const written_values *a, const written_values *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = ks_str_equal(a->values[i].key, b->values[i].key) &&
               ks_str_equal(a->values[i].name, b->values[i].name) &&
               a->values[i].type == b->values[i].type &&
               ks_span_equal(a->values[i].data, b->values[i].data);
    return same;
}

static void check_round_trip(void)
{
    static const made_value made[] = {
        { S, "DefaultLevel", ks_reg_dword, "0" },
        { S, "TransparentEnabled", ks_reg_dword, "2" },
        { S, "PolicyScope", ks_reg_dword, "1" },
        { S, "ExecutableTypes", ks_reg_multi_sz, "EXE;JS" },
        { ALLOW, "ItemData", ks_reg_expand_sz, WINDOWS },
        { DENY, "ItemData", ks_reg_sz, "*\xe2\x80\xae*" },
        { S "\\0\\Hashes\\{2}", "ItemData", ks_reg_binary, "00112233445566778899aabbccddeeff" },
        { S "\\0\\Hashes\\{2}", "HashAlg", ks_reg_dword, "32771" },
        { S "\\0\\UrlZones\\{3}", "ItemData", ks_reg_dword, "3" },
    };
    ks_arena arena;
    KS_ASSERT(ks_arena_open(&arena, "test", (size_t)16 << 20));
    ks_mistakes mistakes = { .arena = &arena };
    static written_values first, second;
    ks_srp_policy policy = { 0 }, again = { 0 };
    for (size_t i = 0; i < countof(made); i++) {
        ks_registry_value value = made_registry_value(&made[i], 1, &arena);
        KS_ASSERT(srp_add(&policy, &value, &arena, &mistakes));
    }
    bool wrote = ks_srp_write(&policy, KS_STR(S), keep, &first, &arena);
    for (size_t i = 0; i < first.count; i++)
        KS_ASSERT(srp_add(&again, &first.values[i], &arena, &mistakes));
    wrote = wrote && ks_srp_write(&again, KS_STR(S), keep, &second, &arena);
    check("what is written is read back the same", wrote && same_values(&first, &second));
    check("every value that was given is written",
          first.values[3].data.size == 16 && mistakes.count == 0);
    ks_arena_close(&arena);
}

int main(void)
{
    check_values(rows, countof(rows));
    check_round_trip();
    return checked();
}
