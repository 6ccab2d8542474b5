// Faults planted in AppLocker policies are found where they are.
#include "policy/applocker.h"

#include "policy/linted.h"
#include "policy/values.h"

#define POLICY(type, mode, inner)                                                                \
    "<AppLockerPolicy Version=\"1\">\n<RuleCollection Type=\"" type "\" EnforcementMode=\"" mode \
    "\">\n" inner "\n</RuleCollection></AppLockerPolicy>"
#define ONE(inner) POLICY("Msi", "NotConfigured", inner)
#define ID(n)      "00000000-0000-0000-0000-00000000000" n
#define HEAD(id, sid, action) \
    " Id=\"" id "\" Name=\"n\" Description=\"\" UserOrGroupSid=\"" sid "\" Action=\"" action "\">"
#define CONDITIONS(inner) "<Conditions>" inner "</Conditions>"
#define PATH(id, sid, action, path)       \
    "<FilePathRule" HEAD(id, sid, action) \
        CONDITIONS("<FilePathCondition Path=\"" path "\"/>") "</FilePathRule>"
#define ADMINS PATH(ID("a"), "S-1-5-32-544", "Allow", "*")
#define FILES  PATH(ID("b"), "S-1-1-0", "Allow", "%PROGRAMFILES%\\*")

// clang-format off
static const linted_row rows[] = {
    { "administrators and Program Files in audit have no mistake but Windows", POLICY("Msi", "AuditOnly", ADMINS), NULL, 0, 0 },
    { "another root is told", "<Policy/>", "applocker-root", 1, 1 },
    { "an unknown element is told", ONE("<PathRule/>"), "applocker-element", 3, 1 },
    { "an unknown attribute is told", ONE("<FilePathRule Ids=\"x\"/>"), "applocker-attribute", 3, 15 },
    { "a missing attribute is told", ONE("<FilePathRule/>"), "applocker-missing", 3, 1 },
    { "a collection in the wrong case is told", POLICY("exe", "AuditOnly", ""), "applocker-type", 2, 17 },
    { "a mode that does not exist is told", POLICY("Exe", "Audit", ""), "applocker-mode", 2, 28 },
    { "an action that does not exist is told", ONE(PATH(ID("1"), "S-1-1-0", "Block", "%OSDRIVE%\\x")), "applocker-action", 3, 106 },
    { "an Id that is none is told", ONE(PATH("1", "S-1-1-0", "Allow", "%OSDRIVE%\\x")), "applocker-id", 3, 1 },
    { "an Id twice is told at the second", ONE(PATH(ID("1"), "S-1-1-0", "Allow", "%OSDRIVE%\\x") "\n" PATH(ID("1"), "S-1-1-0", "Allow", "%OSDRIVE%\\y")), "applocker-same-id", 4, 1 },
    { "a SID that is none is told", ONE(PATH(ID("1"), "Everyone", "Allow", "%OSDRIVE%\\x")), "applocker-sid", 3, 1 },
    { "a hash that is none is told",
      ONE("<FileHashRule" HEAD(ID("1"), "S-1-1-0", "Allow") "\n" CONDITIONS("<FileHashCondition>"
      "<FileHash Type=\"SHA256\" Data=\"0x12\" SourceFileName=\"a\" SourceFileLength=\"1\"/></FileHashCondition>")
      "</FileHashRule>"), "applocker-hash", 4, 32 },
    { "a publisher without versions is told",
      ONE("<FilePublisherRule" HEAD(ID("1"), "S-1-1-0", "Allow") "\n"
      CONDITIONS("<FilePublisherCondition PublisherName=\"*\" ProductName=\"*\" BinaryName=\"*\"/>")
      "</FilePublisherRule>"), "applocker-missing", 4, 13 },
    { "versions that run backwards are told",
      ONE("<FilePublisherRule" HEAD(ID("1"), "S-1-1-0", "Allow") "\n" CONDITIONS("<FilePublisherCondition PublisherName=\"*\" ProductName=\"*\" BinaryName=\"*\">"
      "<BinaryVersionRange LowSection=\"2.0.0.0\" HighSection=\"1.0.0.0\"/></FilePublisherCondition>") "</FilePublisherRule>"), "applocker-range", 4, 13 },
    { "a publisher in small letters is told",
      ONE("<FilePublisherRule" HEAD(ID("1"), "S-1-1-0", "Allow") "\n" CONDITIONS("<FilePublisherCondition PublisherName=\"O=Example\" ProductName=\"*\" BinaryName=\"*\">"
      "<BinaryVersionRange LowSection=\"*\" HighSection=\"*\"/></FilePublisherCondition>") "</FilePublisherRule>"), "applocker-publisher-case", 4, 13 },
    { "a packaged app by path is told", POLICY("Appx", "NotConfigured", PATH(ID("1"), "S-1-1-0", "Allow", "%OSDRIVE%\\x")), "applocker-kind", 3, 1 },
    { "a variable of the environment is told", ONE(PATH(ID("1"), "S-1-1-0", "Deny", "%TEMP%\\*")), "applocker-variable", 3, 132 },
    { "a short name is told", ONE(PATH(ID("1"), "S-1-1-0", "Deny", "%OSDRIVE%\\PROGRA~1\\*")), "applocker-short", 3, 132 },
    { "a question mark is told", ONE(PATH(ID("1"), "S-1-1-0", "Deny", "%OSDRIVE%\\a?.exe")), "applocker-question", 3, 132 },
    { "a bare name is told", ONE(PATH(ID("1"), "S-1-1-0", "Deny", "mshta.exe")), "applocker-name-only", 3, 132 },
    { "everything for everyone is told", ONE(PATH(ID("1"), "S-1-1-0", "Allow", "*")), "applocker-allows-all", 3, 1 },
    { "a profile that is allowed is told", ONE(PATH(ID("1"), "S-1-1-0", "Allow", "%OSDRIVE%\\Users\\*")), "applocker-writable-path", 3, 133 },
    { "Windows without exceptions is told", ONE(PATH(ID("1"), "S-1-1-0", "Allow", "%WINDIR%\\*")), "applocker-writable", 3, 1 },
    { "an allow that a deny takes is told", ONE(PATH(ID("1"), "S-1-1-0", "Deny", "%OSDRIVE%\\x\\*") "\n" PATH(ID("2"), "S-1-1-0", "Allow", "%OSDRIVE%\\x\\y.exe")), "applocker-shadowed", 4, 1 },
    { "a deny of everything is told", ONE(PATH(ID("1"), "S-1-1-0", "Deny", "*")), "applocker-denies-all", 3, 1 },
    { "rules without configured mode are told", ONE(ADMINS), "applocker-not-configured", 2, 1 },
    { "no rule for administrators is told", POLICY("Exe", "Enabled", FILES), "applocker-no-admins", 2, 1 },
    { "no rule for Windows is told", POLICY("Exe", "Enabled", ADMINS FILES), "applocker-no-default", 2, 1 },
    { "no scripts beside programs are told", POLICY("Exe", "Enabled", ADMINS), "applocker-no-script", 2, 1 },
    { "no libraries beside programs are noted", POLICY("Exe", "Enabled", ADMINS), "applocker-no-dll", 2, 1 },
};

