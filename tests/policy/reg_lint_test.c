// Faults planted in registry exports: what an import would skip, and values that do not do what
// they say, each told at its line.
#include "policy/linted.h"
#include "policy/reg_file.h"

// clang-format off
#define V5  "Windows Registry Editor Version 5.00\r\n\r\n"
#define P   "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\"
#define LSA "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa]\r\n"
#define MODULES V5 P "PowerShell\\ModuleLogging]\r\n\"EnableModuleLogging\"=dword:00000001\r\n"

static const linted_row rows[] = {
    { "text where a policy wants a number", V5 P "PowerShell\\ScriptBlockLogging]\r\n\"EnableScriptBlockLogging\"=\"1\"\r\n", "value-type", 4, 1 },
    { "a number where a policy wants text", V5 P "EventLog\\Security]\r\n\r\n\"Retention\"=dword:00000000\r\n", "value-type", 5, 1 },
    { "a number out of its range", V5 LSA "\"NoLMHash\"=dword:00000001\r\n\"LmCompatibilityLevel\"=dword:00000009\r\n", "value-range", 5, 1 },
    { "in a control set that a hive has", V5 "[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Control\\Lsa]\r\n\"RunAsPPL\"=\"1\"\r\n", "value-type", 4, 1 },
    { "a log's size in bytes where kilobytes are meant", V5 P "EventLog\\Security]\r\n\"MaxSize\"=dword:0c000000\r\n", "value-bytes-for-kb", 4, 1 },
    { "a value of the machine in the user's half", V5 "[HKEY_CURRENT_USER\\Software\\Policies\\Microsoft\\Windows\\EventLog\\System]\r\n\"MaxSize\"=dword:00010000\r\n", "value-root", 4, 1 },
    { "and below a user's SID", V5 "[HKEY_USERS\\S-1-5-21-1-2-3-1001\\Software\\Policies\\Microsoft\\Windows\\EventLog\\System]\r\n\"MaxSize\"=dword:00010000\r\n", "value-root", 4, 1 },
    { "module logging without modules", MODULES, "pol-no-modules", 4, 1 },
    { "modules of the user serve no machine",
      MODULES
      "[HKEY_CURRENT_USER\\Software\\Policies\\Microsoft\\Windows\\"
      "PowerShell\\ModuleLogging\\ModuleNames]\r\n"
      "\"*\"=\"*\"\r\n", "pol-no-modules", 4, 1 },
    { "an AppLocker rule that is no XML", V5 P "SrpV2\\Exe\\{921cc481-6e17-4653-8f75-050b80acca20}]\r\n\"Value\"=\"<FilePathRule\"\r\n", "xml-not-closed", 4, 1 },
    { "a value that an import skips", V5 LSA "\"NoLMHash\"=dword:1x\r\n", "reg-dword", 4, 18 },
    { "a file of which nothing is imported", "REGEDIT5\r\n\r\n" LSA "\"NoLMHash\"=dword:1\r\n", "reg-header-ignored", 1, 1 },
    { "a file without fault",
      MODULES P "PowerShell\\ModuleLogging\\ModuleNames]\r\n\"*\"=\"*\"\r\n"
      LSA "\"LmCompatibilityLevel\"=dword:00000005\r\n", NULL, 0, 0 },
    { "a value that is deleted has no type", V5 LSA "\"LmCompatibilityLevel\"=-\r\n", NULL, 0, 0 },
};
// clang-format on

static void check_sniffed(void)
{
    static const struct {
        const char *sentence, *bytes;
        size_t size;
        bool is_one;
    } heads[] = {
        { "an export of version 5 is known", V5, sizeof V5 - 1, true },
        { "one of version 4", "REGEDIT4\r\n", 10, true },
        { "one in UTF-16", "\xff\xfeR\0E\0G\0E\0D\0I\0T\0004\0\r\0\n\0", 22, true },
        { "a template is none", "[Unicode]\r\nUnicode=yes\r\n", 24, false },
        { "nothing is none", "", 0, false },
    };
    ks_arena arena;
    if (!ks_arena_open(&arena, "test", 1 << 20))
        return;
    for (size_t i = 0; i < countof(heads); i++) {
        ks_span bytes = { (const u8 *)heads[i].bytes, heads[i].size };
        check(heads[i].sentence, reg_file_sniff(bytes, arena) == heads[i].is_one);
    }
    ks_arena_close(&arena);
}

int main(void)
{
    check_linted(rows, countof(rows), reg_file_lint);
    check_sniffed();
    return checked();
}
