// Log sources of Windows (reference/sigma 6.1, 6.2) and events of auditing that tell what Sysmon
// tells under other names (6.4), as plain tables and one small function a conversion.
#pragma once
#include "rules/twin/event.h"

typedef void twin_converter(twin_event *e, const char *const *from, twin_values *to);
typedef struct {
    const char *name;
    twin_converter *convert; // NULL: the field is not to be had here
    const char *from[4];
} twin_conversion;

typedef struct {
    const char *category;    // of the rule; NULL at the end of the table
    const char *channels[3]; // a '*' at the end: any that begin so
    const char *providers[3];
    u16 ids[16];
    bool (*fits)(const twin_event *e); // NULL: nothing more is asked
    const twin_conversion *conversions;
} twin_form;

// --- conversions
static inline void twin_same(twin_event *e, const char *const *from, twin_values *to)
{
    twin_own_values(e, ks_str_of(from[0]), false, to);
    if (to->count == 0)
        twin_own_values(e, ks_str_of(from[0]), true, to);
}

// The first that is not empty; all empty: as if it were not there (no policy, no command line).
static inline void twin_if_filled(twin_event *e, const char *const *from, twin_values *to)
{
    twin_values all = { 0 };
    twin_same(e, from, &all);
    for (size_t i = 0; i < all.count && to->count == 0; i++) {
        if (all.items[i]->utf8.size)
            twin_give(to, all.items[i], &e->arena);
    }
}

static inline void twin_decimal(twin_event *e, const char *const *from, twin_values *to)
{
    twin_values all = { 0 };
    twin_same(e, from, &all);
    for (size_t i = 0; i < all.count; i++) {
        ks_str text = all.items[i]->utf8;
        twin_number number;
        if (twin_number_read(text, &number) && number.is_whole && !number.is_negative) {
            u8 *digits = ks_take(&e->arena, u8, ks_number_size);
            u8 *end = ks_u64_text(digits, number.size);
            text = (ks_str){ (char *)digits, (size_t)(end - digits) };
        }
        twin_give_text(to, text, &e->arena);
    }
}

static inline bool twin_says(const twin_event *e, const char *name, const char *text)
{
    return twin_own(e, name) && ks_equal_fold(twin_own_text(e, name), ks_str_of(text));
}

static inline ks_str twin_join(twin_event *e, ks_str a, const char *between, ks_str b)
{
    size_t size = strlen(between);
    char *to = ks_take(&e->arena, char, a.size + size + b.size + 1);
    KS_ASSERT(to);
    memcpy(to, a.at ? a.at : "", a.size);
    memcpy(to + a.size, between, size);
    memcpy(to + a.size + size, b.at ? b.at : "", b.size);
    return (ks_str){ to, a.size + size + b.size };
}

static inline bool twin_is_nobody(ks_str name)
{
    return name.size == 0 || ks_str_equal(name, KS_STR("-"));
}

static inline void twin_account(twin_event *e, const char *who, twin_values *to)
{
    static const char *const known[][2] = { { "S-1-5-18", "NT AUTHORITY\\SYSTEM" },
                                            { "S-1-5-19", "NT AUTHORITY\\LOCAL SERVICE" },
                                            { "S-1-5-20", "NT AUTHORITY\\NETWORK SERVICE" } };
    ks_str sid = twin_own_text(e, twin_join(e, ks_str_of(who), "UserSid", (ks_str){ 0 }).at);
    ks_str name = twin_own_text(e, twin_join(e, ks_str_of(who), "UserName", (ks_str){ 0 }).at);
    ks_str domain = twin_own_text(e, twin_join(e, ks_str_of(who), "DomainName", (ks_str){ 0 }).at);
    for (size_t i = 0; i < countof(known); i++) {
        if (ks_str_equal(sid, ks_str_of(known[i][0]))) {
            twin_give_text(to, ks_str_of(known[i][1]), &e->arena);
            return;
        }
    }
    if (!twin_is_nobody(name) && twin_is_nobody(domain))
        twin_give_text(to, name, &e->arena);
    else if (!twin_is_nobody(name))
        twin_give_text(to, twin_join(e, domain, "\\", name), &e->arena);
}

