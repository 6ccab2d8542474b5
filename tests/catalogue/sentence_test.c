// Sentences: each construct of the template language, on rows of the catalogue that use it.
#include "catalogue/catalogue.h"

#include "test.h"

#define AUDIT "Microsoft-Windows-Security-Auditing"
#define ARROW "\xe2\x86\x92" // as the templates have it

enum { field_max = 12 };

typedef struct {
    const char *name;
    u32 index;
    const char *value;
} field;

typedef struct {
    const char *sentence; // what the row shows
    const char *provider;
    u32 id;
    ks_lang lang;
    const char *expected;
    field fields[field_max];
} row;

// clang-format off
static const row rows[] = {
    { "a value stands where its field is", "Microsoft-Windows-Sysmon", 9, KS_EN,
      "a.exe read the drive \\Device\\X directly",
      { { "Image", 1, "C:\\t\\a.exe" }, { "Device", 1, "\\Device\\X" } } },
    { "a group whose field is missing vanishes", "Microsoft-Windows-Sysmon", 1, KS_EN,
      "a.exe started as CORP\\tanaka: a.exe -x",
      { { "Image", 1, "C:\\a.exe" }, { "User", 1, "CORP\\tanaka" }, { "CommandLine", 1, "a.exe -x" } } },
    { "a group whose field is '-' vanishes", AUDIT, 5140, KS_EN,
      "CORP\\tanaka accessed the share \\\\*\\C$",
      { { "SubjectUserName", 1, "tanaka" }, { "SubjectDomainName", 1, "CORP" },
        { "ShareName", 1, "\\\\*\\C$" }, { "IpAddress", 1, "-" } } },
    { "a group whose field is blank vanishes", AUDIT, 4634, KS_EN, "tanaka logged off",
      { { "TargetUserName", 1, "tanaka" }, { "LogonType", 1, " \r\n" } } },
    { "a group in a group vanishes alone", "Microsoft-Windows-TerminalServices-RemoteConnectionManager",
      1149, KS_EN, "Remote Desktop accepted tanaka, from 10.0.0.5",
      { { "Param1", 1, "tanaka" }, { "Param3", 1, "10.0.0.5" } } },
    { "an account is its domain and name", AUDIT, 4726, KS_EN,
      "CORP\\admin deleted the user account CORP\\old",
      { { "SubjectUserName", 1, "admin" }, { "SubjectDomainName", 1, "CORP" },
        { "TargetUserName", 1, "old" }, { "TargetDomainName", 1, "CORP" } } },
    { "an account without a domain is its name", AUDIT, 4647, KS_EN, "tanaka began to log off",
      { { "TargetUserName", 1, "tanaka" }, { "TargetDomainName", 1, "-" } } },
    { "an account without a name is its SID", AUDIT, 4647, KS_EN, "S-1-5-21-1 began to log off",
      { { "TargetUserName", 1, "-" }, { "TargetUserSid", 1, "S-1-5-21-1" } } },
    { "a new process without an account of its own has its creator's", AUDIT, 4688, KS_EN,
      "cmd.exe started as CORP\\tanaka",
      { { "NewProcessName", 1, "C:\\Windows\\System32\\cmd.exe" }, { "SubjectUserName", 1, "tanaka" },
        { "SubjectDomainName", 1, "CORP" }, { "TargetUserName", 1, "-" },
        { "TargetDomainName", 1, "-" }, { "TargetUserSid", 1, "S-1-0-0" },
        { "TokenElevationType", 1, "%%1936" }, { "CommandLine", 1, "" } } },
    { "a new process with an account of its own has that one", AUDIT, 4688, KS_EN,
      "cmd.exe started by winword.exe as CONTOSO\\tanaka, elevated: cmd /c dir",
      { { "NewProcessName", 1, "C:\\cmd.exe" }, { "ParentProcessName", 1, "C:\\winword.exe" },
        { "SubjectUserName", 1, "PC-17$" }, { "SubjectDomainName", 1, "CONTOSO" },
        { "TargetUserName", 1, "tanaka" }, { "TargetDomainName", 1, "CONTOSO" },
        { "TokenElevationType", 1, "%%1937" }, { "CommandLine", 1, "cmd /c dir" } } },
    { "the same in Japanese", AUDIT, 4688, KS_JA,
      "cmd.exe が winword.exe から CONTOSO\\tanaka として起動しました (昇格あり): cmd /c dir",
      { { "NewProcessName", 1, "C:\\cmd.exe" }, { "ParentProcessName", 1, "C:\\winword.exe" },
        { "TargetUserName", 1, "tanaka" }, { "TargetDomainName", 1, "CONTOSO" },
        { "TokenElevationType", 1, "%%1937" }, { "CommandLine", 1, "cmd /c dir" } } },
    { "a code has its word from a list", AUDIT, 4634, KS_JA,
      "tanaka がログオフしました (リモート対話型)",
      { { "TargetUserName", 1, "tanaka" }, { "LogonType", 1, "10" } } },
    { "a code may be written as a hexadecimal number", AUDIT, 4634, KS_EN,
      "tanaka logged off, network",
      { { "TargetUserName", 1, "tanaka" }, { "LogonType", 1, "0x00000003" } } },
    { "a code that a list does not have is shown as it is", AUDIT, 4634, KS_EN,
      "tanaka logged off, 77", { { "TargetUserName", 1, "tanaka" }, { "LogonType", 1, "77" } } },
    { "a failure without a substatus is told by its status", AUDIT, 4625, KS_EN,
      "tanaka failed to log on: account locked out",
      { { "TargetUserName", 1, "tanaka" }, { "SubStatus", 1, "0x0" }, { "Status", 1, "0xC0000234" } } },
    { "a failure with a substatus is told by that", AUDIT, 4625, KS_EN,
      "tanaka failed to log on: wrong password",
      { { "TargetUserName", 1, "tanaka" }, { "SubStatus", 1, "0xc000006a" },
        { "Status", 1, "0xc000006d" } } },
    { "a word that is empty makes its group vanish", AUDIT, 4776, KS_EN,
      "NTLM credentials of tanaka checked, from workstation PC-17",
      { { "TargetUserName", 1, "tanaka" }, { "Workstation", 1, "PC-17" }, { "Status", 1, "0x0" } } },
    { "all other codes can have the value itself", "Microsoft-Windows-Kernel-Power", 41, KS_EN,
      "restarted without a clean shutdown, bugcheck 159", { { "BugcheckCode", 1, "159" } } },
    { "one code can have no word", "Microsoft-Windows-Kernel-Power", 41, KS_EN,
      "restarted without a clean shutdown", { { "BugcheckCode", 1, "0" } } },
    { "parameters become words, a list is joined by commas", AUDIT, 4663, KS_EN,
      "u accessed File C:\\a with x.exe: ReadData (or ListDirectory), ReadAttributes",
      { { "SubjectUserName", 1, "u" }, { "ObjectType", 1, "File" }, { "ObjectName", 1, "C:\\a" },
        { "ProcessName", 1, "C:\\x.exe" }, { "AccessList", 1, "%%4416\r\n\t\t\t\t%%4423\r\n\t\t\t\t" } } },
    { "parameters become Japanese words", AUDIT, 4719, KS_JA,
      "u が監査ポリシー「プロセス作成」を変更しました: 成功の削除, 失敗の削除",
      { { "SubjectUserName", 1, "u" }, { "SubcategoryId", 1, "%%13312" },
        { "AuditPolicyChanges", 1, "%%8448, %%8450" } } },
    { "a Data element is found by its number", "EventLog", 6013, KS_EN,
      "the system has been up for 117 seconds", { { "Data", 1, "x" }, { "Data", 5, "117" } } },
    { "one value's line behind a mark is shown", "PowerShell", 400, KS_EN,
      "PowerShell engine started: powershell -nop",
      { { "Data", 3, "\tNewEngineState=Available\r\n\tHostApplication=powershell -nop\r\n\tEngineVersion=5" } } },
    { "a mark that is not there makes its group vanish", "PowerShell", 400, KS_EN,
      "PowerShell engine started", { { "Data", 3, "\tEngineVersion=2.0\r\n" } } },
    { "behind a start tag the element ends the value", AUDIT, 4698, KS_EN,
      "u created the scheduled task \\up: cmd.exe /c a.bat",
      { { "SubjectUserName", 1, "u" }, { "TaskName", 1, "\\up" }, { "TaskContent", 1,
        "<Exec>\r\n  <Command>cmd.exe</Command>\r\n  <Arguments>/c a.bat</Arguments>\r\n</Exec>" } } },
    { "of a long text its first line is shown", "Microsoft-Windows-PowerShell", 4104, KS_EN,
      "PowerShell script block 1/1: $a = 1\xe2\x80\xa6",
      { { "MessageNumber", 1, "1" }, { "MessageTotal", 1, "1" },
        { "ScriptBlockText", 1, "\r\n  $a = 1\r\n$b = 2" } } },
    { "a value of System is asked for with @", "Microsoft-Windows-PowerShell", 40961, KS_EN,
      "PowerShell console is starting for S-1-5-18", { { "@UserID", 1, "S-1-5-18" } } },
    { "a path that ends with a separator is shown whole", "Microsoft-Windows-Sysmon", 5, KS_EN,
      "C:\\t\\ ended", { { "Image", 1, "C:\\t\\" } } },
    { "the separator of a path may be a slash", "Microsoft-Windows-Sysmon", 5, KS_EN,
      "a.exe ended", { { "Image", 1, "C:/t/a.exe" } } },
    { "a connection has both its ends", AUDIT, 5156, KS_EN,
      "a.exe connected, Outbound: 10.0.0.1:50000 " ARROW " 192.0.2.7:443 TCP",
      { { "Application", 1, "\\device\\harddiskvolume2\\a.exe" }, { "Direction", 1, "%%14593" },
        { "SourceAddress", 1, "10.0.0.1" }, { "SourcePort", 1, "50000" },
        { "DestAddress", 1, "192.0.2.7" }, { "DestPort", 1, "443" }, { "Protocol", 1, "6" } } },
    { "an IPv6 address in front of a port stands in brackets", AUDIT, 5158, KS_EN,
      "dns.exe bound [fe80::1]:53 UDP",
      { { "Application", 1, "dns.exe" }, { "SourceAddress", 1, "fe80::1" },
        { "SourcePort", 1, "53" }, { "Protocol", 1, "17" } } },
    { "blanks around a value are left out", "Microsoft-Windows-Sysmon", 9, KS_EN,
      "a.exe read the drive X directly", { { "Image", 1, " a.exe" }, { "Device", 1, " X\r\n" } } },
};
// clang-format on

