// The published configurations of the corpus, linted: how often each mistake is told, folder by
// folder (docs/lint-xml.md). Each of them is a row of docs/lint-judged.tsv, where it is judged by
// hand, and the other way round. And what is read is written and read back the same.
// (KONSEKI_CORPUS)
#include "base/number.h"
#include "base/os.h"
#include "policy/applocker.h"
#include "policy/exploit.h"
#include "policy/sysmon_read.h"
#include "policy/wdac.h"
#include "policy/wef.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    bool (*sniff)(ks_span bytes, ks_arena scratch);
    void (*lint)(ks_span bytes, ks_arena *arena, ks_mistakes *mistakes);
} formats[] = {
    { "sysmon", sysmon_sniff, sysmon_lint_file },
    { "wef", wef_sniff, wef_lint_file },
    { "applocker", applocker_sniff, applocker_lint_file },
    { "exploit", exploit_sniff, exploit_lint_file },
    { "wdac", wdac_sniff, wdac_lint_file },
};

enum { counted_most = 200 };

static struct {
    const char *id;
    u32 count;
} counted[counted_most];
static size_t counted_count, files, unknown, written_files, same_files, unjudged;
static ks_arena arena;
static char path[4096], judged[1 << 17];

static void count(const char *id)
{
    size_t i = 0;
    while (i < counted_count && strcmp(counted[i].id, id) != 0)
        i++;
    KS_ASSERT(i < counted_most);
    counted[i].id = id;
    counted[i].count++;
    counted_count += i == counted_count;
}

static void read_file(const char *from, void *to, size_t most, size_t *got)
{
    ks_file file;
    ks_fail fail;
    KS_ASSERT(ks_os_open(from, &file, &fail) && ks_os_read_at(file, 0, to, most, got, &fail));
    ks_os_close(&file);
}

// Takes the mistake's row: what is left at the end has none.
static void judge(const ks_mistake *m)
{
    char row[5000];
    const char *name = path + strlen(corpus()) + strlen("/policy/");
    (void)snprintf(row, sizeof row, "\n%s\t%u\t%u\t%s\t", name, m->place.line, m->place.column,
                   m->kind->id);
    char *at = strstr(judged, row);
    if (at)
        *at = '\r';
    else if (unjudged++ < 20)
        remark("no row: %s", row + 1);
}

static size_t rows_left(void)
{
    size_t left = 0;
    for (const char *at = judged; (at = strchr(at, '\n')) && *++at;)
        if (left++ < 20)
            remark("no such mistake: %.*s", (int)strcspn(at, "\r\n"), at);
    return left;
}

static int by_id(const void *a, const void *b)
{
    const char *const *one = a, *const *other = b;
    return strcmp(*one, *other);
}

typedef void writer(ks_out *out, const void *model);
typedef bool reader(void *model, ks_span bytes, ks_arena *to, ks_mistakes *mistakes);

// Written, read, written: the same bytes.
static void check_written(reader *read, writer *write, void *model, void *again, ks_arena run,
                          ks_span bytes)
{
    ks_mistakes mistakes = { .arena = &run };
    ks_out first, second;
    KS_ASSERT(ks_out_open(&first, &run, 4 << 20) && ks_out_open(&second, &run, 4 << 20));
    if (!read(model, bytes, &run, &mistakes))
        return;
    write(&first, model);
    written_files++;
    if (!read(again, ks_str_span(ks_out_str(&first)), &run, &mistakes))
        return;
    write(&second, again);
    same_files += !first.is_full && ks_str_equal(ks_out_str(&first), ks_out_str(&second));
}

static bool read_sysmon(void *m, ks_span b, ks_arena *a, ks_mistakes *k)
{
    return sysmon_read(m, b, a, k);
}
static void write_sysmon(ks_out *out, const void *m) { ks_sysmon_write(out, m); }
static bool read_wef(void *m, ks_span b, ks_arena *a, ks_mistakes *k)
{
    return wef_read(m, b, a, k);
}
static void write_wef(ks_out *out, const void *m) { ks_wef_write(out, m); }
static bool read_applocker(void *m, ks_span b, ks_arena *a, ks_mistakes *k)
{
    return applocker_read(m, b, a, k);
}
static void write_applocker(ks_out *out, const void *m) { ks_applocker_write(out, m); }
static bool read_exploit(void *m, ks_span b, ks_arena *a, ks_mistakes *k)
{
    return exploit_read(m, b, a, k);
}
static void write_exploit(ks_out *out, const void *m) { ks_exploit_write(out, m); }