#define V "Software\\Policies\\Microsoft\\Windows\\SrpV2"
static const value_row values[] = {
    { "a rule in the registry has no mistakes", NULL, 0, { { V "\\Msi\\" ID("a"), "Value", ks_reg_sz, ADMINS "\r\n" }, { V "\\Msi", "EnforcementMode", ks_reg_dword, "0" } } },
    { "a key that is not the rule's Id is told", "applocker-key", 1, { { V "\\Msi\\" ID("b"), "Value", ks_reg_sz, ADMINS } } },
    { "a rule that is no XML is told at its value", "xml-not-closed", 2, { { V "\\Msi", "EnforcementMode", ks_reg_dword, "1" }, { V "\\Msi\\" ID("b"), "Value", ks_reg_sz, "<FilePathRule" } } },
    { "an unknown variable in the registry is told at its value",
      "applocker-variable", 2, { { V "\\Msi\\" ID("a"), "Value", ks_reg_sz, ADMINS }, { V "\\Msi\\" ID("1"), "Value", ks_reg_sz, PATH(ID("1"), "S-1-1-0", "Deny", "%APPDATA%\\*") } } },
    { "a client's collector in the registry is judged",
      "wef-client-server", 1, { { "Software\\Policies\\Microsoft\\Windows\\EventLog\\EventForwarding\\SubscriptionManager", "1", ks_reg_sz, "http://a" } } },
};
// clang-format on