// The new process' user: Target… where there is one, else Subject….
static inline void twin_user(twin_event *e, const char *const *from, twin_values *to)
{
    (void)from;
    bool has_target = !twin_is_nobody(twin_own_text(e, "TargetUserName"));
    twin_account(e, has_target ? "Target" : "Subject", to);
}

static inline void twin_subject(twin_event *e, const char *const *from, twin_values *to)
{
    (void)from;
    twin_account(e, "Subject", to);
}

// The first that is a number and not 0.
static inline void twin_logon_id(twin_event *e, const char *const *from, twin_values *to)
{
    twin_number number;
    for (size_t i = 0; i < 2 && to->count == 0; i++) {
        ks_str text = twin_own_text(e, from[i]);
        if (twin_number_read(text, &number) && number.real != 0)
            twin_give_text(to, text, &e->arena);
    }
}

static inline void twin_integrity(twin_event *e, const char *const *from, twin_values *to)
{
    static const char *const names[][2] = {
        { "S-1-16-0", "Untrusted" },     { "S-1-16-4096", "Low" },   { "S-1-16-8192", "Medium" },
        { "S-1-16-8448", "MediumPlus" }, { "S-1-16-12288", "High" }, { "S-1-16-16384", "System" },
        { "S-1-16-20480", "Protected" },
    };
    twin_same(e, from, to);
    ks_str label = twin_own_text(e, from[0]);
    for (size_t i = 0; i < countof(names); i++) {
        if (ks_str_equal(label, ks_str_of(names[i][0])))
            twin_give_text(to, ks_str_of(names[i][1]), &e->arena);
    }
}

static inline bool twin_begins(ks_str text, const char *start)
{
    size_t size = strlen(start);
    return text.size >= size && ks_equal_fold((ks_str){ text.at, size }, ks_str_of(start));
}

static inline ks_str twin_behind(ks_str text, size_t size)
{
    return (ks_str){ text.at + size, text.size - size };
}

static inline void twin_registry_key(twin_event *e, const char *const *from, twin_values *to)
{
    ks_str key = twin_own_text(e, from[0]), value = twin_own_text(e, from[1]);
    if (twin_own(e, from[0]) == NULL)
        return;
    if (twin_begins(key, "\\REGISTRY\\MACHINE\\"))
        key = twin_join(e, KS_STR("HKLM"), "\\", twin_behind(key, 18));
    else if (twin_begins(key, "\\REGISTRY\\USER\\"))
        key = twin_join(e, KS_STR("HKU"), "\\", twin_behind(key, 15));
    if (value.size)
        key = twin_join(e, key, "\\", value);
    bool is_set = twin_begins(key, "HKLM\\SYSTEM\\ControlSet00") && key.size > 25 &&
                  key.at[24] >= '0' && key.at[24] <= '9' && key.at[25] == '\\';
    if (is_set)
        twin_give_text(
            to, twin_join(e, KS_STR("HKLM\\System\\CurrentControlSet"), "\\", twin_behind(key, 26)),
            &e->arena);
    else if (twin_begins(key, "HKLM\\SOFTWARE\\Classes\\"))
        twin_give_text(to, twin_join(e, KS_STR("HKCR"), "\\", twin_behind(key, 22)), &e->arena);
    twin_give_text(to, key, &e->arena);
}

static inline void twin_registry_details(twin_event *e, const char *const *from, twin_values *to)
{
    ks_str data = twin_own_text(e, from[0]), type = twin_own_text(e, from[1]);
    twin_number n = { 0 };
    char made[64];
    bool is_number = twin_number_read(data, &n) && n.is_whole && !n.is_negative;
    if (twin_own(e, from[0]) == NULL)
        return;
    made[0] = '\0';
    if (is_number && ks_str_equal(type, KS_STR("%%1876")) && n.size <= UINT32_MAX)
        snprintf(made, sizeof made, "DWORD (0x%08x)", (unsigned)n.size);
    else if (is_number && ks_str_equal(type, KS_STR("%%1883")))
        snprintf(made, sizeof made, "QWORD (0x%08x-0x%08x)", (unsigned)(n.size >> 32),
                 (unsigned)(n.size & UINT32_MAX));
    else if (ks_str_equal(type, KS_STR("%%1875")))
        snprintf(made, sizeof made, "Binary Data");
    else if (data.size == 0)
        snprintf(made, sizeof made, "(Empty)");
    if (made[0])
        twin_give_text(to, ks_arena_keep(&e->arena, ks_str_of(made)), &e->arena);
    twin_give_text(to, data, &e->arena);
}

