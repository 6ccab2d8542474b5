// Values of the registry made of any bytes: each is a key from a list, a name, a type and data.
// Every linter of rules in the registry takes them; and a file of firewall rules.
#include "policy/registry_lint.h"

static ks_arena whole;

static const char *const keys[] = {
    "Software\\Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers",
    "Software\\Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers\\0\\Paths\\{1}",
    "Software\\Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers\\262144\\Paths\\{2}",
    "Software\\Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers\\0\\Hashes\\{3}",
    "Software\\Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers\\0\\UrlZones\\{4}",
    "System\\CurrentControlSet\\Control\\Srp\\Gp",
    "Software\\Policies\\Microsoft\\Windows\\SrpV2\\Exe",
    "Software\\Policies\\Microsoft\\Windows\\SrpV2\\Exe\\00000000-0000-0000-0000-000000000001",
    "Software\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules",
    "Software\\Policies\\Microsoft\\WindowsFirewall\\StandardProfile\\Logging",
    "Software\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile",
    "Software\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\a.exe",
    "Software\\Policies\\Microsoft\\Windows NT\\MitigationOptions\\ProcessMitigationOptions",
    "Software\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules",
    "Software\\Policies\\Microsoft\\Windows Defender\\Exclusions\\Paths",
    "Software\\Policies\\Microsoft\\Windows\\EventLog\\EventForwarding\\SubscriptionManager",
};

static const char *const names[] = {
    "ItemData",
    "DefaultLevel",
    "ExecutableTypes",
    "HashAlg",
    "RuleCount",
    "Value",
    "EnforcementMode",
    "LogFileSize",
    "LogFilePath",
    "MitigationOptions",
    "EnableFirewall",
    "LogFileName",
    "1",
    "C:\\",
    "9e6c4e1f-7d60-472f-ba1a-a39ef669e4b2",
};

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    if (whole.at == NULL && !ks_arena_open(&whole, "fuzz", (size_t)1 << 30))
        return 0;
    ks_arena_trim(&whole, 16 << 20);
    ks_arena arena = whole;
    ks_mistakes mistakes = { .arena = &arena };
    ks_registry_lint lint;
    registry_lint_begin(&lint, &arena, &mistakes);
    for (size_t at = 0; at + 4 <= size;) {
        size_t length = data[at + 3];
        ks_registry_value value = { .key = ks_str_of(keys[data[at] % countof(keys)]),
                                    .name = ks_str_of(names[data[at + 1] % countof(names)]),
                                    .type = data[at + 2] % 12u,
                                    .place = { .offset = at + 1 } };
        at += 4;
        value.data = (ks_span){ data + at, length < size - at ? length : size - at };
        at += value.data.size;
        (void)registry_lint_add(&lint, &value); // some names below these keys are no rules
    }
    registry_lint_end(&lint);
    firewall_lint_file((ks_span){ data, size }, &arena, &mistakes);
    for (const ks_mistake *m = mistakes.first; m; m = m->next)
        KS_ASSERT(m->place.line > 0 || m->place.offset > 0);
    return 0;
}
