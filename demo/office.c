// An office PC on a quiet day: what Windows does by itself, and what a person does.
#include "events.h"

#define SYSTEM32 "C:\\Windows\\System32\\"
#define OFFICE   "C:\\Program Files\\Microsoft Office\\root\\Office16\\"
#define EDGE     "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe"

// --- what recurs

static void update_browser(host *h)
{
    static const char image[] =
        "C:\\Program Files (x86)\\Microsoft\\EdgeUpdate\\MicrosoftEdgeUpdate.exe";
    process *p = host_start(
        h, &(start){ .parent = h->scheduler,
                     .image = image,
                     .command = host_text(h, "\"%s\" /ua /installsource scheduler", image),
                     .lasts = 20 * SECONDS });
    task_run(h, "\\MicrosoftEdgeUpdateTaskMachineUA", image, "NT AUTHORITY\\SYSTEM", p->pid);
}

static void scan_signatures(host *h)
{
    host_start(h, &(start){ .parent = h->defender,
                            .image = "C:\\Program Files\\Windows Defender\\MpCmdRun.exe",
                            .command = "\"C:\\Program Files\\Windows Defender\\MpCmdRun.exe\" "
                                       "SignatureUpdate -ScheduleJob -RestrictPrivileges",
                            .as = &h->network_service,
                            .lasts = 33 * SECONDS });
}

static void beat(host *h) { defender_heartbeat(h); }

static void index_files(host *h)
{
    const process *by = h->indexer;
    host_start(
        h, &(start){ .parent = by,
                     .image = SYSTEM32 "SearchProtocolHost.exe",
                     .command = "\"C:\\Windows\\system32\\SearchProtocolHost.exe\" Global\\Usgthr",
                     .lasts = 70 * SECONDS });
    host_start(h,
               &(start){ .parent = by,
                         .image = SYSTEM32 "SearchFilterHost.exe",
                         .command = "\"C:\\Windows\\system32\\SearchFilterHost.exe\" 0 804 808 816",
                         .lasts = 65 * SECONDS });
}

static void keep_house(host *h)
{
    process *p = host_start(h, &(start){ .parent = h->scheduler,
                                         .image = SYSTEM32 "taskhostw.exe",
                                         .command = "taskhostw.exe",
                                         .lasts = 4 * MINUTES });
    task_run(h, "\\Microsoft\\Windows\\DiskCleanup\\SilentCleanup", SYSTEM32 "taskhostw.exe",
             "NT AUTHORITY\\SYSTEM", p->pid);
}

// A few tenths of a second, as the time service does it: noise, not tampering.
static void keep_time(host *h)
{
    process clock = { .image = SYSTEM32 "svchost.exe", .pid = 1432, .session = &h->local_service };
    u64 before = host_stamp(h), after = before - 200000 + 1000 * host_dice(h, 900);
    security_time_change(h, &h->local_service, &clock, before, after);
    system_clock(h, before, after, "S-1-5-19");
}

void office_background(host *h)
{
    host_every(h, HOURS, update_browser);
    host_every(h, 2 * HOURS, scan_signatures);
    host_every(h, HOURS, beat);
    host_every(h, 40 * MINUTES, index_files);
    host_every(h, 90 * MINUTES, keep_house);
    host_every(h, 3 * HOURS, keep_time);
}

// --- what a person does

static process *run(host *h, const session *s, const char *image, const char *command, u64 lasts)
{
    (void)s;
    return host_start(
        h, &(start){ .parent = h->explorer, .image = image, .command = command, .lasts = lasts });
}

process *office_morning(host *h, const session *s)
{
    host_advance(h, h->now + 3 * SECONDS);
    run(h, s, SYSTEM32 "ctfmon.exe", "\"ctfmon.exe\"", 0);
    run(h, s, "C:\\Windows\\System32\\SecurityHealthSystray.exe",
        "\"C:\\Windows\\System32\\SecurityHealthSystray.exe\"", 40 * SECONDS);
    run(h, s, "C:\\Program Files\\Microsoft OneDrive\\OneDrive.exe",
        "\"C:\\Program Files\\Microsoft OneDrive\\OneDrive.exe\" /background", 0);
    host_advance(h, h->now + 50 * SECONDS);
    process *mail = run(h, s, OFFICE "OUTLOOK.EXE", "\"" OFFICE "OUTLOOK.EXE\" ", 0);
    sysmon_connection(h, mail, "10.20.0.25", "mail.corp.example", 443);
    host_advance(h, h->now + 2 * MINUTES);
    return mail;
}

