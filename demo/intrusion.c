// The intrusion of 2026-05-11, 03:09 to 04:21 UTC: a mail's attachment on PC-17, a remote tool, the
// file server FS-1, copies, and what was done against the traces.
//
// Addresses are those of RFC 5737, names end in .example or are of RFC 2606.
#include "events.h"

#define SYSTEM32 "C:\\Windows\\System32\\"
#define LURE     "調査票.docx                 .exe" // 17 spaces
#define UPD      "C:\\Users\\tanaka\\AppData\\Roaming\\Updater\\upd.exe"
#define PSEXEC   "C:\\ProgramData\\PsExec64.exe"

static const char control_name[] = "update.example.net", control[] = "203.0.113.45";

static const policy_change share_detail_off = { "%%8274", "%%12811",
                                                "{0CCE9244-69AE-11D9-BED3-505054503030}",
                                                "%%8448" };

typedef struct {
    host *pc, *fs;
    session *user;       // tanaka at PC-17
    process *mail, *upd; // upd: as it was started
    process *high;       // upd with the elevated token
    process *shell;      // on FS-1, as SYSTEM
} scene;

static process *child(host *h, const process *parent, const char *image, const char *command,
                      u64 lasts)
{
    return host_start(
        h, &(start){ .parent = parent, .image = image, .command = command, .lasts = lasts });
}

static void command(host *h, const process *parent, const char *line)
{
    process *p =
        child(h, parent, SYSTEM32 "cmd.exe", host_text(h, "cmd.exe /c %s", line), 2 * SECONDS);
    const char *program = host_text(h, SYSTEM32 "%.*s.exe", (int)strcspn(line, " "), line);
    child(h, p, program, line, 1 * SECONDS);
}

// 03:09 - 03:11: the attachment, the decoy, the tool, the Run key.
static void open_attachment(scene *s)
{
    host *pc = s->pc;
    const char *folder = "C:\\Users\\tanaka\\AppData\\Local\\Microsoft\\Windows\\INetCache\\"
                         "Content.Outlook\\8K2W1R4T\\";
    const char *lure_path = host_text(pc, "%s%s", folder, LURE);
    host_advance(pc, at("2026-05-11 03:09:12"));
    sysmon_file(pc, s->mail, lure_path);
    sysmon_mark_of_web(pc, s->mail, lure_path, "[ZoneTransfer]  ZoneId=3");

    host_advance(pc, at("2026-05-11 03:10:02"));
    process *lure =
        child(pc, s->mail, lure_path, host_text(pc, "\"%s\" ", lure_path), 41 * SECONDS);
    host_advance(pc, at("2026-05-11 03:10:04"));
    const char *decoy = "C:\\Users\\tanaka\\AppData\\Local\\Temp\\調査票.docx";
    sysmon_file(pc, lure, decoy);
    child(pc, lure, "C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE",
          host_text(
              pc, "\"C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE\" /n \"%s\"",
              decoy),
          6 * MINUTES);
    host_advance(pc, at("2026-05-11 03:10:31"));
    sysmon_file(pc, lure, UPD);
    s->upd = child(pc, lure, UPD, "\"" UPD "\" -q", 0);
    sysmon_dns(pc, s->upd, control_name, control);
    sysmon_connection(pc, s->upd, control, "-", 443);

    host_advance(pc, at("2026-05-11 03:11:40"));
    sysmon_registry(pc, s->upd,
                    host_text(pc,
                              "HKU\\%s\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\Updater",
                              s->user->sid),
                    UPD);
}

// 03:11 - 03:12: looking around, past UAC, into LSASS.
static void get_rights(scene *s)
{
    static const char *const lines[] = { "whoami /all", "ipconfig /all", "net view /domain",
                                         "net group \"Domain Admins\" /domain",
                                         "nltest /dclist:corp.example" };
    host *pc = s->pc;
    for (size_t i = 0; i < countof(lines); i++) {
        host_advance(pc, at("2026-05-11 03:11:48") + i * 3 * SECONDS);
        command(pc, s->upd, lines[i]);
    }
    host_advance(pc, at("2026-05-11 03:12:05"));
    sysmon_registry(pc, s->upd,
                    host_text(pc, "HKU\\%s_Classes\\ms-settings\\shell\\open\\command\\(Default)",
                              s->user->sid),
                    UPD " -e");
    process *helper =
        host_start(pc, &(start){ .parent = s->upd,
                                 .image = SYSTEM32 "fodhelper.exe",
                                 .command = "\"C:\\Windows\\System32\\fodhelper.exe\"",
                                 .as = s->user->linked,
                                 .lasts = 3 * SECONDS });
    s->high = child(pc, helper, UPD, "\"" UPD "\" -e", 0);
    host_advance(pc, at("2026-05-11 03:12:18"));
    sysmon_access(pc, s->high, pc->lsass, 0x1010);
}

