// Configured but dead: for each check a machine where it holds, and the least that makes it not.
#include "state/audit.h"
#include "support/made_machine.h"

#include "test.h"

#define CCS "SYSTEM\\ControlSet001\\"
#define SW  "SOFTWARE\\"
#define SVC CCS "Services\\"

typedef struct {
    const char *path, *what;
} line;

typedef struct {
    const char *sentence;
    ks_dead_id check;
    const char *setting; // NULL: the machine
    line dead[8];        // what makes it dead
    line alive[4];       // what is set after that, and makes it alive
} row;

static ks_arena arena, whole;

static const row rows[] = {
    { "command lines without process creation",
      KS_DEAD_CMDLINE,
      "proc.cmdline4688",
      { { SW "Microsoft\\Windows\\CurrentVersion\\Policies\\System\\Audit!"
             "ProcessCreationIncludeCmdLine_Enabled",
          "dword:1" },
        { "AUDIT 4 0", "0" } },
      { { "AUDIT 4 0", "1" } } },
    { "registry audited without an audit entry",
      KS_DEAD_NO_SACL,
      "audit.registry",
      { { "AUDIT 2 1", "3" } },
      { { SW "Microsoft\\Windows\\CurrentVersion\\Run", "sacl:S:(AU;CISA;0x10006;;;WD)" } } },
    { "module logging without modules",
      KS_DEAD_MODULELOG,
      "ps.module",
      { { SW "Policies\\Microsoft\\Windows\\PowerShell\\ModuleLogging!EnableModuleLogging",
          "dword:1" } },
      { { SW "Policies\\Microsoft\\Windows\\PowerShell\\ModuleLogging\\ModuleNames!*", "sz:*" } } },
    { "account lockout audited for success only",
      KS_DEAD_LOCKOUT,
      "audit.account-lockout",
      { { "AUDIT 1 2", "1" } },
      { { "AUDIT 1 2", "3" } } },
    { "group membership without logon",
      KS_DEAD_GROUP_MEMBERSHIP,
      "audit.group-membership",
      { { "AUDIT 1 10", "1" } },
      { { "AUDIT 1 0", "1" } } },
    { "special logon without special groups",
      KS_DEAD_SPECIAL_GROUPS,
      "audit.special-groups",
      { { "AUDIT 1 4", "1" } },
      { { CCS "Control\\Lsa\\Audit!SpecialGroups", "sz:S-1-5-32-544" } } },
    { "the event log service does not start",
      KS_DEAD_EVENTLOG_SERVICE,
      NULL,
      { { SVC "EventLog!Start", "dword:4" } },
      { { SVC "EventLog!Start", "dword:2" } } },
    { "a key MiniNt",
      KS_DEAD_EVENTLOG_SERVICE,
      "audit.logon",
      { { CCS "Control\\MiniNt", "key" } },
      { { NULL, "remove MiniNt" } } },
    { "Sysmon's service is disabled",
      KS_DEAD_SYSMON,
      NULL,
      { { SVC "Sysmon64!Start", "dword:4" } },
      { { SVC "Sysmon64!Start", "dword:2" } } },
    { "Sysmon's driver is disabled",
      KS_DEAD_SYSMON,
      NULL,
      { { SVC "Sysmon64!Start", "dword:2" }, { SVC "SysmonDrv!Start", "dword:4" } },
      { { SVC "SysmonDrv!Start", "dword:0" } } },
    { "forwarding without WinRM",
      KS_DEAD_WINRM,
      NULL,
      { { SW "Policies\\Microsoft\\Windows\\EventLog\\EventForwarding\\SubscriptionManager!1",
          "sz:Server=http://wec.example:5985/wsman/SubscriptionManager/WEC" },
        { SVC "WinRM!Start", "dword:3" } },
      { { SVC "WinRM!Start", "dword:2" } } },
    { "forwarding without the right to read Security",
      KS_DEAD_WEF_SECURITY,
      NULL,
      { { SW "Policies\\Microsoft\\Windows\\EventLog\\EventForwarding\\SubscriptionManager!1",
          "sz:Server=http://wec.example:5985/wsman/SubscriptionManager/WEC" },
        { "SAM\\SAM\\Domains\\Builtin\\Aliases\\0000023D!C", "hex:00000000" } },
      { { SVC "EventLog\\Security!CustomSD", "sz:O:BAG:SYD:(A;;0xf0005;;;SY)(A;;0x1;;;NS)" } } },
    { "... or as a member of Event Log Readers",
      KS_DEAD_WEF_SECURITY,
      NULL,
      { { SW "Policies\\Microsoft\\Windows\\EventLog\\EventForwarding\\SubscriptionManager!1",
          "sz:Server=http://wec.example:5985/wsman/SubscriptionManager/WEC" },
        { "SAM\\SAM\\Domains\\Builtin\\Aliases\\0000023D!C", "hex:00000000" } },
      { { "SAM\\SAM\\Domains\\Builtin\\Aliases\\0000023D!C",
          "hex:00000000010100000000000514000000" } } },
    { "AppLocker's rules without its service",
      KS_DEAD_APPLOCKER,
      NULL,
      { { SW "Policies\\Microsoft\\Windows\\SrpV2\\Exe\\{1}!Value", "sz:<FilePathRule/>" },
        { SVC "AppIDSvc!Start", "dword:3" } },
      { { SVC "AppIDSvc!Start", "dword:2" } } },
    { "software restriction on a Windows that counts AppLocker rules",
      KS_DEAD_SRP_WIN11,
      NULL,
      { { SW "Microsoft\\Windows NT\\CurrentVersion!CurrentBuildNumber", "sz:22631" },
        { SW "Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers\\0\\Paths", "key" },
        { CCS "Control\\Srp\\Gp!RuleCount", "dword:2" } },
      { { CCS "Control\\Srp\\Gp!RuleCount", "dword:0" } } },
    { "an ASR rule with Defender in passive mode",
      KS_DEAD_ASR,
      "asr.lsass",
      { { SW "Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit "
             "Guard\\ASR\\Rules!9e6c4e1f-7d60-472f-ba1a-a39ef669e4b2",
          "sz:1" },
        { SW "Microsoft\\Windows Defender!PassiveMode", "dword:1" },
        { SVC "WinDefend!Start", "dword:2" } },
      { { SW "Microsoft\\Windows Defender!PassiveMode", "dword:0" } } },
    { "an ASR rule without the policy's switch",
      KS_DEAD_ASR_SWITCH,
      "asr.lsass",
      { { SW "Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit "
             "Guard\\ASR\\Rules!9e6c4e1f-7d60-472f-ba1a-a39ef669e4b2",
          "sz:1" } },
      { { SW "Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit "
             "Guard\\ASR!ExploitGuard_ASR_Rules",
          "dword:1" } } },
    { "prefetching without SysMain",
      KS_DEAD_PREFETCH,
      NULL,
      { { CCS "Control\\Session Manager\\Memory Management\\PrefetchParameters!EnablePrefetcher",
          "dword:3" },
        { SVC "SysMain!Start", "dword:4" } },
      { { SVC "SysMain!Start", "dword:2" } } },
    { "script hosts off for 64 bits only",
      KS_DEAD_WSH_32,
      NULL,
      { { SW "WOW6432Node\\Microsoft", "key" },
        { SW "Microsoft\\Windows Script Host\\Settings!Enabled", "dword:0" } },
      { { SW "WOW6432Node\\Microsoft\\Windows Script Host\\Settings!Enabled", "dword:0" } } },
    { "the firewall's log without the firewall",
      KS_DEAD_FWLOG,
      "fw.log-dropped.public",
      { { SVC "SharedAccess\\Parameters\\FirewallPolicy\\PublicProfile\\Logging!LogDroppedPackets",
          "dword:1" },
        { SVC "SharedAccess\\Parameters\\FirewallPolicy\\PublicProfile!EnableFirewall", "dword:0" },
        { SVC "mpssvc!Start", "dword:2" },
        { SVC "BFE!Start", "dword:2" } },
      { { SVC "SharedAccess\\Parameters\\FirewallPolicy\\PublicProfile!EnableFirewall",
          "dword:1" } } },
    { "WDigest on Windows 7",
      KS_DEAD_WDIGEST_OLD,
      "cred.wdigest",
      { { SW "Microsoft\\Windows NT\\CurrentVersion!CurrentBuildNumber", "sz:7601" } },
      { { CCS "Control\\SecurityProviders\\WDigest!UseLogonCredential", "dword:0" } } },
    { "Credential Guard on Pro",
      KS_DEAD_CREDGUARD_EDITION,
      "cred.credguard",
      { { SW "Microsoft\\Windows NT\\CurrentVersion!EditionID", "sz:Professional" },
        { CCS "Control\\Lsa!LsaCfgFlags", "dword:1" } },
      { { SW "Microsoft\\Windows NT\\CurrentVersion!EditionID", "sz:Enterprise" } } },
    { "a user whose files lose their mark",
      KS_DEAD_MOTW,
      "ss.shell",
      { { "NTUSER\\Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\Attachments!"
          "SaveZoneInformation",
          "dword:1" } },
      { { "NTUSER\\Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\Attachments!"
          "SaveZoneInformation",
          "dword:2" } } },
    { "remote filter, and the built-in account exempt and enabled",
      KS_DEAD_RID500,
      "uac.remote-filter",
      { { SW "Microsoft\\Windows\\CurrentVersion\\Policies\\System!LocalAccountTokenFilterPolicy",
          "dword:0" },
        { SW "Microsoft\\Windows\\CurrentVersion\\Policies\\System!FilterAdministratorToken",
          "dword:0" },
        { "SAM\\SAM\\Domains\\Account\\Users\\000001F4!F",
          "hex:00000000000000000000000000000000000000000000000000000000000000000000000000000000"
          "00000000000000000000000000000000100200000000000000000000" } },
      { { "SAM\\SAM\\Domains\\Account\\Users\\000001F4!F",
          "hex:00000000000000000000000000000000000000000000000000000000000000000000000000000000"
          "00000000000000000000000000000000110200000000000000000000" } } },
    { "Defender under tamper protection",
      KS_DEAD_TAMPER,
      "def.realtime",
      { { SW "Microsoft\\Windows Defender\\Features!TamperProtection", "dword:5" } },
      { { SW "Microsoft\\Windows Defender\\Features!TamperProtection", "dword:4" } } },
    { "a channel that is switched off",
      KS_DEAD_CHANNEL_OFF,
      "ch.ps-operational",
      { { SW "Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\"
             "Microsoft-Windows-PowerShell/Operational!Enabled",
          "dword:0" } },
      { { SW "Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\"
             "Microsoft-Windows-PowerShell/Operational!Enabled",
          "dword:1" } } },
    { "the trace session of a channel does not start",
      KS_DEAD_CHANNEL_OFF,
      "ch.security",
      { { CCS "Control\\WMI\\Autologger\\EventLog-Security!Start", "dword:0" } },
      { { CCS "Control\\WMI\\Autologger\\EventLog-Security!Start", "dword:1" } } },
    { "bytes where kilobytes belong",
      KS_DEAD_SIZE_UNIT,
      "ch.security",
      { { SW "Policies\\Microsoft\\Windows\\EventLog\\Security!MaxSize", "dword:1073741824" } },
      { { SW "Policies\\Microsoft\\Windows\\EventLog\\Security!MaxSize", "dword:1048576" } } },
    { "kilobytes where bytes belong",
      KS_DEAD_SIZE_UNIT,
      "ch.security",
      { { SVC "EventLog\\Security!MaxSize", "dword:196608" } },
      { { SVC "EventLog\\Security!MaxSize", "dword:201326592" } } },
};

