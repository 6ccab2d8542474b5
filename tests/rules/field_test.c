// Names of fields as rules have them, and which values they mean: in the forms that have the
// taxonomy's own names, in those that are converted, and in fields that are packed into others.
#include "rules/seen_event.h"

#define SID_SYSTEM "S-1-5-18"
#define NOBODY     "S-1-0-0"
#define DETAILS                                                                                   \
    "\tNewEngineState=Available\r\n\tPreviousEngineState=None\r\n\r\n\tSequenceNumber=13\r\n\r\n" \
    "\tHostName=ConsoleHost\r\n\tHostApplication=powershell.exe -c $a=1\r\n\tCommandName=\r\n"    \
    "\tUserId=CORP\\anna\r\n"

typedef enum {
    SYSMON_PROCESS,
    SYSMON_STATUS,
    AUDIT_PROCESS,
    AUDIT_PROCESS_OLD,
    AUDIT_PROCESS_BY_SYSTEM,
    ENGINE_START,
    COMMAND,
    DEFENDER,
    LOG_CLEARED,
    CONNECTION_IN_OLD,
    CONNECTION_IN,
    CONNECTION_OUT,
    CONNECTION_RPC,
    CONNECTION_MANY,
    VALUE_SET,
    VALUE_BINARY,
    VALUE_DELETED,
    PIPE,
    SUBSCRIPTION,
    FILE_WRITTEN,
    PROCESS_OPENED,
    PROCESS_ENDED,
    SEVERAL,
    TYPES,
    EVENT_COUNT
} event_name;

#define AUDIT(number, v)                                                                      \
    .provider = "Microsoft-Windows-Security-Auditing", .channel = "Security", .id = (number), \
    .version = (v), .computer = "PC-17.corp.example", .ticks = 134231178021234567u
#define SYSMON(number)                                                                         \
    .provider = "Microsoft-Windows-Sysmon", .channel = "Microsoft-Windows-Sysmon/Operational", \
    .id = (number), .computer = "PC-17.corp.example", .user_sid = SID_SYSTEM
#define SUBJECT(sid, domain, name)                                                    \
    KS_MADE_AS("SubjectUserSid", KS_SID, sid), KS_MADE_TEXT("SubjectUserName", name), \
        KS_MADE_TEXT("SubjectDomainName", domain)
#define ENDS(a, b, c, d, way)                                                               \
    KS_MADE_NUMBER("ProcessID", KS_UINT64, 4),                                              \
        KS_MADE_TEXT("Application", "\\device\\harddiskvolume2\\windows\\system32\\x.exe"), \
        KS_MADE_TEXT("Direction", way), KS_MADE_TEXT("SourceAddress", a),                   \
        KS_MADE_TEXT("SourcePort", b), KS_MADE_TEXT("DestAddress", c),                      \
        KS_MADE_TEXT("DestPort", d), KS_MADE_NUMBER("Protocol", KS_UINT32, 6)
#define SERVICE_KEY "\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Services\\x"
#define REGISTRY(key, operation, type, value)                                               \
    SUBJECT("S-1-5-21-1-2-3-1001", "CORP", "anna"), KS_MADE_TEXT("ObjectName", key),        \
        KS_MADE_TEXT("ObjectValueName", "Start"), KS_MADE_TEXT("OperationType", operation), \
        KS_MADE_TEXT("OldValueType", "-"), KS_MADE_TEXT("OldValue", "-"),                   \
        KS_MADE_TEXT("NewValueType", type), KS_MADE_TEXT("NewValue", value),                \
        KS_MADE_NUMBER("ProcessId", KS_HEX64, 0x1a4),                                       \
        KS_MADE_TEXT("ProcessName", "C:\\Windows\\regedit.exe")

static ks_made_event events[EVENT_COUNT];