// 03:12:40: PsExec from PC-17 to FS-1, both halves.
static void move_to_server(scene *s)
{
    host *pc = s->pc, *fs = s->fs;
    host_advance(pc, at("2026-05-11 03:12:36"));
    sysmon_file(pc, s->high, PSEXEC);
    host_advance(pc, at("2026-05-11 03:12:40"));
    process *tool = child(pc, s->high, PSEXEC, PSEXEC " -accepteula -nobanner \\\\FS-1 -s cmd.exe",
                          70 * MINUTES);
    sysmon_connection(pc, tool, "10.20.0.11", "FS-1.corp.example", 445);

    host_advance(fs, at("2026-05-11 03:12:40"));
    session *here = host_logon(fs, &tanaka_on_server);
    client c = { .session = here, .address = "10.20.1.17", .port = 51344 };
    security_logon(fs,
                   &(logon){ .session = here, .type = 3, .address = c.address, .port = c.port });
    security_share(fs, &c, "\\\\*\\ADMIN$", "\\??\\C:\\Windows");
    security_share_file(fs, &c, "\\\\*\\ADMIN$", "\\??\\C:\\Windows", "PSEXESVC.exe", true);
    security_share(fs, &c, "\\\\*\\IPC$", "");
    security_share_file(fs, &c, "\\\\*\\IPC$", "", "svcctl", true);
    system_service_installed(fs, here->sid, "PSEXESVC", "%SystemRoot%\\PSEXESVC.exe", false);
    security_service_installed(fs, here, "PSEXESVC", "%SystemRoot%\\PSEXESVC.exe");
    process *service = child(fs, fs->services, "C:\\Windows\\PSEXESVC.exe",
                             "C:\\Windows\\PSEXESVC.exe", 70 * MINUTES);
    system_service(fs, "PSEXESVC", "PSEXESVC", true);
    static const char *const ends[] = { "stdin", "stdout", "stderr" };
    for (size_t i = 0; i < countof(ends); i++)
        security_share_file(fs, &c, "\\\\*\\IPC$", "",
                            host_text(fs, "PSEXESVC-PC-17-%u-%s", tool->pid, ends[i]), true);
    s->shell = child(fs, service, SYSTEM32 "cmd.exe", "\"cmd.exe\"", 69 * MINUTES);
}

static void weaken(scene *s)
{
    host *pc = s->pc;
    host_advance(pc, at("2026-05-11 03:13:16"));
    process *shell =
        child(pc, s->high, SYSTEM32 "WindowsPowerShell\\v1.0\\powershell.exe",
              "powershell.exe -nop -w hidden -c Set-MpPreference -DisableRealtimeMonitoring $true",
              5 * SECONDS);
    powershell_session(pc, shell, "Set-MpPreference -DisableRealtimeMonitoring $true");
    defender_disabled(pc);

    static const char *const lines[] = { "whoami", "net share", "net session", "query user" };
    for (size_t i = 0; i < countof(lines); i++) {
        host_advance(s->fs, at("2026-05-11 03:14:05") + i * 41 * SECONDS);
        command(s->fs, s->shell, lines[i]);
    }
}

// 03:20 - 03:29: drawings from the share to PC-17.
static void copy_files(scene *s)
{
    host *pc = s->pc, *fs = s->fs;
    host_advance(fs, at("2026-05-11 03:20:11"));
    fs->is_exporting = false; // the export of the log ends here
    session *here = host_logon(fs, &colleagues[0].account);
    client c = { .session = here, .address = "10.20.1.17", .port = 51390 };
    security_logon(fs,
                   &(logon){ .session = here, .type = 3, .address = c.address, .port = c.port });
    security_share(fs, &c, "\\\\*\\設計", "\\??\\D:\\Share\\設計");
    for (u32 i = 1; i <= 160; i++) {
        u64 when = at("2026-05-11 03:20:12") + i * 3 * SECONDS;
        const char *file = host_text(fs, "図面\\試作%u号機\\図面_%03u.dwg", 1 + i / 60, i);
        host_advance(fs, when);
        security_share_file(fs, &c, "\\\\*\\設計", "\\??\\D:\\Share\\設計", file, false);
        host_advance(pc, when);
        sysmon_file(pc, s->high, host_text(pc, "C:\\ProgramData\\stage\\図面_%03u.dwg", i));
    }
}

// 03:31: another account's rights, whose logon is then hidden in FS-1's log: the record before it
// is enlarged over it, and the next one gets its id.
static void use_stolen_account(scene *s)
{
    host *fs = s->fs;
    host_advance(s->pc, at("2026-05-11 03:31:03"));
    command(s->pc, s->high, "net use \\\\FS-1\\D$ /user:CORP\\fs-admin");
    host_advance(fs, at("2026-05-11 03:31:04"));
    session *admin = host_logon(fs, &file_admin);
    client c = { .session = admin, .address = "10.20.1.17", .port = 51402 };
    security_logon(fs, &(logon){ .session = admin,
                                 .type = 3,
                                 .package = "NTLM",
                                 .address = c.address,
                                 .workstation = "PC-17",
                                 .port = c.port });
    fs->hidden_id = --fs->logs[LOG_SECURITY].next_id;
    security_share(fs, &c, "\\\\*\\D$", "\\??\\D:\\");
    for (u32 i = 1; i <= 24; i++) {
        host_advance(fs, at("2026-05-11 03:31:06") + i * 4 * SECONDS);
        security_share_file(fs, &c, "\\\\*\\D$", "\\??\\D:\\",
                            host_text(fs, "Share\\人事\\2026\\評価_%02u.xlsx", i), false);
    }
    host_advance(fs, at("2026-05-11 03:38:20"));
    security_logoff(fs, admin, 3, false);
}

