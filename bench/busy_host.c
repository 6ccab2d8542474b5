// Makes the Security log of a busy host, for measuring a large case:
//
//     bench_busy_host <out.evtx> <events>
//
// Half of the events are starts of processes (4688), half their ends (4689), over ten days:
// services that start the same helpers again and again, people with browsers whose command lines
// are never the same twice, scripts that start chains of tools. The same count gives the same
// bytes.
#include "base/arena.h"
#include "evidence/evtx/write.h"

#include <stdio.h>
#include <stdlib.h>

enum { live_most = 400, text_size = 400 };

typedef struct {
    u32 pid;
    const char *image;
} live;

typedef struct {
    ks_evtx_writer *writer;
    u64 state, ticks, step;
    live processes[live_most];
    size_t count;
    u32 next_pid;
} busy;

static u32 below(busy *b, u32 limit)
{
    b->state = b->state * 6364136223846793005u + 1442695040888963407u;
    return (u32)((b->state >> 33) % limit);
}

static _Noreturn void stop(const char *what)
{
    fprintf(stderr, "bench_busy_host: %s\n", what);
    exit(4);
}

typedef struct {
    const char *parent, *image, *command; // "%u" in the command: never the same twice
    const char *user, *sid, *label;
} habit;

static const char system_sid[] = "S-1-5-18",
                  user_sid[] = "S-1-5-21-1004336348-1177238915-682003330-1104";
static const habit habits[] = {
    { "C:\\Windows\\System32\\svchost.exe", "C:\\Windows\\System32\\wbem\\WmiPrvSE.exe",
      "C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding", "PC-9$", system_sid,
      "S-1-16-16384" },
    { "C:\\Windows\\System32\\svchost.exe", "C:\\Windows\\System32\\taskhostw.exe", "taskhostw.exe",
      "PC-9$", system_sid, "S-1-16-16384" },
    { "C:\\Windows\\System32\\services.exe", "C:\\Windows\\System32\\svchost.exe",
      "C:\\Windows\\system32\\svchost.exe -k netsvcs -p", "PC-9$", system_sid, "S-1-16-16384" },
    { "C:\\Windows\\explorer.exe", "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
      "\"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe\" --type=renderer "
      "--field-trial-handle=%u --lang=ja --renderer-client-id=%u",
      "tanaka", user_sid, "S-1-16-8192" },
    { "C:\\Windows\\System32\\cmd.exe", "C:\\Windows\\System32\\findstr.exe",
      "findstr /i \"error\" C:\\ProgramData\\app\\log%u.txt", "tanaka", user_sid, "S-1-16-8192" },
    { "C:\\Windows\\System32\\cmd.exe", "C:\\Windows\\System32\\conhost.exe",
      "\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1", "tanaka", user_sid,
      "S-1-16-8192" },
    { "C:\\Windows\\explorer.exe", "C:\\Windows\\System32\\cmd.exe", "cmd /c build%u.cmd", "tanaka",
      user_sid, "S-1-16-8192" },
    { "C:\\Windows\\System32\\cmd.exe",
      "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
      "powershell -NoProfile -File C:\\scripts\\collect.ps1 -Id %u", "tanaka", user_sid,
      "S-1-16-12288" },
};

static ks_made_event frame(busy *b, u16 id, u8 version, u16 task)
{
    b->ticks += b->step;
    return (ks_made_event){ .provider = "Microsoft-Windows-Security-Auditing",
                            .guid = "{54849625-5478-4994-A5BA-3E3B0328C30D}",
                            .channel = "Security",
                            .computer = "PC-9.corp.example",
                            .ticks = b->ticks,
                            .keywords = 0x8020000000000000,
                            .process_id = 4,
                            .thread_id = 88,
                            .id = id,
                            .task = task,
                            .version = version };
}

static void write_event(busy *b, ks_made_event *event, const ks_made_field *fields, size_t count)
{
    ks_fail fail;
    event->fields = fields;
    event->field_count = count;
    if (!ks_evtx_write_event(b->writer, event, &fail))
        stop("cannot write the event");
}

// A parent that lives and has this image, or any that lives.
static const live *parent_of(busy *b, const char *image)
{
    for (size_t i = 0; i < b->count; i++)
        if (strcmp(b->processes[i].image, image) == 0 && below(b, 3) == 0)
            return &b->processes[i];
    return &b->processes[below(b, (u32)b->count)];
}