static void make_processes(void)
{
    static const ks_made_field sysmon[] = {
        KS_MADE_NUMBER("ProcessId", KS_UINT32, 1028), KS_MADE_TEXT("Image", "C:\\a\\cmd.exe"),
        KS_MADE_TEXT("Hashes", "SHA1=AA,MD5=BB,SHA256=CC,IMPHASH=DD"),
        KS_MADE_TEXT("ParentImage", ""), KS_MADE_TEXT("User", "NT AUTHORITY\\SYSTEM")
    };
    static const ks_made_field status[] = { KS_MADE_TEXT("State", "Started"),
                                            KS_MADE_TEXT("Version", "15.14") };
    static const ks_made_field v2[] = { SUBJECT(SID_SYSTEM, "CORP", "PC-17$"),
                                        KS_MADE_NUMBER("SubjectLogonId", KS_HEX64, 0x3e7),
                                        KS_MADE_NUMBER("NewProcessId", KS_HEX64, 0x1980),
                                        KS_MADE_TEXT("NewProcessName", "C:\\a\\cmd.exe"),
                                        KS_MADE_TEXT("TokenElevationType", "%%1936"),
                                        KS_MADE_NUMBER("ProcessId", KS_HEX64, 0x4),
                                        KS_MADE_TEXT("CommandLine", "cmd /c dir"),
                                        KS_MADE_AS("TargetUserSid", KS_SID, "S-1-5-21-1-2-3-1001"),
                                        KS_MADE_TEXT("TargetUserName", "anna"),
                                        KS_MADE_TEXT("TargetDomainName", "CORP"),
                                        KS_MADE_NUMBER("TargetLogonId", KS_HEX64, 0x12345),
                                        KS_MADE_TEXT("ParentProcessName", "C:\\a\\explorer.exe"),
                                        KS_MADE_AS("MandatoryLabel", KS_SID, "S-1-16-12288") };
    static const ks_made_field v1[] = { SUBJECT("S-1-5-21-1-2-3-1001", "CORP", "anna"),
                                        KS_MADE_NUMBER("SubjectLogonId", KS_HEX64, 0x3e7),
                                        KS_MADE_NUMBER("NewProcessId", KS_HEX64, 0x1980),
                                        KS_MADE_TEXT("NewProcessName", "C:\\a\\cmd.exe"),
                                        KS_MADE_NUMBER("ProcessId", KS_HEX64, 0x4),
                                        KS_MADE_TEXT("CommandLine", "") };
    static const ks_made_field by_system[] = { SUBJECT(SID_SYSTEM, "CORP", "PC-17$"),
                                               KS_MADE_NUMBER("SubjectLogonId", KS_HEX64, 0x3e7),
                                               KS_MADE_TEXT("NewProcessName", "C:\\a\\cmd.exe"),
                                               KS_MADE_AS("TargetUserSid", KS_SID, NOBODY),
                                               KS_MADE_TEXT("TargetUserName", "-"),
                                               KS_MADE_TEXT("TargetDomainName", "-"),
                                               KS_MADE_NUMBER("TargetLogonId", KS_HEX64, 0) };
    static const ks_made_field ended[] = { SUBJECT("S-1-5-20", "CORP", "PC-17$"),
                                           KS_MADE_NUMBER("Status", KS_HEX32, 0),
                                           KS_MADE_NUMBER("ProcessId", KS_HEX64, 0x1980),
                                           KS_MADE_TEXT("ProcessName", "C:\\a\\cmd.exe") };
    static const ks_made_field opened[] = {
        SUBJECT(SID_SYSTEM, "CORP", "PC-17$"),
        KS_MADE_TEXT("ObjectType", "Process"),
        KS_MADE_TEXT("ObjectName", "\\Device\\HarddiskVolume1\\Windows\\System32\\lsass.exe"),
        KS_MADE_NUMBER("AccessMask", KS_HEX32, 0x10),
        KS_MADE_NUMBER("ProcessId", KS_HEX64, 0x10),
        KS_MADE_TEXT("ProcessName", "C:\\a\\dump.exe")
    };
    events[SYSMON_PROCESS] = (ks_made_event){ SYSMON(1), .fields = sysmon, .field_count = 5 };
    events[SYSMON_STATUS] =
        (ks_made_event){ SYSMON(4), .version = 3, .level = 4, .fields = status, .field_count = 2 };
    events[AUDIT_PROCESS] =
        (ks_made_event){ AUDIT(4688, 2), .fields = v2, .field_count = countof(v2) };
    events[AUDIT_PROCESS_OLD] =
        (ks_made_event){ AUDIT(4688, 1), .fields = v1, .field_count = countof(v1) };
    events[AUDIT_PROCESS_BY_SYSTEM] =
        (ks_made_event){ AUDIT(4688, 2), .fields = by_system, .field_count = countof(by_system) };
    events[PROCESS_ENDED] =
        (ks_made_event){ AUDIT(4689, 0), .fields = ended, .field_count = countof(ended) };
    events[PROCESS_OPENED] =
        (ks_made_event){ AUDIT(4656, 1), .fields = opened, .field_count = countof(opened) };
}