// A row of words: { of, for } pairs behind the field's name in `from`.
static inline void twin_word(twin_event *e, const char *field, const char *const (*rows)[2],
                             twin_values *to)
{
    ks_str text = twin_own_text(e, field);
    if (twin_own(e, field) == NULL)
        return;
    for (; (*rows)[0]; rows++) {
        if (ks_str_equal(text, ks_str_of((*rows)[0])))
            text = ks_str_of((*rows)[1]);
    }
    twin_give_text(to, text, &e->arena);
}

static inline void twin_operation(twin_event *e, const char *const *from, twin_values *to)
{
    static const char *const rows[][2] = { { "%%1904", "SetValue" },
                                           { "%%1905", "SetValue" },
                                           { "%%1906", "DeleteValue" },
                                           { NULL, NULL } };
    twin_word(e, from[0], rows, to);
}

static inline void twin_initiated(twin_event *e, const char *const *from, twin_values *to)
{
    static const char *const rows[][2] = { { "%%14593", "true" },
                                           { "%%14592", "false" },
                                           { NULL, NULL } };
    twin_word(e, from[0], rows, to);
}

static inline void twin_protocol(twin_event *e, const char *const *from, twin_values *to)
{
    static const char *const rows[][2] = { { "6", "tcp" }, { "17", "udp" }, { NULL, NULL } };
    twin_word(e, from[0], rows, to);
}

// \device\harddiskvolumeN\...: as C:\..., and as it is.
static inline void twin_device_path(twin_event *e, const char *const *from, twin_values *to)
{
    ks_str path = twin_own_text(e, from[0]);
    size_t i = 22;
    if (twin_begins(path, "\\device\\harddiskvolume")) {
        while (i < path.size && path.at[i] >= '0' && path.at[i] <= '9')
            i++;
        if (i > 22 && i < path.size && path.at[i] == '\\')
            twin_give_text(to, twin_join(e, KS_STR("C:"), "", twin_behind(path, i)), &e->arena);
    }
    twin_same(e, from, to);
}

// Inbound with the local end in Source (a port that listens, answered from one that does not):
// Sysmon's Source is who began (reference/sigma 6.4, reference/answers trap 31).
static inline bool twin_is_swapped(const twin_event *e)
{
    twin_number source, target;
    return twin_says(e, "Direction", "%%14592") &&
           twin_number_read(twin_own_text(e, "SourcePort"), &source) &&
           twin_number_read(twin_own_text(e, "DestPort"), &target) && source.size < 49152 &&
           target.size >= 49152;
}

static inline void twin_end(twin_event *e, const char *const *from, twin_values *to)
{
    twin_same(e, twin_is_swapped(e) ? from + 1 : from, to);
}

// file:_C:\...; file:_D:\...
static inline void twin_threat_paths(twin_event *e, const char *const *from, twin_values *to)
{
    ks_str rest = twin_own_text(e, from[0]), one;
    bool is_more = twin_own(e, from[0]) != NULL;
    while (is_more) {
        one = rest;
        is_more = twin_split(rest, ';', &one, &rest);
        while (one.size && one.at[0] == ' ')
            one = twin_behind(one, 1);
        if (twin_begins(one, "file:_"))
            one = twin_behind(one, 6);
        if (one.size || to->count == 0)
            twin_give_text(to, one, &e->arena);
    }
}

static inline void twin_pipe(twin_event *e, const char *const *from, twin_values *to)
{
    if (twin_own(e, from[0]))
        twin_give_text(to, twin_join(e, (ks_str){ 0 }, "\\", twin_own_text(e, from[0])), &e->arena);
}

