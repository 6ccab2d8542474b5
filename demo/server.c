// A file server: always on, visited by the PCs of its site.
#include "events.h"

#define SYSTEM32 "C:\\Windows\\System32\\"

static void back_up(host *h)
{
    process *p = host_start(
        h, &(start){ .parent = h->scheduler,
                     .image = SYSTEM32 "Robocopy.exe",
                     .command = "robocopy D:\\Share E:\\Backup\\Share /MIR /R:1 /W:1 /NP "
                                "/LOG:E:\\Backup\\share.log",
                     .lasts = 25 * MINUTES });
    task_run(h, "\\Backup\\Nightly share copy", SYSTEM32 "Robocopy.exe", "NT AUTHORITY\\SYSTEM",
             p->pid);
}

static void keep_house(host *h)
{
    process *p = host_start(h, &(start){ .parent = h->scheduler,
                                         .image = SYSTEM32 "taskhostw.exe",
                                         .command = "taskhostw.exe",
                                         .lasts = 3 * MINUTES });
    task_run(h, "\\Microsoft\\Windows\\Data Integrity Scan\\Data Integrity Check And Scan",
             SYSTEM32 "taskhostw.exe", "NT AUTHORITY\\SYSTEM", p->pid);
}

static void scan(host *h)
{
    defender_heartbeat(h);
    host_start(h, &(start){ .parent = h->defender,
                            .image = "C:\\Program Files\\Windows Defender\\MpCmdRun.exe",
                            .command = "\"C:\\Program Files\\Windows Defender\\MpCmdRun.exe\" "
                                       "SignatureUpdate -ScheduleJob",
                            .lasts = 31 * SECONDS });
}

static void keep_time(host *h)
{
    process clock = { .image = SYSTEM32 "svchost.exe", .pid = 1204, .session = &h->local_service };
    u64 before = host_stamp(h), after = before - 50000 + 1000 * host_dice(h, 200);
    security_time_change(h, &h->local_service, &clock, before, after);
    system_clock(h, before, after, "S-1-5-19");
}

void server_background(host *h)
{
    host_every(h, 24 * HOURS, back_up);
    host_every(h, 7 * HOURS, keep_house);
    host_every(h, 5 * HOURS, scan);
    host_every(h, 16 * HOURS, keep_time);
}

u32 server_visit(host *h, const session *s, const char *address, u32 files)
{
    static const char *const names[] = {
        "2026\\見積一覧.xlsx",  "2026\\打合せ資料.pptx", "2026\\仕様書_案.docx",
        "2026\\工程表.xlsx",    "共通\\連絡網.xlsx",     "共通\\様式\\出張申請.docx",
        "2025\\検査成績書.pdf",
    };
    client c = { .session = s, .address = address, .port = 49700 + host_dice(h, 15000) };
    security_logon(h, &(logon){ .session = s, .type = 3, .address = address, .port = c.port });
    security_share(h, &c, "\\\\*\\設計", "\\??\\D:\\Share\\設計");
    for (u32 i = 0; i < files; i++) {
        host_advance(h, h->now + (1 + host_dice(h, 25)) * SECONDS);
        security_share_file(h, &c, "\\\\*\\設計", "\\??\\D:\\Share\\設計",
                            names[host_dice(h, countof(names))], host_dice(h, 4) == 0);
    }
    return c.port;
}

void server_clients(host *h, u64 end)
{
    while (h->now + 25 * MINUTES < end) {
        host_advance(h, h->now + (5 + host_dice(h, 22)) * MINUTES);
        u32 first = h->now < at("2026-05-07 00:00:00") ? 1 : 0; // PC-17 was not there before
        const colleague *who = &colleagues[first + host_dice(h, colleague_count - first)];
        session *s = host_logon(h, &who->account);
        server_visit(h, s, who->address, 1 + host_dice(h, 4));
        host_advance(h, h->now + (20 + host_dice(h, 200)) * SECONDS);
        security_logoff(h, s, 3, false);
    }
    host_advance(h, end);
}