static void make_packed(void)
{
    static const ks_made_field start[] = { KS_MADE_TEXT(NULL, "Available"),
                                           KS_MADE_TEXT(NULL, "None"),
                                           KS_MADE_TEXT(NULL, DETAILS) };
    static const ks_made_field command[] = {
        KS_MADE_TEXT(NULL, "Get-Item\r\n\tHostName=of the user's text\r\n"),
        KS_MADE_TEXT(NULL, DETAILS), KS_MADE_TEXT(NULL, "CommandInvocation(Get-Item)")
    };
    static const ks_made_field threat[] = {
        KS_MADE_TEXT("Threat Name", "Trojan:X"), KS_MADE_TEXT("Process Name", "C:\\a\\p.exe"),
        KS_MADE_TEXT("Path", "file:_C:\\a\\b.exe; containerfile:_C:\\c.zip"),
        KS_MADE_TEXT("Action Name", "Quarantine")
    };
    static const ks_made_field cleared[] = { KS_MADE_TEXT("SubjectUserName", "anna"),
                                             KS_MADE_TEXT("Channel", "Application") };
    static const ks_made_field binding[] = { KS_MADE_TEXT("Namespace", "//./ROOT/subscription"),
                                             KS_MADE_TEXT("ESS", "filter"),
                                             KS_MADE_TEXT("CONSUMER", "consumer"),
                                             KS_MADE_TEXT("PossibleCause", "Binding EventFilter") };
    events[ENGINE_START] = (ks_made_event){ .provider = "PowerShell",
                                            .channel = "Windows PowerShell",
                                            .computer = "PC-17",
                                            .id = 400,
                                            .is_classic = true,
                                            .binary = "00ff",
                                            .fields = start,
                                            .field_count = 3 };
    events[COMMAND] = (ks_made_event){ .provider = "PowerShell",
                                       .channel = "Windows PowerShell",
                                       .computer = "PC-17",
                                       .id = 800,
                                       .is_classic = true,
                                       .fields = command,
                                       .field_count = 3 };
    events[DEFENDER] = (ks_made_event){ .provider = "Microsoft-Windows-Windows Defender",
                                        .channel = "Microsoft-Windows-Windows Defender/Operational",
                                        .computer = "PC-17",
                                        .id = 1116,
                                        .fields = threat,
                                        .field_count = 4 };
    events[LOG_CLEARED] = (ks_made_event){ .provider = "Microsoft-Windows-Eventlog",
                                           .channel = "System",
                                           .computer = "PC-17",
                                           .id = 104,
                                           .user_data = "LogFileCleared",
                                           .fields = cleared,
                                           .field_count = 2 };
    events[SUBSCRIPTION] = (ks_made_event){ .provider = "Microsoft-Windows-WMI-Activity",
                                            .channel = "Microsoft-Windows-WMI-Activity/Operational",
                                            .computer = "PC-17",
                                            .id = 5861,
                                            .user_data = "Operation_ESStoConsumerBinding",
                                            .fields = binding,
                                            .field_count = 4 };
}