static void start(busy *b, const habit *h)
{
    char command[text_size];
    const live parent = *parent_of(b, h->parent);
    u32 one = below(b, 1u << 30), two = below(b, 1u << 20);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    (void)snprintf(command, sizeof command, h->command, one, two);
#pragma GCC diagnostic pop
    live is = { .pid = b->next_pid, .image = h->image };
    b->next_pid = b->next_pid >= 60000 ? 1000 : b->next_pid + 4;
    ks_made_field fields[] = {
        KS_MADE_AS("SubjectUserSid", KS_SID, h->sid),
        KS_MADE_TEXT("SubjectUserName", h->user),
        KS_MADE_TEXT("SubjectDomainName", "CORP"),
        KS_MADE_NUMBER("SubjectLogonId", KS_HEX64, h->sid == system_sid ? 0x3e7 : 0x4f2a1),
        KS_MADE_NUMBER("NewProcessId", KS_HEX64, is.pid),
        KS_MADE_TEXT("NewProcessName", h->image),
        KS_MADE_TEXT("TokenElevationType", "%%1936"),
        KS_MADE_NUMBER("ProcessId", KS_HEX64, parent.pid),
        KS_MADE_TEXT("CommandLine", command),
        KS_MADE_AS("TargetUserSid", KS_SID, "S-1-0-0"),
        KS_MADE_TEXT("TargetUserName", "-"),
        KS_MADE_TEXT("TargetDomainName", "-"),
        KS_MADE_NUMBER("TargetLogonId", KS_HEX64, 0),
        KS_MADE_TEXT("ParentProcessName", parent.image),
        KS_MADE_AS("MandatoryLabel", KS_SID, h->label),
    };
    ks_made_event event = frame(b, 4688, 2, 13312);
    write_event(b, &event, fields, sizeof fields / sizeof *fields);
    b->processes[b->count++] = is;
}

static void end(busy *b)
{
    // those that live long (the first) stay, so that there are parents
    size_t i = 20 + below(b, (u32)b->count - 20);
    live is = b->processes[i];
    b->processes[i] = b->processes[--b->count];
    ks_made_field fields[] = {
        KS_MADE_AS("SubjectUserSid", KS_SID, system_sid),
        KS_MADE_TEXT("SubjectUserName", "PC-9$"),
        KS_MADE_TEXT("SubjectDomainName", "CORP"),
        KS_MADE_NUMBER("SubjectLogonId", KS_HEX64, 0x3e7),
        KS_MADE_NUMBER("Status", KS_HEX32, 0),
        KS_MADE_NUMBER("ProcessId", KS_HEX64, is.pid),
        KS_MADE_TEXT("ProcessName", is.image),
    };
    ks_made_event event = frame(b, 4689, 0, 13313);
    write_event(b, &event, fields, sizeof fields / sizeof *fields);
}

int main(int argc, char **argv)
{
    const u64 ten_days = (u64)10 * 864000000000u;
    u64 events = argc == 3 ? strtoull(argv[2], NULL, 10) : 0;
    busy *b = calloc(1, sizeof *b);
    ks_arena arena;
    ks_file file;
    ks_fail fail;
    if (events == 0 || b == NULL)
        stop("usage: bench_busy_host <out.evtx> <events>");
    if (!ks_arena_open(&arena, "log", (size_t)1 << 30) ||
        !ks_os_create(argv[1], true, &file, &fail) ||
        !ks_evtx_writer_open(ks_evtx_file_sink(&file), NULL, &arena, &b->writer, &fail))
        stop("cannot write the log");
    b->state = 4688;
    b->next_pid = 1000;
    b->ticks = 134220672000000000u; // 2026-05-01
    b->step = ten_days / events;
    static const char *const first[] = { "C:\\Windows\\System32\\services.exe",
                                         "C:\\Windows\\explorer.exe",
                                         "C:\\Windows\\System32\\svchost.exe",
                                         "C:\\Windows\\System32\\cmd.exe" };
    for (u32 i = 0; i < 24; i++)
        b->processes[b->count++] = (live){ 400 + 4 * i, first[i % 4] };
    for (u64 i = 0; i < events; i++) {
        bool is_full = b->count + 1 >= live_most;
        if (b->count <= 60 || (!is_full && below(b, 2) == 0))
            start(b, &habits[below(b, sizeof habits / sizeof *habits)]);
        else
            end(b);
    }
    if (!ks_evtx_writer_close(b->writer, &fail))
        stop("cannot write the log");
    ks_os_close(&file);
    return 0;
}