static ks_str value(const void *from, ks_str name, u32 index)
{
    const field *fields = from;
    for (size_t i = 0; i < field_max && fields[i].name; i++) {
        if (ks_str_equal(ks_str_of(fields[i].name), name) && fields[i].index == index)
            return ks_str_of(fields[i].value);
    }
    return (ks_str){ 0 };
}

static void each_row(ks_out *out)
{
    for (size_t i = 0; i < countof(rows); i++) {
        const ks_event_type *type = ks_event_type_find(ks_str_of(rows[i].provider), rows[i].id, 0);
        ks_out_clear(out);
        bool is_printed = type && ks_sentence_print(type, rows[i].lang,
                                                    (ks_fields){ value, rows[i].fields }, out);
        ks_str printed = ks_out_str(out);
        bool is_right = is_printed && ks_str_equal(printed, ks_str_of(rows[i].expected));
        if (!check(rows[i].sentence, is_right))
            remark("%.*s", (int)printed.size, printed.at);
    }
}

static ks_str always(const void *from, ks_str name, u32 index)
{
    (void)name;
    (void)index;
    return *(const ks_str *)from;
}

static bool is_told(const ks_event_type *type, ks_str every, ks_out *out)
{
    for (ks_lang lang = KS_EN; lang <= KS_JA; lang++) {
        ks_out_clear(out);
        bool is_printed = ks_sentence_print(type, lang, (ks_fields){ always, &every }, out);
        if (is_printed != (type->sentence[lang].count > 0) || out->is_full)
            return false;
        if (is_printed && ks_out_size(out) == 0 && every.size > 0)
            return false;
        if (!is_printed && ks_out_size(out) > 0)
            return false;
    }
    return true;
}