static void put(made_machine *m, const line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (lines[i].path)
            made_set(m, lines[i].path, lines[i].what);
        else if (lines[i].what)
            (void)ks_hive_tree_remove(m->trees[0], KS_STR("ControlSet001\\Control\\MiniNt"));
    }
}

static void each_row(const row *r)
{
    made_machine m;
    const ks_setting *setting = r->setting ? ks_setting_find(ks_str_of(r->setting)) : NULL;
    char sentence[160];
    arena = whole;
    made_machine_begin(&m, &arena);
    put(&m, r->dead, countof(r->dead));
    const ks_state *state = made_machine_open(&m);
    snprintf(sentence, sizeof sentence, "dead: %s", r->sentence);
    check(sentence, state && (setting || !r->setting) &&
                        ks_state_is_dead(state, r->check, setting) == KS_DEAD_YES);
    put(&m, r->alive, countof(r->alive));
    state = made_machine_open(&m);
    snprintf(sentence, sizeof sentence, "alive: %s, mended", r->sentence);
    check(sentence, state && ks_state_is_dead(state, r->check, setting) == KS_DEAD_NO);
    // Without the hives nobody can tell.
    made_no_hives(&m);
    state = made_machine_open(&m);
    snprintf(sentence, sizeof sentence, "not known without hives: %s", r->sentence);
    check(sentence, state && ks_state_is_dead(state, r->check, setting) != KS_DEAD_YES);
}

