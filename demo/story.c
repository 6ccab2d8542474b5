// The days around it, 2026-04-30 to 05-12 (UTC; the site is at UTC+9). The first days of May are
// holidays in Japan: PC-17 is off, the server is not.
#include "events.h"

#define SYSTEM32 "C:\\Windows\\System32\\"

// So that the clearing of 05-11 is record 41,234.
enum { first_id_of_pc = 40237 };

static const policy_change file_system_on = { "%%8274", "%%12800",
                                              "{0CCE921D-69AE-11D9-BED3-505054503030}", "%%8449" };

// The administrator sets up the PC on the evening of 05-04.
static void first_evening(host *pc)
{
    static const log_kind logs[] = { LOG_SECURITY, LOG_SYSTEM,   LOG_POWERSHELL,
                                     LOG_SCRIPTS,  LOG_TERMINAL, LOG_DEFENDER };
    host_advance(pc, at("2026-05-04 09:00:00"));
    for (size_t i = 0; i < countof(logs); i++)
        host_open_log(pc, logs[i], logs[i] == LOG_SECURITY ? first_id_of_pc : 1, 0);
    host_open_export(pc);
    office_background(pc);
    host_boot(pc);
    host_advance(pc, at("2026-05-04 09:03:12"));
    session *s = host_person_logs_on(pc, &sato, &sato_elevated);
    host_advance(pc, at("2026-05-04 09:20:40"));
    static const char update[] = "2026-04 Windows 10 Version 22H2 の累積更新プログラム (KB5036892)";
    static const char guid[] = "{36A0EA1A-0E82-410C-8921-023F21F69575}";
    system_update(pc, 44, update, guid);
    host_advance(pc, at("2026-05-04 09:52:03"));
    system_update(pc, 43, update, guid);
    host_advance(pc, at("2026-05-04 10:31:55"));
    system_update(pc, 19, update, guid);
    host_advance(pc, at("2026-05-04 11:02:10"));
    host_person_logs_off(pc, s);
    host_advance(pc, at("2026-05-04 11:02:31"));
    host_shut_down(pc, &sato);
}

// Sysmon comes to the PC on the morning of 05-07, from an elevated prompt: whoever sits here is
// an administrator.
static void install_sysmon(host *pc, const session *s)
{
    process *prompt = host_start(pc, &(start){ .parent = pc->explorer,
                                               .image = SYSTEM32 "cmd.exe",
                                               .command = "\"C:\\Windows\\system32\\cmd.exe\"",
                                               .as = s->linked,
                                               .lasts = 4 * MINUTES });
    host_start(pc,
               &(start){ .parent = prompt,
                         .image = SYSTEM32 "conhost.exe",
                         .command = "\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1",
                         .lasts = 4 * MINUTES });
    host_advance(pc, pc->now + 40 * SECONDS);
    host_start(pc, &(start){ .parent = prompt,
                             .image = "C:\\Tools\\Sysmon64.exe",
                             .command = "Sysmon64.exe -accepteula -i C:\\Tools\\sysmon.xml",
                             .lasts = 3 * SECONDS });
    host_advance(pc, pc->now + 1 * SECONDS);
    system_service_installed(pc, s->sid, "Sysmon64", "C:\\Windows\\Sysmon64.exe", false);
    system_service_installed(pc, s->sid, "SysmonDrv", "C:\\Windows\\SysmonDrv.sys", true);
    host_open_log(pc, LOG_SYSMON, 1, 1);
    pc->is_sysmon_on = true;
    pc->sysmon = host_start(pc, &(start){ .parent = pc->services,
                                          .image = "C:\\Windows\\Sysmon64.exe",
                                          .command = "C:\\Windows\\Sysmon64.exe" });
    sysmon_configuration(pc, "C:\\Tools\\sysmon.xml");
    sysmon_state(pc, "Started");
    system_service(pc, "Sysmon64", "Sysmon64", true);
}

static void mistype_password(host *pc)
{
    process who = { .image = SYSTEM32 "svchost.exe", .pid = 1180 };
    security_logon_failed(pc, &(logon){ .session = &tanaka, .type = 2, .by = &who });
}

// A working day: boot, mail, documents, browser, off. Returns the session before noon.
static session *begin_day(host *pc, const char *boot, process **mail)
{
    host_advance(pc, at(boot));
    host_boot(pc);
    host_advance(pc, pc->now + (40 + host_dice(pc, 60)) * SECONDS);
    if (host_dice(pc, 2) == 0)
        mistype_password(pc);
    host_advance(pc, pc->now + (5 + host_dice(pc, 9)) * SECONDS);
    session *s = host_person_logs_on(pc, &tanaka, &tanaka_elevated);
    *mail = office_morning(pc, s);
    return s;
}

static void end_day(host *pc, const session *s, const char *end)
{
    office_work(pc, s, at(end));
    host_person_logs_off(pc, s);
    host_advance(pc, pc->now + 20 * SECONDS);
    host_shut_down(pc, &tanaka);
}