static void all_types(ks_out *out)
{
    size_t count, full = 0, empty = 0;
    const ks_event_type *types = ks_event_types(&count);
    for (size_t i = 0; i < count; i++) {
        full += is_told(&types[i], KS_STR("1"), out);
        empty += is_told(&types[i], (ks_str){ 0 }, out);
    }
    check("every sentence is printed when all fields have a value", full == count);
    check("every sentence is printed when no field has a value", empty == count);
}

static void limits(ks_arena *arena)
{
    ks_out small, large;
    const ks_event_type *type = ks_event_type_find(KS_STR("Microsoft-Windows-PowerShell"), 4104, 1);
    char text[1024];
    memset(text, 'a', sizeof text);
    memcpy(text + 239, "\xe3\x81\x82", 3); // bytes 239 to 241: the cut at 240 would go through it
    ks_str script = { text, sizeof text };
    bool is_open = ks_out_open(&small, arena, 8) && ks_out_open(&large, arena, 4096);
    check("buffers are there", is_open);
    if (!is_open)
        return;
    bool is_printed = ks_sentence_print(type, KS_EN, (ks_fields){ always, &script }, &small);
    check("output that is too small is marked as full", is_printed && small.is_full);
    is_printed = ks_sentence_print(type, KS_EN, (ks_fields){ always, &script }, &large);
    ks_str printed = ks_out_str(&large);
    ks_str end = KS_STR("a\xe2\x80\xa6");
    check("a long line is cut before the character that does not fit",
          is_printed && printed.size > end.size &&
              memcmp(printed.at + printed.size - end.size, end.at, end.size) == 0);
}

int main(void)
{
    ks_arena arena;
    ks_out out;
    if (!ks_arena_open(&arena, "test", 1 << 20) || !ks_out_open(&out, &arena, 1 << 16))
        return 1;
    each_row(&out);
    all_types(&out);
    limits(&arena);
    return checked();
}