// 03:41 - 03:47: one archive, and out.
static void take_out(scene *s)
{
    host *pc = s->pc;
    host_advance(pc, at("2026-05-11 03:41:02"));
    process *packer = child(pc, s->high, "C:\\ProgramData\\7za.exe",
                            "C:\\ProgramData\\7za.exe a -mhe=on -pK7 C:\\ProgramData\\log.7z "
                            "C:\\ProgramData\\stage\\",
                            50 * SECONDS);
    sysmon_file(pc, packer, "C:\\ProgramData\\log.7z");
    for (u32 i = 0; i < 6; i++) {
        host_advance(pc, at("2026-05-11 03:43:00") + i * 40 * SECONDS);
        sysmon_connection(pc, s->high, control, "-", 443);
    }
}

// 03:44 - 03:52 on FS-1: records are gone, the clock is set back for a while, and shares are no
// longer recorded in detail.
static void blind_server(scene *s)
{
    host *fs = s->fs;
    host_advance(fs, at("2026-05-11 03:44:10"));
    fs->logs[LOG_SECURITY].next_id += 24;
    command(fs, s->shell, "net session");

    u64 step = 30 * MINUTES;
    host_advance(fs, at("2026-05-11 03:47:00"));
    security_time_change(fs, &fs->system, s->shell, fs->now, fs->now - step);
    system_clock(fs, fs->now, fs->now - step, "S-1-5-18");
    fs->shift = -(i64)step;
    command(fs, s->shell, "attrib +h E:\\Backup\\share.log");
    host_advance(fs, at("2026-05-11 03:48:40"));
    fs->shift = 0;
    security_time_change(fs, &fs->system, s->shell, fs->now - step, fs->now);
    system_clock(fs, fs->now - step, fs->now, "S-1-5-18");

    host_advance(fs, at("2026-05-11 03:52:30"));
    command(fs, s->shell,
            "auditpol /set /subcategory:{0CCE9244-69AE-11D9-BED3-505054503030} "
            "/success:disable");
    security_policy(fs, &fs->system, &share_detail_off);
    fs->audits_share_files = false;
}

// 03:57 - 04:02 on PC-17: Sysmon stopped, two logs cleared.
static void clear_logs(scene *s)
{
    host *pc = s->pc;
    const session *high = s->user->linked;
    host_advance(pc, at("2026-05-11 03:57:40"));
    command(pc, s->high, "sc stop Sysmon64");
    sysmon_state(pc, "Stopped");
    pc->is_sysmon_on = false;
    host_end(pc, pc->sysmon->pid);
    system_service(pc, "Sysmon64", "Sysmon64", false);

    host_advance(pc, at("2026-05-11 04:02:08"));
    command(pc, s->high, "wevtutil cl Microsoft-Windows-PowerShell/Operational");
    host_clear_log(pc, LOG_SCRIPTS);
    system_cleared(pc, high, "Microsoft-Windows-PowerShell/Operational");
    system_says_made(pc, LOG_SCRIPTS);

    host_advance(pc, at("2026-05-11 04:02:10"));
    command(pc, s->high, "wevtutil cl Security");
    host_advance(pc, at("2026-05-11 04:02:11"));
    host_clear_log(pc, LOG_SECURITY);
    security_cleared(pc, high);
    system_says_made(pc, LOG_SECURITY);
}

// 04:05 - 04:21 on FS-1: the log service is stopped while the host runs on.
static void stop_log_service(scene *s)
{
    host *fs = s->fs;
    host_advance(fs, at("2026-05-11 04:05:30"));
    command(fs, s->shell, "net stop eventlog /y");
    system_service(fs, "Windows Event Log", "eventlog", false);
    security_service_stop(fs);
    system_log_stopped(fs);
    fs->is_logging = false;
    server_clients(fs, at("2026-05-11 04:21:00"));
    fs->is_logging = true;
    system_log_started(fs);
    system_service(fs, "Windows Event Log", "eventlog", true);
    host_advance(fs, at("2026-05-11 04:22:50"));
    system_service(fs, "PSEXESVC", "PSEXESVC", false);
}

void tell_the_intrusion(host *pc, host *fs, session *user, process *outlook)
{
    scene s = { .pc = pc, .fs = fs, .user = user, .mail = outlook };
    open_attachment(&s);
    get_rights(&s);
    move_to_server(&s);
    weaken(&s);
    copy_files(&s);
    use_stolen_account(&s);
    take_out(&s);
    blind_server(&s);
    clear_logs(&s);
    stop_log_service(&s);
}