static void check_round_trip(size_t format, ks_span bytes)
{
    ks_sysmon_config sysmon[2];
    ks_wef_subscription wef[2];
    ks_applocker_policy applocker[2];
    ks_exploit_policy exploit[2];
    if (format == 0)
        check_written(read_sysmon, write_sysmon, &sysmon[0], &sysmon[1], arena, bytes);
    else if (format == 1)
        check_written(read_wef, write_wef, &wef[0], &wef[1], arena, bytes);
    else if (format == 2)
        check_written(read_applocker, write_applocker, &applocker[0], &applocker[1], arena, bytes);
    else if (format == 3)
        check_written(read_exploit, write_exploit, &exploit[0], &exploit[1], arena, bytes);
}

static void look_at(ks_span bytes)
{
    size_t format = 0;
    ks_arena run = arena;
    while (format < countof(formats) && !formats[format].sniff(bytes, run))
        format++;
    files++;
    if (format == countof(formats)) {
        unknown++;
        return;
    }
    ks_mistakes mistakes = { .arena = &run };
    formats[format].lint(bytes, &run, &mistakes);
    for (const ks_mistake *m = mistakes.first; m; m = m->next) {
        count(m->kind->id);
        judge(m);
    }
    check_round_trip(format, bytes);
}

static bool walk(void *context, const char *name)
{
    (void)context;
    size_t size = strlen(path), length = strlen(name);
    ks_os_info info;
    ks_fail fail = { 0 };
    snprintf(path + size, sizeof path - size, "/%s", name);
    KS_ASSERT(ks_os_look(path, &info, &fail));
    if (info.kind == KS_OS_FOLDER && strcmp(name, "compiled") != 0) {
        KS_ASSERT(ks_os_list(path, walk, NULL, &fail));
    } else if (info.kind == KS_OS_FILE && length > 4 && strcmp(name + length - 4, ".xml") == 0 &&
               strncmp(name, "schema-manifests", 16) != 0) {
        size_t got = 0;
        u8 *bytes = malloc((size_t)info.size + 1);
        KS_ASSERT(bytes);
        read_file(path, bytes, (size_t)info.size, &got);
        look_at((ks_span){ bytes, got });
        free(bytes);
    }
    path[size] = 0;
    return true;
}

static void count_folder(const char *folder, ks_out *out)
{
    ks_fail fail = { 0 };
    counted_count = 0;
    memset(counted, 0, sizeof counted);
    size_t before = files, unknown_before = unknown;
    snprintf(path, sizeof path, "%s/policy/%s", corpus(), folder);
    KS_ASSERT(ks_os_list(path, walk, NULL, &fail));
    qsort(counted, counted_count, sizeof counted[0], by_id);
    ks_out_put(out, ks_str_of(folder));
    KS_PUT(out, ": files ");
    ks_out_u64(out, files - before);
    KS_PUT(out, ", not recognised ");
    ks_out_u64(out, unknown - unknown_before);
    ks_out_byte(out, '\n');
    for (size_t i = 0; i < counted_count; i++) {
        KS_PUT(out, "  ");
        ks_out_put(out, ks_str_of(counted[i].id));
        ks_out_byte(out, ' ');
        ks_out_u64(out, counted[i].count);
        ks_out_byte(out, '\n');
    }
}

int main(void)
{
    static const char *const folders[] = { "applocker", "exploit-protection", "sysmon", "wdac",
                                           "wef" };
    if (!corpus())
        return skipped("no corpus");
    ks_out out;
    ks_arena first;
    KS_ASSERT(ks_arena_open(&first, "test", (size_t)1 << 20) && ks_out_open(&out, &first, 65536));
    KS_ASSERT(ks_arena_open(&arena, "test", (size_t)1 << 29));
    size_t size = 0;
    read_file(KS_TEST_DATA "/../docs/lint-judged.tsv", judged, sizeof judged - 1, &size);
    for (size_t i = 0; i < countof(folders); i++)
        count_folder(folders[i], &out);
    check_golden("mistakes are told as they were judged", "policy/lint_corpus.txt",
                 ks_out_str(&out).at, ks_out_size(&out));
    check("each is judged by hand in docs/lint-judged.tsv", unjudged == 0);
    check("and none is judged that is not told", rows_left() == 0);
    remark("%zu files, %zu written, %zu the same", files, written_files, same_files);
    check("what is read of every file is written and read back the same",
          written_files > 150 && same_files == written_files);
    corpus_cases(files);
    return checked();
}