static void make_audited(void)
{
    static const ks_made_field old[] = { ENDS("10.0.2.15", "445", "10.0.2.17", "49222",
                                              "%%14592") };
    static const ks_made_field in[] = { ENDS("10.0.2.17", "49222", "10.0.2.15", "445", "%%14592") };
    static const ks_made_field out[] = { ENDS("fe80::1", "389", "fe80::2", "49222", "%%14593") };
    static const ks_made_field rpc[] = { ENDS("10.0.2.15", "49668", "10.0.2.17", "60123",
                                              "%%14592") };
    static const ks_made_field many[] = { ENDS("224.0.0.252", "5355", "10.0.2.17", "137",
                                               "%%14592") };
    static const ks_made_field set[] = { REGISTRY(SERVICE_KEY, "%%1905", "%%1876", "4") };
    static const ks_made_field binary[] = { REGISTRY("\\REGISTRY\\MACHINE\\SOFTWARE\\Classes\\x",
                                                     "%%1904", "%%1875", "00ff") };
    static const ks_made_field deleted[] = { REGISTRY("\\REGISTRY\\USER\\S-1-5-18\\x", "%%1906",
                                                      "%%1873", "") };
    static const ks_made_field pipe[] = { SUBJECT("S-1-5-21-1-2-3-1001", "CORP", "anna"),
                                          KS_MADE_TEXT("ShareName", "\\\\*\\IPC$"),
                                          KS_MADE_TEXT("RelativeTargetName", "svcctl") };
    static const ks_made_field file[] = { SUBJECT("S-1-5-21-1-2-3-1001", "CORP", "anna"),
                                          KS_MADE_TEXT("ObjectType", "File"),
                                          KS_MADE_TEXT("ObjectName", "C:\\Users\\anna\\a.exe"),
                                          KS_MADE_TEXT("AccessList",
                                                       "%%4417\r\n\t\t\t\t%%4418\r\n\t\t\t\t"),
                                          KS_MADE_NUMBER("AccessMask", KS_HEX32, 6),
                                          KS_MADE_NUMBER("ProcessId", KS_HEX64, 0x1980),
                                          KS_MADE_TEXT("ProcessName", "C:\\a\\cmd.exe") };
    events[CONNECTION_IN_OLD] = (ks_made_event){ AUDIT(5156, 1), .fields = old, .field_count = 8 };
    events[CONNECTION_IN] = (ks_made_event){ AUDIT(5156, 1), .fields = in, .field_count = 8 };
    events[CONNECTION_OUT] = (ks_made_event){ AUDIT(5156, 1), .fields = out, .field_count = 8 };
    events[CONNECTION_RPC] = (ks_made_event){ AUDIT(5156, 1), .fields = rpc, .field_count = 8 };
    events[CONNECTION_MANY] = (ks_made_event){ AUDIT(5156, 1), .fields = many, .field_count = 8 };
    events[VALUE_SET] =
        (ks_made_event){ AUDIT(4657, 0), .fields = set, .field_count = countof(set) };
    events[VALUE_BINARY] =
        (ks_made_event){ AUDIT(4657, 0), .fields = binary, .field_count = countof(binary) };
    events[VALUE_DELETED] =
        (ks_made_event){ AUDIT(4657, 0), .fields = deleted, .field_count = countof(deleted) };
    events[PIPE] = (ks_made_event){ AUDIT(5145, 0), .fields = pipe, .field_count = countof(pipe) };
    events[FILE_WRITTEN] =
        (ks_made_event){ AUDIT(4663, 1), .fields = file, .field_count = countof(file) };
}

static void make_others(void)
{
    static u8 many[] = { 'a', 0, 0, 0, 'b', 0, 0, 0 };
    static const ks_made_field several[] = {
        KS_MADE_TEXT("One", "first"),
        KS_MADE_TEXT("One", "second"),
        KS_MADE_TEXT("one", "third"),
        { .name = "List", .value = { many, sizeof many, KS_ARRAY | KS_STRING } },
        KS_MADE_TEXT("New Value", "spaced"),
        KS_MADE_NULL("Nothing")
    };
    static const ks_made_field types[] = { KS_MADE_NUMBER("Hex", KS_HEX64, 0x3e7),
                                           KS_MADE_AS("Guid", KS_GUID,
                                                      "{a1b2c3d4-0000-1111-2222-333344445555}"),
                                           KS_MADE_AS("Sid", KS_SID, "S-1-5-21-1-2-3-500"),
                                           KS_MADE_NUMBER("Yes", KS_BOOL, 1),
                                           KS_MADE_NUMBER("No", KS_BOOL, 0),
                                           KS_MADE_NUMBER("Time", KS_FILETIME, 134231178021234567u),
                                           KS_MADE_AS("Bytes", KS_BINARY, "00abff"),
                                           KS_MADE_NUMBER("Below", KS_INT32, 0xfffffffbu),
                                           KS_MADE_TEXT("Parameter", "%%4416"),
                                           KS_MADE_TEXT("Text", "\xc3\xa9\xf0\x9f\x98\x80") };
    events[SEVERAL] = (ks_made_event){ .provider = "P",
                                       .channel = "Application",
                                       .computer = "H",
                                       .id = 7,
                                       .version = 1,
                                       .keywords = 0x8020000000000000u,
                                       .fields = several,
                                       .field_count = countof(several) };
    events[TYPES] = (ks_made_event){ .provider = "P",
                                     .channel = "Application",
                                     .computer = "H",
                                     .id = 8,
                                     .fields = types,
                                     .field_count = countof(types) };
}