// --- tables of conversions
static const twin_conversion twin_4688[] = {
    { "Image", twin_same, { "NewProcessName" } },
    { "ParentImage", twin_same, { "ParentProcessName" } },
    { "CommandLine", twin_if_filled, { "CommandLine" } },
    { "ProcessId", twin_decimal, { "NewProcessId" } },
    { "ParentProcessId", twin_decimal, { "ProcessId" } },
    { "User", twin_user, { NULL } },
    { "LogonId", twin_logon_id, { "TargetLogonId", "SubjectLogonId" } },
    { "IntegrityLevel", twin_integrity, { "MandatoryLabel" } },
    { 0 },
};
static const twin_conversion twin_4689[] = {
    { "Image", twin_same, { "ProcessName" } },
    { "ProcessId", twin_decimal, { "ProcessId" } },
    { "User", twin_subject, { NULL } },
    { 0 },
};
static const twin_conversion twin_4657[] = {
    { "TargetObject", twin_registry_key, { "ObjectName", "ObjectValueName" } },
    { "Details", twin_registry_details, { "NewValue", "NewValueType" } },
    { "EventType", twin_operation, { "OperationType" } },
    { "Image", twin_same, { "ProcessName" } },
    { "ProcessId", twin_decimal, { "ProcessId" } },
    { "User", twin_subject, { NULL } },
    { 0 },
};
static const twin_conversion twin_5156[] = {
    { "Image", twin_device_path, { "Application" } },
    { "Initiated", twin_initiated, { "Direction" } },
    { "SourceIp", twin_end, { "SourceAddress", "DestAddress" } },
    { "SourcePort", twin_end, { "SourcePort", "DestPort" } },
    { "DestinationIp", twin_end, { "DestAddress", "SourceAddress" } },
    { "DestinationPort", twin_end, { "DestPort", "SourcePort" } },
    { "Protocol", twin_protocol, { "Protocol" } },
    { "ProcessId", twin_same, { "ProcessID" } },
    { 0 },
};
static const twin_conversion twin_object_process[] = {
    { "SourceImage", twin_same, { "ProcessName" } },
    { "TargetImage", twin_same, { "ObjectName" } },
    { "GrantedAccess", twin_same, { "AccessMask" } },
    { "SourceProcessId", twin_decimal, { "ProcessId" } },
    { "SourceUser", twin_subject, { NULL } },
    { 0 },
};
static const twin_conversion twin_object_file[] = {
    { "TargetFilename", twin_same, { "ObjectName" } },
    { "Image", twin_same, { "ProcessName" } },
    { "ProcessId", twin_decimal, { "ProcessId" } },
    { "User", twin_subject, { NULL } },
    { 0 },
};
static const twin_conversion twin_5145[] = { { "PipeName", twin_pipe, { "RelativeTargetName" } },
                                             { 0 } };
static const twin_conversion twin_5861[] = { { "Destination", twin_same, { "PossibleCause" } },
                                             { 0 } };
static const twin_conversion twin_dns_client[] = {
    { "Image", NULL, { NULL } },
    { "ProcessId", NULL, { NULL } },
    { "ProcessGuid", NULL, { NULL } },
    { "User", NULL, { NULL } },
    { 0 },
};
static const twin_conversion twin_defender[] = {
    { "Signature", twin_same, { "Threat Name" } },
    { "Filename", twin_threat_paths, { "Path" } },
    { "Action", twin_same, { "Action Name" } },
    { 0 },
};

// --- what else an event has to say to be of a form
static inline bool twin_fits_create_key(const twin_event *e)
{
    return twin_says(e, "EventType", "CreateKey");
}
static inline bool twin_fits_delete(const twin_event *e)
{
    return twin_says(e, "EventType", "DeleteKey") || twin_says(e, "EventType", "DeleteValue");
}
static inline bool twin_fits_new_value(const twin_event *e)
{
    return twin_says(e, "OperationType", "%%1904");
}
static inline bool twin_fits_set_value(const twin_event *e)
{
    return twin_says(e, "OperationType", "%%1904") || twin_says(e, "OperationType", "%%1905");
}
static inline bool twin_fits_delete_value(const twin_event *e)
{
    return twin_says(e, "OperationType", "%%1906");
}
static inline bool twin_fits_process(const twin_event *e)
{
    return twin_says(e, "ObjectType", "Process");
}
static inline bool twin_has_access(const twin_event *e, u64 bits)
{
    twin_number mask;
    return twin_number_read(twin_own_text(e, "AccessMask"), &mask) && (mask.size & bits) != 0;
}
static inline bool twin_fits_write(const twin_event *e)
{
    return twin_says(e, "ObjectType", "File") && twin_has_access(e, 0x6);
}
static inline bool twin_fits_delete_file(const twin_event *e)
{
    return twin_says(e, "ObjectType", "File") && twin_has_access(e, 0x10000);
}
static inline bool twin_fits_ipc(const twin_event *e)
{
    ks_str share = twin_own_text(e, "ShareName");
    return share.size >= 5 &&
           ks_equal_fold((ks_str){ share.at + share.size - 5, 5 }, KS_STR("\\IPC$"));
}

