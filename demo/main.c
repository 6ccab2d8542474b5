// konseki-demo FOLDER: makes the evidence of a small intrusion over two hosts, as it might have
// been collected from them. The same bytes each time. See README.md beside this file.
#include "events.h"

#include <stdio.h>

static const char readme[] =
    "This evidence is MADE. The program konseki-demo wrote it; nothing in it happened.\n"
    "Hosts (PC-17 and FS-1 of corp.example), people, addresses (RFC 5737) and files do not exist.\n"
    "Every log begins with an event of the provider \"Konseki-Demo\" that says so; a log that was\n"
    "cleared has it behind its first record.\n"
    "\n"
    "PC-17/              logs of a PC, collected on 2026-05-12 18:41 UTC\n"
    "PC-17/exported/     its Security log as exported on 2026-05-08\n"
    "FS-1/               logs of a file server\n"
    "FS-1/exported/      a part of its Security log, exported on 2026-05-11 03:20 UTC\n"
    "\n"
    "この証拠は konseki-demo "
    "というプログラムが作成したものです。実際に起きたことは何も含みません。\n"
    "ホスト (corp.example の PC-17 と FS-1)、人物、アドレス (RFC "
    "5737)、ファイルはすべて架空です。\n"
    "どのログも、そのことを示すプロバイダー \"Konseki-Demo\" のイベントで始まります\n"
    "(消去されたログでは、最初のレコードの次にあります)。\n";

static bool write_file(const char *path, ks_span bytes, ks_fail *fail)
{
    ks_file file = { -1 };
    if (!ks_os_create(path, true, &file, fail))
        return false;
    bool is_written = ks_os_write(file, bytes, fail);
    ks_os_close(&file);
    return is_written;
}

static bool write_host(host *h, const char *folder, ks_fail *fail)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, h->name);
    if (!ks_os_make_folder(path, fail))
        return false;
    for (int kind = 0; kind < LOG_COUNT; kind++) {
        ks_span log = host_log_end(&h->logs[kind]);
        if (log.size == 0)
            continue;
        if (kind == LOG_SECURITY && h->hidden_id)
            KS_ASSERT(hide_record(h->logs[kind].bytes, log.size, h->hidden_id));
        snprintf(path, sizeof path, "%s/%s/%s.evtx", folder, h->name,
                 host_log_file((log_kind)kind));
        if (!write_file(path, log, fail))
            return false;
    }
    snprintf(path, sizeof path, "%s/%s/exported", folder, h->name);
    if (!ks_os_make_folder(path, fail))
        return false;
    snprintf(path, sizeof path, "%s/%s/exported/Security.evtx", folder, h->name);
    return write_file(path, host_log_end(&h->exported), fail);
}

static bool make_all(const char *folder, ks_fail *fail)
{
    static host pc = { .name = "PC-17",
                       .computer = "PC-17.corp.example",
                       .address = "10.20.1.17",
                       .machine_id = 0x7c1b9e42,
                       .has_command_lines = true,
                       .audits_processes = true,
                       .is_powershell_logged = true };
    static host fs = { .name = "FS-1",
                       .computer = "FS-1.corp.example",
                       .address = "10.20.0.11",
                       .audits_processes = true,
                       .audits_share_files = true };
    ks_arena texts;
    if (!ks_arena_open(&texts, "texts", (size_t)256 << 20))
        return ks_refuse(fail, KS_OVER_BUDGET, 256 << 20, 0, KS_STR("texts"));
    host_set_up(&pc, &texts, 17);
    host_set_up(&fs, &texts, 1);
    tell_the_story(&pc, &fs);

    char path[4096];
    snprintf(path, sizeof path, "%s/README.txt", folder);
    return ks_os_make_folder(folder, fail) && write_file(path, ks_str_span(KS_STR(readme)), fail) &&
           write_host(&pc, folder, fail) && write_host(&fs, folder, fail);
}

int main(int count, char **arguments)
{
    ks_fail fail = { 0 };
    if (count != 2 || arguments[1][0] == '-') {
        bool is_help = count == 2 && strcmp(arguments[1], "--help") == 0;
        fputs("usage: konseki-demo FOLDER\n"
              "Makes the logs of a made-up intrusion over two hosts in FOLDER.\n",
              is_help ? stdout : stderr);
        return is_help ? 0 : 2;
    }
    if (make_all(arguments[1], &fail))
        return 0;
    fprintf(stderr, "konseki-demo: cannot write '%s': %s\n", arguments[1],
            ks_os_error_words(fail.number[0]));
    return 4;
}