#define ABSENT "(absent)"
static const struct {
    const char *sentence;
    event_name event;
    const char *source, *form, *field, *values; // values between '|'
} rows[] = {
    // the System part
    { "EventID", SYSMON_PROCESS, "sysmon", "Sysmon", "EventID", "1" },
    { "Channel", AUDIT_PROCESS, "security", "Security", "Channel", "Security" },
    { "Computer by two names", AUDIT_PROCESS, "security", "Security", "ComputerName",
      "PC-17.corp.example" },
    { "Provider_Name", AUDIT_PROCESS, "security", "Security", "Provider_Name",
      "Microsoft-Windows-Security-Auditing" },
    { "Source is the provider", AUDIT_PROCESS, "security", "Security", "Source",
      "Microsoft-Windows-Security-Auditing" },
    { "keywords as hex", SEVERAL, "application", "Application", "Keywords", "0x8020000000000000" },
    { "the time with its Z", AUDIT_PROCESS, "security", "Security", "TimeCreated_SystemTime",
      "2026-05-13T03:50:02.1234567Z" },
    { "the user of the record", SYSMON_PROCESS, "sysmon", "Sysmon", "Security_UserID", SID_SYSTEM },
    { "a record without user", AUDIT_PROCESS, "security", "Security", "Security_UserID", ABSENT },
    { "the event's own Version comes before the template's", SYSMON_STATUS, "sysmon_status",
      "Sysmon 4/16", "Version", "15.14" },
    { "the template's where there is no other", SEVERAL, "application", "Application", "Version",
      "1" },
    { "but the System's Channel before the event's own", LOG_CLEARED, "system", "System", "Channel",
      "System" },
    { "which has a name in Hayabusa's rules", LOG_CLEARED, "system", "System",
      "LogFileClearedChannel", "Application" },
    { "and a path", LOG_CLEARED, "system", "System", "Event.UserData.LogFileCleared.Channel",
      "Application" },
    { "a path into System", LOG_CLEARED, "system", "System",
      "Event.System.Provider.#attributes.Name", "Microsoft-Windows-Eventlog" },
    // own fields
    { "a field by its name", SYSMON_PROCESS, "process_creation", "Sysmon 1", "Image",
      "C:\\a\\cmd.exe" },
    { "one that is there and empty", SYSMON_PROCESS, "process_creation", "Sysmon 1", "ParentImage",
      "" },
    { "one that is not there", SYSMON_PROCESS, "process_creation", "Sysmon 1", "Foo", ABSENT },
    { "a name in another case", SYSMON_PROCESS, "process_creation", "Sysmon 1", "image",
      "C:\\a\\cmd.exe" },
    { "exactly comes before nearly", SEVERAL, "application", "Application", "one", "third" },
    { "several elements of one name", SEVERAL, "application", "Application", "One",
      "first|second" },
    { "an array is several values", SEVERAL, "application", "Application", "List", "a|b" },
    { "a name with a space, without it", SEVERAL, "application", "Application", "NewValue",
      "spaced" },
    { "and with _", SEVERAL, "application", "Application", "New_Value", "spaced" },
    { "a null is there and empty", SEVERAL, "application", "Application", "Nothing", "" },
    { "unnamed data", ENGINE_START, "powershell-classic", "Windows PowerShell", "Data",
      "Available|None|" DETAILS },
    { "binary of classic events", ENGINE_START, "powershell-classic", "Windows PowerShell",
      "Binary", "00FF" },
    { "a leaf of UserData", LOG_CLEARED, "system", "System", "SubjectUserName", "anna" },
    // texts
    { "hex without leading zeros", TYPES, "application", "Application", "Hex", "0x3e7" },
    { "a GUID in braces, upper case", TYPES, "application", "Application", "Guid",
      "{A1B2C3D4-0000-1111-2222-333344445555}" },
    { "a SID", TYPES, "application", "Application", "Sid", "S-1-5-21-1-2-3-500" },
    { "true", TYPES, "application", "Application", "Yes", "true" },
    { "false", TYPES, "application", "Application", "No", "false" },
    { "a time", TYPES, "application", "Application", "Time", "2026-05-13T03:50:02.1234567Z" },
    { "bytes in upper case", TYPES, "application", "Application", "Bytes", "00ABFF" },
    { "a number below 0", TYPES, "application", "Application", "Below", "-5" },
    { "a parameter as it is", TYPES, "application", "Application", "Parameter", "%%4416" },
    { "text beyond ASCII", TYPES, "application", "Application", "Text",
      "\xc3\xa9\xf0\x9f\x98\x80" },
    // packed
    { "a hash", SYSMON_PROCESS, "process_creation", "Sysmon 1", "md5", "BB" },
    { "by any case of its name", SYSMON_PROCESS, "process_creation", "Sysmon 1", "Imphash", "DD" },
    { "of several", SYSMON_PROCESS, "process_creation", "Sysmon 1", "sha256", "CC" },
    { "an event without hashes", SYSMON_STATUS, "sysmon_status", "Sysmon 4/16", "md5", ABSENT },
    { "PowerShell's host", ENGINE_START, "ps_classic_start", "Windows PowerShell 400", "HostName",
      "ConsoleHost" },
    { "a value with = in it", ENGINE_START, "ps_classic_start", "Windows PowerShell 400",
      "HostApplication", "powershell.exe -c $a=1" },
    { "a value that is empty", ENGINE_START, "ps_classic_start", "Windows PowerShell 400",
      "CommandName", "" },
    { "PowerShell's user is not the record's", ENGINE_START, "ps_classic_start",
      "Windows PowerShell 400", "UserId", "CORP\\anna" },
    { "of a command not what its text says", COMMAND, "ps_classic_script", "Windows PowerShell 800",
      "HostName", "ConsoleHost" },
    { "the same name elsewhere is no such", SEVERAL, "application", "Application", "HostName",
      ABSENT },
    // 4688
    { "the new process", AUDIT_PROCESS, "process_creation", "Security 4688", "Image",
      "C:\\a\\cmd.exe" },
    { "its parent", AUDIT_PROCESS, "process_creation", "Security 4688", "ParentImage",
      "C:\\a\\explorer.exe" },
    { "its number in decimal", AUDIT_PROCESS, "process_creation", "Security 4688", "ProcessId",
      "6528" },
    { "its parent's", AUDIT_PROCESS, "process_creation", "Security 4688", "ParentProcessId", "4" },
    { "its user", AUDIT_PROCESS, "process_creation", "Security 4688", "User", "CORP\\anna" },
    { "its session", AUDIT_PROCESS, "process_creation", "Security 4688", "LogonId", "0x12345" },
    { "its integrity in words and as it is", AUDIT_PROCESS, "process_creation", "Security 4688",
      "IntegrityLevel", "High|S-1-16-12288" },
    { "its command line", AUDIT_PROCESS, "process_creation", "Security 4688", "CommandLine",
      "cmd /c dir" },
    { "an empty command line says nothing", AUDIT_PROCESS_OLD, "process_creation", "Security 4688",
      "CommandLine", ABSENT },
    { "older versions have no parent's name", AUDIT_PROCESS_OLD, "process_creation",
      "Security 4688", "ParentImage", ABSENT },
    { "nor a target user", AUDIT_PROCESS_OLD, "process_creation", "Security 4688", "User",
      "CORP\\anna" },
    { "the system's own processes", AUDIT_PROCESS_BY_SYSTEM, "process_creation", "Security 4688",
      "User", "NT AUTHORITY\\SYSTEM" },
    { "their session", AUDIT_PROCESS_BY_SYSTEM, "process_creation", "Security 4688", "LogonId",
      "0x3e7" },
    { "what 4688 never has", AUDIT_PROCESS, "process_creation", "Security 4688", "OriginalFileName",
      ABSENT },
    { "its own names stay", AUDIT_PROCESS, "process_creation", "Security 4688", "NewProcessId",
      "0x1980" },
    { "for the service nothing is converted", AUDIT_PROCESS, "security", "Security", "ProcessId",
      "0x4" },
    // others
    { "a process that ended", PROCESS_ENDED, "process_termination", "Security 4689", "Image",
      "C:\\a\\cmd.exe" },
    { "of the network service", PROCESS_ENDED, "process_termination", "Security 4689", "User",
      "NT AUTHORITY\\NETWORK SERVICE" },
    { "a process that was opened", PROCESS_OPENED, "process_access", "Security 4656/4663",
      "TargetImage",
      "\\Device\\HarddiskVolume1\\Windows\\System32\\lsass.exe|C:\\Windows\\System32\\lsass.exe" },
    { "with these rights", PROCESS_OPENED, "process_access", "Security 4656/4663", "GrantedAccess",
      "0x10" },
    { "inbound of Windows 7: the initiator is in Destination", CONNECTION_IN_OLD,
      "network_connection", "Security 5156", "SourceIp", "10.0.2.17" },
    { "with its port", CONNECTION_IN_OLD, "network_connection", "Security 5156", "SourcePort",
      "49222" },
    { "and the local end in Source", CONNECTION_IN_OLD, "network_connection", "Security 5156",
      "DestinationIp", "10.0.2.15" },
    { "the local port", CONNECTION_IN_OLD, "network_connection", "Security 5156", "DestinationPort",
      "445" },
    { "inbound of Windows 10: the initiator is in Source", CONNECTION_IN, "network_connection",
      "Security 5156", "SourceIp", "10.0.2.17" },
    { "the local end in Destination", CONNECTION_IN, "network_connection", "Security 5156",
      "DestinationPort", "445" },
    { "of two ports that are both high the lower one is listened to", CONNECTION_RPC,
      "network_connection", "Security 5156", "DestinationPort", "49668" },
    { "what is sent to many is not sent by them", CONNECTION_MANY, "network_connection",
      "Security 5156", "SourceIp", "10.0.2.17" },
    { "outbound ones stay, whatever the ports", CONNECTION_OUT, "network_connection",
      "Security 5156", "SourcePort", "389" },
    { "inbound is not initiated", CONNECTION_IN, "network_connection", "Security 5156", "Initiated",
      "false" },
    { "outbound is", CONNECTION_OUT, "network_connection", "Security 5156", "Initiated", "true" },
    { "the protocol in words", CONNECTION_OUT, "network_connection", "Security 5156", "Protocol",
      "tcp" },
    { "an address of IPv6", CONNECTION_OUT, "network_connection", "Security 5156", "SourceIsIpv6",
      "true" },
    { "and one of IPv4", CONNECTION_IN, "network_connection", "Security 5156", "DestinationIsIpv6",
      "false" },
    { "the program as it is, and on drive C:", CONNECTION_IN, "network_connection", "Security 5156",
      "Image", "\\device\\harddiskvolume2\\windows\\system32\\x.exe|C:\\windows\\system32\\x.exe" },
    { "a value of the registry with its name", VALUE_SET, "registry_set", "Security 4657",
      "TargetObject",
      "HKLM\\System\\CurrentControlSet\\Services\\x\\Start|"
      "HKLM\\SYSTEM\\ControlSet001\\Services\\x\\Start" },
    { "a class", VALUE_BINARY, "registry_set", "Security 4657", "TargetObject",
      "HKCR\\x\\Start|HKLM\\SOFTWARE\\Classes\\x\\Start" },
    { "a user's value", VALUE_DELETED, "registry_delete", "Security 4657", "TargetObject",
      "HKU\\S-1-5-18\\x\\Start" },
    { "a number of it", VALUE_SET, "registry_set", "Security 4657", "Details",
      "DWORD (0x00000004)|4" },
    { "its bytes", VALUE_BINARY, "registry_set", "Security 4657", "Details", "Binary Data|00ff" },
    { "an empty one", VALUE_DELETED, "registry_delete", "Security 4657", "Details", "(Empty)|" },
    { "a value that is set", VALUE_SET, "registry_event", "Security 4657", "EventType",
      "SetValue" },
    { "a value that is new is set too", VALUE_BINARY, "registry_event", "Security 4657",
      "EventType", "SetValue" },
    { "a value that is deleted", VALUE_DELETED, "registry_event", "Security 4657", "EventType",
      "DeleteValue" },
    { "a pipe with its backslash", PIPE, "pipe_created", "Security 5145", "PipeName", "\\svcctl" },
    { "a file that was written", FILE_WRITTEN, "file_event", "Security 4663", "TargetFilename",
      "C:\\Users\\anna\\a.exe" },
    { "a subscription", SUBSCRIPTION, "wmi_event", "WMI-Activity 5861", "Destination",
      "Binding EventFilter" },
    { "Hayabusa's name for it", SUBSCRIPTION, "wmi", "WMI-Activity", "UserDataPossibleCause",
      "Binding EventFilter" },
    { "a threat", DEFENDER, "antivirus",
      "Windows Defender 1006/1007/1008/1009/1010/1011/1012/1017/1018/1019/1115/1116", "Signature",
      "Trojan:X" },
    { "its files", DEFENDER, "antivirus",
      "Windows Defender 1006/1007/1008/1009/1010/1011/1012/1017/1018/1019/1115/1116", "Filename",
      "C:\\a\\b.exe|C:\\c.zip" },
    { "Defender's names without their spaces", DEFENDER, "windefend", "Windows Defender",
      "ThreatName", "Trojan:X" },
    { "Hayabusa's name for its process", DEFENDER, "windefend", "Windows Defender",
      "WindowsDefenderProcessName", "C:\\a\\p.exe" },
    { "Message is all that the event says", LOG_CLEARED, "system", "System", "Message",
      "anna|Application" },
};