// --- categories
#define TWIN_SYSMON \
    { "Microsoft-Windows-Sysmon/Operational" }, { "Microsoft-Windows-Sysmon" }
#define TWIN_SECURITY \
    { "Security" }, { "Microsoft-Windows-Security-Auditing" }
#define TWIN_PS                                                                   \
    { "Microsoft-Windows-PowerShell/Operational", "PowerShellCore/Operational" }, \
    {                                                                             \
        "Microsoft-Windows-PowerShell", "PowerShellCore"                          \
    }
#define TWIN_PS_OLD \
    { "Windows PowerShell" }, { "PowerShell" }
// clang-format off
static const twin_form twin_forms[] = {
    { "process_creation", TWIN_SYSMON, { 1 }, NULL, NULL },
    { "process_creation", TWIN_SECURITY, { 4688 }, NULL, twin_4688 },
    { "file_change", TWIN_SYSMON, { 2 }, NULL, NULL },
    { "network_connection", TWIN_SYSMON, { 3 }, NULL, NULL },
    { "network_connection", TWIN_SECURITY, { 5156 }, NULL, twin_5156 },
    { "sysmon_status", TWIN_SYSMON, { 4, 16 }, NULL, NULL },
    { "process_termination", TWIN_SYSMON, { 5 }, NULL, NULL },
    { "process_termination", TWIN_SECURITY, { 4689 }, NULL, twin_4689 },
    { "driver_load", TWIN_SYSMON, { 6 }, NULL, NULL },
    { "image_load", TWIN_SYSMON, { 7 }, NULL, NULL },
    { "create_remote_thread", TWIN_SYSMON, { 8 }, NULL, NULL },
    { "raw_access_thread", TWIN_SYSMON, { 9 }, NULL, NULL },
    { "raw_access_read", TWIN_SYSMON, { 9 }, NULL, NULL },
    { "process_access", TWIN_SYSMON, { 10 }, NULL, NULL },
    { "process_access", TWIN_SECURITY, { 4656, 4663 }, twin_fits_process, twin_object_process },
    { "file_event", TWIN_SYSMON, { 11 }, NULL, NULL },
    { "file_event", TWIN_SECURITY, { 4663 }, twin_fits_write, twin_object_file },
    { "registry_event", TWIN_SYSMON, { 12, 13, 14 }, NULL, NULL },
    { "registry_event", TWIN_SECURITY, { 4657 }, NULL, twin_4657 },
    { "registry_add", TWIN_SYSMON, { 12 }, twin_fits_create_key, NULL },
    { "registry_add", TWIN_SECURITY, { 4657 }, twin_fits_new_value, twin_4657 },
    { "registry_delete", TWIN_SYSMON, { 12 }, twin_fits_delete, NULL },
    { "registry_delete", TWIN_SECURITY, { 4657 }, twin_fits_delete_value, twin_4657 },
    { "registry_set", TWIN_SYSMON, { 13 }, NULL, NULL },
    { "registry_set", TWIN_SECURITY, { 4657 }, twin_fits_set_value, twin_4657 },
    { "registry_rename", TWIN_SYSMON, { 14 }, NULL, NULL },
    { "create_stream_hash", TWIN_SYSMON, { 15 }, NULL, NULL },
    { "pipe_created", TWIN_SYSMON, { 17, 18 }, NULL, NULL },
    { "pipe_created", TWIN_SECURITY, { 5145 }, twin_fits_ipc, twin_5145 },
    { "wmi_event", TWIN_SYSMON, { 19, 20, 21 }, NULL, NULL },
    { "wmi_event", { "Microsoft-Windows-WMI-Activity/Operational" },
      { "Microsoft-Windows-WMI-Activity" }, { 5861 }, NULL, twin_5861 },
    { "dns_query", TWIN_SYSMON, { 22 }, NULL, NULL },
    { "dns_query", { "Microsoft-Windows-DNS Client Events/Operational",
                     "Microsoft-Windows-DNS-Client/Operational" },
      { "Microsoft-Windows-DNS-Client" }, { 3006, 3008, 3020 }, NULL, twin_dns_client },
    { "file_delete", TWIN_SYSMON, { 23, 26 }, NULL, NULL },
    { "file_delete", TWIN_SECURITY, { 4663 }, twin_fits_delete_file, twin_object_file },
    { "clipboard_capture", TWIN_SYSMON, { 24 }, NULL, NULL },
    { "clipboard_change", TWIN_SYSMON, { 24 }, NULL, NULL },
    { "process_tampering", TWIN_SYSMON, { 25 }, NULL, NULL },
    { "file_delete_detected", TWIN_SYSMON, { 26 }, NULL, NULL },
    { "file_block_executable", TWIN_SYSMON, { 27 }, NULL, NULL },
    { "file_block", TWIN_SYSMON, { 27 }, NULL, NULL },
    { "file_block_shredding", TWIN_SYSMON, { 28 }, NULL, NULL },
    { "file_executable_detected", TWIN_SYSMON, { 29 }, NULL, NULL },
    { "sysmon_error", TWIN_SYSMON, { 255 }, NULL, NULL },
    { "ps_module", TWIN_PS, { 4103 }, NULL, NULL },
    { "ps_script", TWIN_PS, { 4104 }, NULL, NULL },
    { "ps_classic_start", TWIN_PS_OLD, { 400 }, NULL, NULL },
    { "ps_classic_provider_start", TWIN_PS_OLD, { 600 }, NULL, NULL },
    { "ps_classic_script", TWIN_PS_OLD, { 800 }, NULL, NULL },
    { "antivirus", { "Microsoft-Windows-Windows Defender/Operational" },
      { "Microsoft-Windows-Windows Defender" },
      { 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1017, 1018, 1019, 1115, 1116 }, NULL,
      twin_defender },
    { .category = NULL },
};