static void pc_before(host *pc)
{
    process *mail = NULL;
    first_evening(pc);
    session *s = begin_day(pc, "2026-05-06 23:51:20", &mail);
    office_work(pc, s, at("2026-05-07 01:30:00"));
    install_sysmon(pc, s);
    end_day(pc, s, "2026-05-07 09:12:00");

    s = begin_day(pc, "2026-05-07 23:54:02", &mail);
    office_work(pc, s, at("2026-05-08 04:00:00"));
    process *shell = host_start(
        pc,
        &(start){ .parent = pc->explorer,
                  .image = SYSTEM32 "WindowsPowerShell\\v1.0\\powershell.exe",
                  .command = "\"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe\" "
                             "-NoLogo Get-Service Spooler",
                  .lasts = 6 * SECONDS });
    powershell_session(pc, shell, "Get-Service Spooler");
    end_day(pc, s, "2026-05-08 09:40:00");
    pc->is_exporting = false;
}

// FS-1 alone: the days until the 11th.
static void server_before(host *fs)
{
    static const log_kind logs[] = { LOG_SECURITY, LOG_SYSTEM, LOG_POWERSHELL, LOG_TASKS,
                                     LOG_TERMINAL, LOG_REMOTE, LOG_DEFENDER };
    static const char *const days[] = { "2026-04-30 08:50:00", "2026-05-01 08:50:00",
                                        "2026-05-07 08:50:00", "2026-05-08 08:50:00" };
    host_advance(fs, at("2026-04-30 00:12:00"));
    for (size_t i = 0; i < countof(logs); i++)
        host_open_log(fs, logs[i], logs[i] == LOG_SECURITY ? 210004 : 1, 0);
    server_background(fs);
    host_boot(fs);
    for (size_t i = 0; i < countof(days); i++) {
        host_advance(fs, at(days[i]) - 8 * HOURS);
        server_clients(fs, at(days[i]) - 6 * HOURS);
        system_uptime(fs, at("2026-04-30 00:12:00"));
        server_clients(fs, at(days[i]));
    }
    // The administrator looks after the server by Remote Desktop.
    session *s = host_logon(fs, &sato_elevated);
    remote_connection(fs, s, "10.20.1.13");
    security_logon(fs, &(logon){ .session = s,
                                 .type = 10,
                                 .package = "Negotiate",
                                 .address = "10.20.1.13",
                                 .by = fs->winlogon });
    terminal_session(fs, 21, s, "10.20.1.13");
    host_advance(fs, fs->now + 18 * MINUTES);
    terminal_session(fs, 24, s, "10.20.1.13");
    terminal_session(fs, 23, s, "");
    security_logoff(fs, s, 10, true);
}

// The day after: tools of the intruder start again; the administrator begins to look.
static void day_after(host *pc, host *fs)
{
    process *mail = NULL;
    pc->is_sysmon_on = true; // it starts with Windows
    session *s = begin_day(pc, "2026-05-12 00:02:40", &mail);
    process *upd = host_start(
        pc, &(start){ .parent = pc->explorer,
                      .image = "C:\\Users\\tanaka\\AppData\\Roaming\\Updater\\upd.exe",
                      .command = "\"C:\\Users\\tanaka\\AppData\\Roaming\\Updater\\upd.exe\" -q" });
    sysmon_dns(pc, upd, "update.example.net", "203.0.113.45");
    sysmon_connection(pc, upd, "203.0.113.45", "-", 443);
    office_work(pc, s, at("2026-05-12 10:02:00"));
    security_policy(pc, &pc->system, &file_system_on);
    process *shell =
        host_start(pc, &(start){ .parent = pc->explorer,
                                 .image = SYSTEM32 "WindowsPowerShell\\v1.0\\powershell.exe",
                                 .command = "powershell.exe -NoLogo Get-Process upd",
                                 .as = s->linked,
                                 .lasts = 4 * SECONDS });
    powershell_session(pc, shell, "Get-Process upd");
    host_advance(pc, at("2026-05-12 18:41:00"));

    server_clients(fs, at("2026-05-12 09:00:00"));
    host_advance(fs, at("2026-05-12 18:40:00"));
    (void)mail;
}

void tell_the_story(host *pc, host *fs)
{
    pc_before(pc);
    server_before(fs);

    process *mail = NULL;
    host_advance(fs, at("2026-05-11 00:30:00"));
    host_open_export(fs);
    server_clients(fs, at("2026-05-11 03:05:00"));
    session *s = begin_day(pc, "2026-05-11 00:00:31", &mail);
    office_work(pc, s, at("2026-05-11 03:08:30"));
    tell_the_intrusion(pc, fs, s, mail);
    end_day(pc, s, "2026-05-11 09:31:00");
    server_clients(fs, at("2026-05-11 09:00:00"));
    day_after(pc, fs);
}