// Where a field is, when it matters that it is not to be had.
static const struct {
    const char *sentence;
    event_name event;
    const char *field;
    ks_field_kind kind;
} kinds[] = {
    { "a field of the event lies in a slot", AUDIT_PROCESS, "NewProcessName", KS_FIELD_SLOTS },
    { "so does one that only has another name", AUDIT_PROCESS, "Image", KS_FIELD_SLOTS },
    { "a converted one is made", AUDIT_PROCESS, "User", KS_FIELD_MADE },
    { "one of System", AUDIT_PROCESS, "Computer", KS_FIELD_SYSTEM },
    { "one that 4688 never has is unknowable", AUDIT_PROCESS, "Hashes", KS_FIELD_UNKNOWABLE },
    { "so is one that came with a later version", AUDIT_PROCESS_OLD, "ParentImage",
      KS_FIELD_UNKNOWABLE },
    { "one that nobody knows is absent", AUDIT_PROCESS, "Foo", KS_FIELD_ABSENT },
};

typedef struct {
    size_t row;
} question;

static void join_values(char *to, size_t size, const ks_rule_field *field, ks_event *event)
{
    ks_value values[16];
    size_t count = ks_field_values(field, event, values, countof(values)), used = 0;
    snprintf(to, size, "%s", count ? "" : ABSENT);
    for (size_t i = 0; i < count && i < countof(values); i++) {
        ks_str text = ks_field_text(values[i], event);
        used += (size_t)snprintf(to + used, size - used, "%s%.*s", i ? "|" : "", (int)text.size,
                                 text.size ? text.at : "");
    }
}

