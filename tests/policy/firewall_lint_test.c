// Faults planted in firewall rules and settings are found where they are.
#include "policy/firewall_lint.h"

#include "policy/linted.h"
#include "policy/values.h"

#define BLOCK "v2.10|Action=Block|Active=TRUE|Dir=Out|"

// clang-format off
static const linted_row rows[] = {
    { "an outbound block has no mistakes", BLOCK "App=C:\\x\\y.exe|Name=n|Desc=|EmbedCtxt=g|", NULL, 0, 0 },
    { "names and keywords are compared without case", "V2.0|action=allow|ACTIVE=true|dir=IN|protocol=17|LPORT=68|app=%windir%\\a.exe|", NULL, 0, 0 },
    { "ports may stand before their protocol, as in the service's own store", "v2.0|Action=Block|Active=TRUE|Dir=In|LPort=RPC|Protocol=6|", NULL, 0, 0 },
    { "addresses, ranges and words are taken",
      "v2.20|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort2_10=5000-5010|RA4=LocalSubnet|RA4=10.0.0.0/255.0.0.0|RA4=10.0.0.1-10.0.0.9|RA6=fe80::/64|RA42=IntrAnet|", NULL, 0, 0 },
    { "a rule without version is told", "Action=Block|Active=TRUE|Dir=Out|", "firewall-version", 1, 1 },
    { "the second line is told at its line", BLOCK "App=C:\\a.exe|\nv2.10|Action", "firewall-end", 2, 7 },
    { "a last field without bar is told", BLOCK "Name=x", "firewall-end", 1, 40 },
    { "a field without value is told", BLOCK "Name|", "firewall-field", 1, 40 },
    { "an unknown field is told", BLOCK "Apps=x|", "firewall-unknown", 1, 40 },
    { "a field twice is told", BLOCK "App=C:\\a|App=C:\\b|", "firewall-twice", 1, 49 },
    { "an action that does not exist is told at its value", "v2.10|Action=Deny|Active=TRUE|Dir=Out|", "firewall-value", 1, 14 },
    { "a port beyond 65535 is told", BLOCK "Protocol=6|RPort=70000|", "firewall-value", 1, 57 },
    { "a range that runs backwards is told", BLOCK "Protocol=6|RPort2_10=90-80|", "firewall-value", 1, 61 },
    { "a prefix that is too long is told", BLOCK "RA4=10.0.0.0/33|", "firewall-value", 1, 44 },
    { "an address of the other family is told", BLOCK "RA6=10.0.0.1|", "firewall-value", 1, 44 },
    { "a port without protocol is told", BLOCK "RPort=80|", "firewall-port-protocol", 1, 40 },
    { "a port of another protocol is told", BLOCK "Protocol=1|RPort=80|", "firewall-port-protocol", 1, 51 },
    { "ICMP without its protocol is told", BLOCK "ICMP6=128:*|", "firewall-icmp-protocol", 1, 40 },
    { "a field newer than the version is told", "v2.0|Action=Block|Active=TRUE|Dir=Out|LUOwn=S-1-5-18|", "firewall-later", 1, 39 },
    { "a rule without direction is told", "v2.10|Action=Block|Active=TRUE|", "firewall-no-action", 1, 1 },
    { "a rule without Active is told", "v2.10|Action=Block|Dir=Out|", "firewall-inactive", 1, 1 },
    { "everything from everywhere is told", "v2.10|Action=Allow|Active=TRUE|Dir=In|Name=x|", "firewall-open", 1, 1 },
    { "a program where users can write is told", "v2.10|Action=Allow|Active=TRUE|Dir=In|App=C:\\Users\\a\\b.exe|", "firewall-writable", 1, 43 },
    { "a block without its twin in SysWOW64 is told", BLOCK "App=%SystemRoot%\\System32\\mshta.exe|", "firewall-syswow64", 1, 1 },
    { "a block with its twin is none", BLOCK "App=%SystemRoot%\\System32\\mshta.exe|\n" BLOCK "App=%SystemRoot%\\SysWOW64\\mshta.exe|", NULL, 0, 0 },
};

#define P "Software\\Policies\\Microsoft\\WindowsFirewall"
#define L "SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy"
static const value_row values[] = {
    { "a rule in the registry is judged", "firewall-unknown", 1, { { P "\\FirewallRules", "a", ks_reg_sz, BLOCK "Apps=x|" } } },
    { "a rule of another type is told", "firewall-setting", 1, { { P "\\FirewallRules", "a", ks_reg_dword, "1" } } },
    { "a built-in rule needs no Active", NULL, 0, { { L "\\RestrictedServices\\Static\\System", "a", ks_reg_sz, "v2.0|Action=Block|Dir=In|App=C:\\a|" } } },
    { "a profile that is off is told", "firewall-off", 1, { { P "\\PublicProfile", "EnableFirewall", ks_reg_dword, "0" } } },
    { "a profile that is open is told", "firewall-inbound", 1, { { L "\\StandardProfile", "DefaultInboundAction", ks_reg_dword, "0" } } },
    { "local rules put out are told", "firewall-local-merge", 1, { { P "\\PublicProfile", "AllowLocalPolicyMerge", ks_reg_dword, "0" } } },
    { "a switch of another value is told", "firewall-setting", 1, { { P "\\PublicProfile", "EnableFirewall", ks_reg_dword, "2" } } },
    { "a small log is told", "firewall-log-size", 1, { { P "\\DomainProfile\\Logging", "LogFileSize", ks_reg_dword, "4096" } } },
    { "a log that large is not taken", "firewall-log-size", 1, { { P "\\DomainProfile\\Logging", "LogFileSize", ks_reg_dword, "65536" } } },
    { "a log in another folder is told", "firewall-log-path", 1, { { P "\\DomainProfile\\Logging", "LogFilePath", ks_reg_sz, "C:\\Logs\\fw.log" } } },
    { "the usual folder is none", NULL, 0, { { P "\\DomainProfile\\Logging", "LogFilePath", ks_reg_sz, "%systemroot%\\system32\\LogFiles\\Firewall\\domainfw.log" } } },
    { "dropped packets not logged are noted", "firewall-log-off", 1, { { P "\\DomainProfile\\Logging", "LogDroppedPackets", ks_reg_dword, "0" } } },
    { "LogIgnoredRules in the wrong profile is told", "firewall-log-ignored", 1, { { P "\\StandardProfile\\Logging", "LogIgnoredRules", ks_reg_dword, "1" } } },
};
// clang-format on

static bool comes_back(const char *text, ks_arena arena)
{
    ks_firewall_rule rule;
    ks_out out;
    size_t at;
    KS_ASSERT(ks_out_open(&out, &arena, 4096));
    if (ks_firewall_rule_read(&rule, ks_str_of(text), &arena, &at) != KS_FIREWALL_WELL)
        return false;
    ks_firewall_rule_write(&out, &rule);
    return ks_str_equal(ks_out_str(&out), ks_str_of(text));
}

int main(void)
{
    ks_arena arena;
    KS_ASSERT(ks_arena_open(&arena, "test", (size_t)16 << 20));
    check_linted(rows, countof(rows), firewall_lint_file);
    check_values(values, countof(values));
    check("a rule is written as it was read",
          comes_back("v2.27|Action=Allow|Dir=In|Name=@a.dll,-1|Desc=|", arena) &&
              comes_back(BLOCK, arena) && comes_back("v2.0|", arena));
    ks_arena_close(&arena);
    return checked();
}