// Checks that need more than hives.
static void with_files(void)
{
    made_machine m;
    arena = whole;
    made_machine_begin(&m, &arena);
    made_set(&m, CCS "Control\\Lsa!SCENoApplyLegacyAuditPolicy", "dword:0");
    made_file(&m, "gpo/Machine/Microsoft/Windows NT/SecEdit/GptTmpl.inf",
              "[Unicode]\r\nUnicode=yes\r\n[Version]\r\nsignature=\"$CHICAGO$\"\r\nRevision=1\r\n"
              "[Event Audit]\r\nAuditLogonEvents = 3\r\n");
    const ks_state *state = made_machine_open(&m);
    check("dead: the nine old categories overwrite the subcategories",
          state && ks_state_is_dead(state, KS_DEAD_LEGACY_AUDIT, NULL) == KS_DEAD_YES);
    made_set(&m, CCS "Control\\Lsa!SCENoApplyLegacyAuditPolicy", "dword:1");
    state = made_machine_open(&m);
    check("alive: the old categories are ignored",
          state && ks_state_is_dead(state, KS_DEAD_LEGACY_AUDIT, NULL) == KS_DEAD_NO);

    const ks_setting *security = ks_setting_find(KS_STR("ch.security"));
    made_set(&m, SVC "EventLog\\Security!MaxSize", "dword:20971520");
    made_set(&m, SVC "EventLog\\Security!Retention", "dword:0xffffffff");
    made_set(&m, SVC "EventLog\\Security!AutoBackupLogFiles", "dword:0");
    state = made_machine_open(&m);
    check("a log that keeps its events may be full: nobody knows its size",
          state && ks_state_is_dead(state, KS_DEAD_LOG_STOPPED, security) == KS_DEAD_OPEN);
    made_file(&m, "winevt/Logs/Security.evtx", "ElfFile\0........");
    m.files[made_hives + 1].bytes.size = 16;
    m.files[made_hives + 1].bytes.at = (const u8 *)"ElfFile\0........";
    m.files[made_hives + 1].size = 20971520;
    state = made_machine_open(&m);
    check("dead: the log is full and keeps its events",
          state && ks_state_is_dead(state, KS_DEAD_LOG_STOPPED, security) == KS_DEAD_YES);
    made_set(&m, SVC "EventLog\\Security!AutoBackupLogFiles", "dword:1");
    state = made_machine_open(&m);
    check("alive: it is archived when full",
          state && ks_state_is_dead(state, KS_DEAD_LOG_STOPPED, security) == KS_DEAD_NO);
}

int main(void)
{
    if (!ks_arena_open(&whole, "dead", (size_t)64 << 20))
        return 1;
    u64 seen = 1u << KS_DEAD_LEGACY_AUDIT | 1u << KS_DEAD_LOG_STOPPED |
               1u << KS_DEAD_PS2; // features: no hive tells of them
    for (size_t i = 0; i < countof(rows); i++) {
        each_row(&rows[i]);
        seen |= (u64)1 << rows[i].check;
    }
    with_files();
    check("each check of the catalogue has its row", seen == ((u64)1 << KS_DEAD_COUNT) - 1);
    ks_arena_close(&whole);
    return checked();
}