static void browse(host *h, const session *s)
{
    static const struct {
        const char *name, *address;
    } sites[] = { { "www.example.com", "198.51.100.20" },
                  { "intra.corp.example", "10.20.0.30" },
                  { "news.example.jp", "198.51.100.77" },
                  { "maps.example.org", "198.51.100.130" } };
    u64 lasts = (4 + host_dice(h, 9)) * MINUTES;
    process *browser = run(h, s, EDGE, "\"" EDGE "\" --profile-directory=Default", lasts);
    static const char *const roles[] = { "gpu-process", "utility", "renderer", "renderer" };
    for (size_t i = 0; i < countof(roles); i++)
        host_start(h,
                   &(start){ .parent = browser,
                             .image = EDGE,
                             .command = host_text(h, "\"" EDGE "\" --type=%s --lang=ja", roles[i]),
                             .lasts = lasts - 1 - i * SECONDS });
    size_t site = host_dice(h, countof(sites));
    sysmon_dns(h, browser, sites[site].name, sites[site].address);
    sysmon_connection(h, browser, sites[site].address, "-", 443);
}

static void write_document(host *h, const session *s)
{
    static const char *const documents[] = {
        "WINWORD.EXE\" /n \"C:\\Users\\tanaka\\Documents\\議事録_0507.docx",
        "EXCEL.EXE\" \"\\\\FS-1\\設計\\2026\\見積一覧.xlsx",
        "EXCEL.EXE\" \"C:\\Users\\tanaka\\Documents\\工程表.xlsx",
        "POWERPNT.EXE\" \"\\\\FS-1\\設計\\2026\\打合せ資料.pptx",
        "WINWORD.EXE\" /n \"\\\\FS-1\\設計\\2026\\仕様書_案.docx",
    };
    const char *document = documents[host_dice(h, countof(documents))];
    const char *image = host_text(h, OFFICE "%.*s", (int)strcspn(document, "\""), document);
    u64 lasts = (6 + host_dice(h, 30)) * MINUTES;
    process *p = run(h, s, image, host_text(h, "\"" OFFICE "%s\"", document), lasts);
    if (strncmp(document, "WINWORD", 7) == 0)
        host_start(h, &(start){ .parent = p,
                                .image = "C:\\Windows\\splwow64.exe",
                                .command = "C:\\Windows\\splwow64.exe 8192",
                                .lasts = 90 * SECONDS });
}

static void use_small_things(host *h, const session *s)
{
    switch (host_dice(h, 4)) {
    case 0:
        run(h, s, SYSTEM32 "notepad.exe",
            "\"C:\\Windows\\system32\\NOTEPAD.EXE\" C:\\Users\\tanaka\\Desktop\\メモ.txt",
            3 * MINUTES);
        break;
    case 1:
        run(h, s, SYSTEM32 "SnippingTool.exe", "\"C:\\Windows\\system32\\SnippingTool.exe\"",
            2 * MINUTES);
        break;
    case 2:
        run(h, s, "C:\\Program Files\\WindowsApps\\Calculator\\CalculatorApp.exe",
            "\"C:\\Program Files\\WindowsApps\\Calculator\\CalculatorApp.exe\"", 5 * MINUTES);
        break;
    default:
        run(h, s, SYSTEM32 "backgroundTaskHost.exe",
            "\"C:\\Windows\\system32\\backgroundTaskHost.exe\" -ServerName:App.AppX", 50 * SECONDS);
        break;
    }
}

void office_work(host *h, const session *s, u64 end)
{
    while (h->now + 20 * MINUTES < end) {
        host_advance(h, h->now + (7 + host_dice(h, 16)) * MINUTES);
        u32 what = host_dice(h, 10);
        if (what < 4)
            browse(h, s);
        else if (what < 7)
            write_document(h, s);
        else
            use_small_things(h, s);
    }
    host_advance(h, end);
}