static const struct { const char *service, *channels[5]; } twin_services[] = {
    { "security", { "Security" } },
    { "system", { "System" } },
    { "application", { "Application" } },
    { "windefend", { "Microsoft-Windows-Windows Defender/Operational" } },
    { "appxdeployment-server", { "Microsoft-Windows-AppXDeploymentServer/Operational" } },
    { "codeintegrity-operational", { "Microsoft-Windows-CodeIntegrity/Operational" } },
    { "firewall-as", { "Microsoft-Windows-Windows Firewall With Advanced Security/Firewall" } },
    { "msexchange-management", { "MSExchange Management" } },
    { "bits-client", { "Microsoft-Windows-Bits-Client/Operational" } },
    { "dns-client", { "Microsoft-Windows-DNS Client Events/Operational",
                      "Microsoft-Windows-DNS-Client/Operational" } },
    { "iis-configuration", { "Microsoft-IIS-Configuration/Operational" } },
    { "sysmon", { "Microsoft-Windows-Sysmon/Operational" } },
    { "taskscheduler", { "Microsoft-Windows-TaskScheduler/Operational" } },
    { "ntlm", { "Microsoft-Windows-NTLM/Operational" } },
    { "powershell-classic", { "Windows PowerShell" } },
    { "applocker", { "Microsoft-Windows-AppLocker/MSI and Script",
                     "Microsoft-Windows-AppLocker/EXE and DLL",
                     "Microsoft-Windows-AppLocker/Packaged app-Deployment",
                     "Microsoft-Windows-AppLocker/Packaged app-Execution" } },
    { "dns-server", { "DNS Server" } },
    { "security-mitigations", { "Microsoft-Windows-Security-Mitigations*" } },
    { "wmi", { "Microsoft-Windows-WMI-Activity/Operational" } },
    { "appmodel-runtime", { "Microsoft-Windows-AppModel-Runtime/Admin" } },
    { "appxpackaging-om", { "Microsoft-Windows-AppxPackaging/Operational" } },
    { "capi2", { "Microsoft-Windows-CAPI2/Operational" } },
    { "certificateservicesclient-lifecycle-system",
      { "Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational" } },
    { "diagnosis-scripted", { "Microsoft-Windows-Diagnosis-Scripted/Operational" } },
    { "dns-server-analytic", { "Microsoft-Windows-DNS-Server/Analytical" } },
    { "driver-framework", { "Microsoft-Windows-DriverFrameworks-UserMode/Operational" } },
    { "ldap", { "Microsoft-Windows-LDAP-Client/Debug" } },
    { "ldap_debug", { "Microsoft-Windows-LDAP-Client/Debug" } },
    { "lsa-server", { "Microsoft-Windows-LSA/Operational" } },
    { "microsoft-servicebus-client", { "Microsoft-ServiceBus-Client",
                                       "Microsoft-ServiceBus-Client/Operational",
                                       "Microsoft-ServiceBus-Client/Admin" } },
    { "servicebus-client", { "Microsoft-ServiceBus-Client",
                             "Microsoft-ServiceBus-Client/Operational",
                             "Microsoft-ServiceBus-Client/Admin" } },
    { "openssh", { "OpenSSH/Operational" } },
    { "printservice-admin", { "Microsoft-Windows-PrintService/Admin" } },
    { "printservice-operational", { "Microsoft-Windows-PrintService/Operational" } },
    { "shell-core", { "Microsoft-Windows-Shell-Core/Operational" } },
    { "smbclient-connectivity", { "Microsoft-Windows-SmbClient/Connectivity" } },
    { "smbclient-security", { "Microsoft-Windows-SmbClient/Security" } },
    { "smbserver-connectivity", { "Microsoft-Windows-SMBServer/Connectivity" } },
    { "terminalservices-localsessionmanager",
      { "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational" } },
    { "application-experience",
      { "Microsoft-Windows-Application-Experience/Program-Telemetry",
        "Microsoft-Windows-Application-Experience/Program-Compatibility-Assistant" } },
    { "bitlocker", { "Microsoft-Windows-BitLocker/BitLocker Management" } },
    { "dhcp", { "Microsoft-Windows-DHCP-Server/Operational" } },
    { "dns-server-audit", { "Microsoft-Windows-DNS-Server/Audit" } },
    { "hyper-v-worker", { "Microsoft-Windows-Hyper-V-Worker*" } },
    { "kernel-event-tracing", { "Microsoft-Windows-Kernel-EventTracing*" } },
    { "kernel-shimengine", { "Microsoft-Windows-Kernel-ShimEngine/Operational",
                             "Microsoft-Windows-Kernel-ShimEngine/Diagnostic" } },
    { "ntfs", { "Microsoft-Windows-Ntfs/Operational" } },
    { "powershell", { "Microsoft-Windows-PowerShell/Operational", "PowerShellCore/Operational" } },
    { "sense", { "Microsoft-Windows-SENSE/Operational" } },
    { "vhdmp", { "Microsoft-Windows-VHDMP/Operational",
                 "Microsoft-Windows-VHDMP-Operational" } },
};
// clang-format on

