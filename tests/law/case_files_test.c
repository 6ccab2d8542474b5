// What a case writes is a function of its observations: the files of A, B and C together are, byte
// for byte, those of the merge of what A, B and C wrote alone.
#include "case/case.h"

#include "made_case.h"

enum { part_a = 1, part_b = 2, part_c = 4, part_count = 3, all_parts = 7, path_size = 600 };

static void fill(made *m, int parts)
{
    static const struct {
        int part;
        const char *host, *log;
        u32 id;
        u64 record;
        const char *at, *fields;
    } rows[] = {
        { part_a, "PC1", "Security", 4688, 20, "2026-05-11 03:00:00",
          "SubjectUserName=tanaka|SubjectDomainName=CORP|SubjectLogonId=0x5a1f2|NewProcessId=0x14|"
          "NewProcessName=C:\\Users\\Public\\x.docx   .exe|ProcessId=0x4|"
          "CommandLine=</script><b>調査票\x1b[31m" },
        { part_a, "PC1", "Security", 1102, 21, "2026-05-11 04:00:00", "SubjectUserName=tanaka" },
        { part_b, "FS1", "System", 104, 2, "2026-05-11 04:00:00",
          "SubjectUserName=tanaka|Channel=Application" },
        { part_c, "PC1", SYSMON, 1, 7, "2026-05-11 03:00:00",
          "Image=C:\\Windows\\System32\\cmd.exe|ProcessId=20|CommandLine=cmd /c whoami" },
    };
    for (size_t i = 0; i < countof(rows); i++)
        if (rows[i].part & parts)
            made_event(m, (event_row){ .host = rows[i].host,
                                       .log = rows[i].log,
                                       .id = rows[i].id,
                                       .record = rows[i].record,
                                       .at = rows[i].at,
                                       .fields = rows[i].fields });
}

static const char *in(char *to, const char *folder, const char *name)
{
    (void)snprintf(to, path_size, "%s/%s%s%s", scratch(), folder, name ? "/" : "",
                   name ? name : "");
    return to;
}

// Writes the case of the set into the folder of that name.
static void write_case(made *m, const char *name)
{
    char path[path_size];
    ks_fail fail = { 0 };
    ks_case_folder folder;
    ks_case_folder_options wanted = { 0 };
    made_answers(m);
    ks_case c = { .set = m->set,
                  .facts = m->facts,
                  .answers = m->answers,
                  .made_by = KS_STR("konseki test"),
                  .run = { .sandbox = KS_STR("on") } };
    ks_str kept = ks_arena_keep(&m->arena, ks_str_of(in(path, name, NULL)));
    const char *at = ks_cstr(&m->arena, kept);
    made_must(at && ks_case_folder_open(&folder, at, &wanted, &m->arena, &fail), "folder");
    check("a case is written", ks_case_write(&c, &folder, &m->arena, &fail));
}

static bool is_same_file(const char *a, const char *b, const char *name, ks_arena scratch_memory)
{
    char path[path_size];
    const char *folders[] = { a, b };
    ks_span bytes[2];
    for (size_t i = 0; i < 2; i++) {
        ks_file file;
        ks_os_info info;
        ks_fail fail;
        size_t got = 0;
        made_must(ks_os_open(in(path, folders[i], name), &file, &fail) &&
                      ks_os_look_open(file, &info, &fail),
                  path);
        u8 *to = ks_take(&scratch_memory, u8, info.size + 1);
        made_must(to && ks_os_read_at(file, 0, to, info.size, &got, &fail), path);
        ks_os_close(&file);
        bytes[i] = (ks_span){ to, got };
    }
    return ks_span_equal(bytes[0], bytes[1]);
}

int main(void)
{
    static const char *const names[part_count] = { "a", "b", "c" };
    static const char *const orders[] = { "abc", "cab", "bca" };
    made whole = made_new();
    fill(&whole, all_parts);
    write_case(&whole, "whole");
    for (size_t i = 0; i < part_count; i++) {
        made part = made_new();
        fill(&part, 1 << i);
        write_case(&part, names[i]);
    }
    for (size_t i = 0; i < countof(orders); i++) {
        made merged = made_new();
        for (const char *c = orders[i]; *c; c++) {
            char path[path_size];
            ks_fail fail = { 0 };
            in(path, names[*c - 'a'], "observations.ksobs");
            if (!check("the observations of a part are read back",
                       ks_case_read_observations(path, made_set(&merged), &fail)))
                remark("reason %d, %.*s", (int)fail.reason, (int)fail.text.size, fail.text.at);
        }
        char name[32];
        (void)snprintf(name, sizeof name, "merged-%s", orders[i]);
        write_case(&merged, name);
        static const char *const files[] = { "observations.ksobs", "findings.jsonl", "ledger.json",
                                             "report.html", "case.db" };
        for (size_t k = 0; k < countof(files); k++) {
            char sentence[100];
            (void)snprintf(sentence, sizeof sentence, "merged as %s, %s is that of the whole",
                           orders[i], files[k]);
            check(sentence, is_same_file("whole", name, files[k], merged.arena));
        }
    }
    return checked();
}
