// Every mail of the corpus is read as a mail, and none is more than the limits hold.
#include "base/os.h"
#include "case.h"

#include <dirent.h>
#include <sys/stat.h>

enum { path_size = 1024, file_most = 16 << 20 };

typedef struct {
    case_run *run;
    size_t files, mails, incomplete, alarms;
} counting;

static void look(counting *c, const char *path, size_t size)
{
    ks_file file;
    ks_fail fail = { 0 };
    size_t got = 0;
    ks_inspected result;
    c->run->file = c->run->whole;
    u8 *bytes = ks_take(&c->run->file, u8, size + 1);
    if (bytes == NULL || !ks_os_open(path, &file, &fail))
        return;
    bool is_read = ks_os_read_at(file, 0, bytes, size, &got, &fail);
    ks_os_close(&file);
    if (!is_read)
        return;
    ks_inspect(c->run->plain, ks_str_of(path), (ks_span){ bytes, got }, &result, &c->run->file);
    c->files++;
    bool is_mail = result.kind && (strcmp(result.kind->id, "MAIL") == 0 ||
                                   strcmp(result.kind->id, "OUTLOOK_MESSAGE") == 0);
    c->mails += is_mail;
    c->incomplete += result.is_incomplete;
    if (!is_mail || result.is_incomplete)
        remark("%s: %s", path, result.kind ? result.kind->id : "?");
    for (size_t i = 0; i < result.said.count; i++)
        c->alarms += result.said.rows[i].level >= KS_LEVEL_MEDIUM;
}

static void walk(counting *c, const char *folder, int depth)
{
    DIR *d = opendir(folder);
    struct dirent *e;
    while (d && depth < 4 && (e = readdir(d)) != NULL) {
        char path[path_size];
        struct stat s;
        if (e->d_name[0] == '.' ||
            snprintf(path, sizeof path, "%s/%s", folder, e->d_name) >= path_size ||
            stat(path, &s) != 0)
            continue;
        if (S_ISDIR(s.st_mode))
            walk(c, path, depth + 1);
        else if (s.st_size < file_most)
            look(c, path, (size_t)s.st_size);
    }
    if (d)
        closedir(d);
}

int main(void)
{
    char path[path_size];
    if (corpus() == NULL)
        return skipped("no corpus");
    case_run r = case_open();
    counting c = { .run = &r };
    snprintf(path, sizeof path, "%s/mail", corpus());
    walk(&c, path, 0);
    remark("%zu files, %zu mails, %zu incomplete, %zu statements of medium or above", c.files,
           c.mails, c.incomplete, c.alarms);
    check("there are mails in the corpus", c.files > 100);
    check("every one is read as a mail", c.mails == c.files);
    check("every one is read to its end", c.incomplete == 0);
    check("what is said at medium or above is what was looked at by hand", c.alarms == 6);
    corpus_cases(c.files);
    case_close(&r);
    return checked();
}