static inline bool twin_name_in(ks_str name, const char *const *list, size_t most)
{
    for (size_t i = 0; i < most && list[i]; i++) {
        size_t size = strlen(list[i]);
        bool is_start = list[i][size - 1] == '*';
        ks_str known = { list[i], size - is_start };
        if (is_start && name.size > known.size)
            name.size = known.size;
        if (ks_equal_fold(name, known))
            return true;
    }
    return false;
}

static inline bool twin_form_fits(const twin_form *form, const twin_event *e)
{
    bool is_id = false;
    for (size_t i = 0; i < countof(form->ids) && form->ids[i]; i++)
        is_id = is_id || form->ids[i] == e->id;
    // Some exports name no provider: then the channel tells alone.
    bool is_provider = e->provider.size == 0 ||
                       twin_name_in(e->provider, form->providers, countof(form->providers));
    return is_id && is_provider &&
           twin_name_in(e->channel, form->channels, countof(form->channels)) &&
           (form->fits == NULL || form->fits(e));
}

// Whether the event is of the service: 1, not: 0; no such service: -1.
static inline int twin_service_fits(ks_str service, ks_str channel)
{
    for (size_t i = 0; i < countof(twin_services); i++) {
        if (ks_str_equal(service, ks_str_of(twin_services[i].service)))
            return twin_name_in(channel, twin_services[i].channels, 5);
    }
    return -1;
}

static inline bool twin_has_category(ks_str category)
{
    const twin_form *form = twin_forms;
    while (form->category && !ks_str_equal(category, ks_str_of(form->category)))
        form++;
    return form->category != NULL;
}