static const char whole[] =
    "<AppLockerPolicy Version=\"1\"><RuleCollection Type=\"Exe\" EnforcementMode=\"Enabled\">"
    "<FilePathRule" HEAD(ID("1"), "S-1-1-0", "Allow") CONDITIONS(
        "<FilePathCondition Path=\"%WINDIR%\\*\"/>") "<Exceptions><FilePathCondition "
                                                     "Path=\"%WINDIR%\\Temp\\*\"/"
                                                     "><FileHashCondition><FileHash "
                                                     "Type=\"SHA256\" Data=\"0x00\" "
                                                     "SourceFileName=\"a&amp;b\" "
                                                     "SourceFileLength=\"1\"/></"
                                                     "FileHashCondition></Exceptions>"
                                                     "</FilePathRule><FilePublisherRule" HEAD(
                                                         ID("2"), "S-1-1-0", "Deny")
                                                         CONDITIONS("<FilePublisherConditio"
                                                                    "n "
                                                                    "PublisherName=\"O=X\" "
                                                                    "ProductName=\"*\" "
                                                                    "BinaryName=\"*\">"
                                                                    "<BinaryVersionRange "
                                                                    "LowSection=\"*\" "
                                                                    "HighSection=\"1.0.0."
                                                                    "0\"/></"
                                                                    "FilePublisherCondition"
                                                                    ">") "</"
                                                                         "FilePublisherRule"
                                                                         "><"
                                                                         "RuleCollectionExt"
                                                                         "ensions><"
                                                                         "ThresholdExtensio"
                                                                         "ns><Services "
                                                                         "EnforcementMode="
                                                                         "\"Enabled\"/></"
                                                                         "ThresholdExtensio"
                                                                         "ns><"
                                                                         "RedstoneExtension"
                                                                         "s><SystemApps "
                                                                         "Allow="
                                                                         "\"Enabled\"/></"
                                                                         "RedstoneExtension"
                                                                         "s></"
                                                                         "RuleCollectionExt"
                                                                         "ensions></"
                                                                         "RuleCollection>"
                                                                         "</"
                                                                         "AppLockerPolicy>";

static bool comes_back(const char *xml, ks_arena arena)
{
    ks_applocker_policy policy, again;
    ks_mistakes mistakes = { .arena = &arena };
    ks_out first, second;
    KS_ASSERT(ks_out_open(&first, &arena, 16384) && ks_out_open(&second, &arena, 16384));
    if (!applocker_read(&policy, ks_str_span(ks_str_of(xml)), &arena, &mistakes))
        return false;
    ks_applocker_write(&first, &policy);
    if (!applocker_read(&again, ks_str_span(ks_out_str(&first)), &arena, &mistakes))
        return false;
    ks_applocker_write(&second, &again);
    const ks_applocker_collection *c = again.collections;
    return ks_str_equal(ks_out_str(&first), ks_out_str(&second)) && mistakes.count == 0 && c &&
           c->rules->exceptions->next && c->rules->next && c->services_mode.size;
}

int main(void)
{
    ks_arena arena;
    KS_ASSERT(ks_arena_open(&arena, "test", (size_t)16 << 20));
    check_linted(rows, countof(rows), applocker_lint_file);
    check_values(values, countof(values));
    check("a policy is written as it was read", comes_back(whole, arena));
    ks_arena_close(&arena);
    return checked();
}