static void look_at_row(void *context, ks_event *event, const char *how)
{
    size_t i = ((const question *)context)->row;
    const ks_form *form = form_named(own_forms(), rows[i].source, rows[i].form);
    char values[1024], sentence[256];
    snprintf(sentence, sizeof sentence, "%s%s", rows[i].sentence, how);
    if (form == NULL || !ks_form_fits(form, event->class)) {
        check(sentence, false);
        remark("no such form: %s", rows[i].form);
        return;
    }
    ks_rule_field field = ks_field_resolve(form, event, ks_str_of(rows[i].field), of_test());
    join_values(values, sizeof values, &field, event);
    if (!check(sentence, strcmp(values, rows[i].values) == 0))
        remark("%s: '%s'", rows[i].field, values);
}

static void look_at_kind(void *context, ks_event *event, const char *how)
{
    size_t i = ((const question *)context)->row;
    if (*how)
        return;
    const ks_form *form = form_named(own_forms(), "process_creation", "Security 4688");
    ks_rule_field field = ks_field_resolve(form, event, ks_str_of(kinds[i].field), of_test());
    if (!check(kinds[i].sentence, field.kind == kinds[i].kind))
        remark("kind %d", (int)field.kind);
}

// Keywords are looked for in every own value, and in what names the event.
static void look_at_keywords(void *context, ks_event *event, const char *how)
{
    static const char *const wanted[] = { "P", "Application", "H", "7", "first", "third", "b" };
    (void)context;
    ks_value values[64];
    size_t count = ks_keyword_values(event, values, countof(values)), found = 0;
    for (size_t i = 0; i < countof(wanted); i++) {
        bool is_there = false;
        for (size_t k = 0; k < count && k < countof(values); k++)
            is_there =
                is_there || ks_str_equal(ks_field_text(values[k], event), ks_str_of(wanted[i]));
        found += is_there;
    }
    char sentence[128];
    snprintf(sentence, sizeof sentence, "keywords see every value%s", how);
    check(sentence, found == countof(wanted));
}

// More values than there is room for are counted.
static void look_at_few(void *context, ks_event *event, const char *how)
{
    (void)context;
    (void)how;
    const ks_form *form = form_named(own_forms(), "application", "Application");
    ks_rule_field field = ks_field_resolve(form, event, KS_STR("One"), of_test());
    ks_value one[2] = { { 0 }, { NULL, 77, 0 } };
    check("values beyond the room are counted and not written",
          ks_field_values(&field, event, one, 1) == 2 && one[1].size == 77);
}

int main(void)
{
    make_processes();
    make_packed();
    make_audited();
    make_others();
    for (size_t i = 0; i < countof(rows); i++)
        see_event(&events[rows[i].event], look_at_row, &(question){ i });
    for (size_t i = 0; i < countof(kinds); i++)
        see_event(&events[kinds[i].event], look_at_kind, &(question){ i });
    see_event(&events[SEVERAL], look_at_keywords, NULL);
    see_event(&events[SEVERAL], look_at_few, NULL);
    return checked();
}
