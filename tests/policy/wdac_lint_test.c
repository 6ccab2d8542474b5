// Faults planted in App Control policies are found where they are.
#include "policy/wdac.h"

#include "policy/linted.h"

#define NS "xmlns=\"urn:schemas-microsoft-com:sipolicy\""
#define POLICY(more)                                                                 \
    "<SiPolicy " NS " PolicyType=\"Base Policy\">\n<VersionEx>1.0.0.0</VersionEx>\n" \
    "<PolicyID>{A}</PolicyID>\n<BasePolicyID>{A}</BasePolicyID>\n" more "</SiPolicy>"
#define OPTION(text) "<Rules>\n<Rule><Option>" text "</Option></Rule></Rules>"

// clang-format off
static const linted_row rows[] = {
    { "a plain policy has no mistakes", POLICY(OPTION("Enabled:Audit Mode")), NULL, 0, 0 },
    { "another namespace is told", "<SiPolicy xmlns=\"x\"/>", "wdac-root", 1, 1 },
    { "an unknown element is told", POLICY("<FileRule/>"), "wdac-element", 5, 1 },
    { "a type that does not exist is told", "<SiPolicy " NS " PolicyType=\"Base\"/>", "wdac-type", 1, 54 },
    { "an option that does not exist is told", POLICY(OPTION("Enabled:AuditMode")), "wdac-option", 6, 7 },
    { "a missing version is told", "<SiPolicy " NS "/>", "wdac-missing", 1, 1 },
    { "a version that is none is told", "<SiPolicy " NS ">\n<VersionEx>1.0</VersionEx></SiPolicy>", "wdac-version", 2, 1 },
    { "a base policy of another is told",
    "<SiPolicy " NS " PolicyType=\"Base Policy\"><VersionEx>1.0.0.0</VersionEx><PolicyID>{A}</PolicyID>\n<BasePolicyID>{B}</BasePolicyID></SiPolicy>", "wdac-base-id", 2, 1 },
    { "a supplemental policy of itself is told",
    "<SiPolicy " NS " PolicyType=\"Supplemental Policy\"><VersionEx>1.0.0.0</VersionEx><PolicyID>{A}</PolicyID>\n<BasePolicyID>{A}</BasePolicyID></SiPolicy>", "wdac-supplemental-id", 2, 1 },
    { "a hash that is none is told", POLICY("<FileRules><Deny ID=\"a\" Hash=\"12\"/></FileRules>"), "wdac-hash", 5, 25 },
    { "an ID twice is told at the second", POLICY("<FileRules><Deny ID=\"a\"/>\n<Deny ID=\"a\"/></FileRules>"), "wdac-same-id", 6, 7 },
    { "a reference to nothing is told", POLICY("<SigningScenarios>\n<FileRuleRef RuleID=\"b\"/></SigningScenarios>"), "wdac-reference", 6, 14 },
    { "a rule that nothing refers to is told", POLICY("<FileRules>\n<Deny ID=\"a\"/></FileRules>"), "wdac-unused", 6, 1 },
    { "enforcement at once is noted", POLICY(""), "wdac-enforced", 1, 1 },
    { "a rule for every file is noted", POLICY("<FileRules>\n<Allow ID=\"a\" FileName=\"*\"/></FileRules>"), "wdac-allows-all", 6, 1 },
    { "scripts left out are noted", POLICY(OPTION("Disabled:Script Enforcement")), "wdac-scripts", 6, 7 },
};
// clang-format on

int main(void)
{
    check_linted(rows, countof(rows), wdac_lint_file);
    return checked();
}
