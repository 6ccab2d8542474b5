// The test program's side of tests/test.h: counting, goldens, a scratch folder. On purpose without
// anything of src/, so that no defect there can hide a failure here.
#include "test.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int checks, failures;
static char scratch_path[64];

bool check(const char *sentence, bool holds)
{
    checks++;
    failures += !holds;
    printf("%sok %d - %s\n", holds ? "" : "not ", checks, sentence);
    fflush(stdout); // a crash in the next sentence keeps this one
    return holds;
}

static bool is_same(const char *path, const void *bytes, size_t size, size_t *differs_at)
{
    const unsigned char *ours = bytes;
    FILE *golden = fopen(path, "rb");
    *differs_at = 0;
    if (golden == NULL)
        return false;
    size_t at = 0;
    int byte = getc(golden);
    while (byte != EOF && at < size && byte == ours[at]) {
        at++;
        byte = getc(golden);
    }
    fclose(golden);
    *differs_at = at;
    return byte == EOF && at == size;
}

static bool bless(const char *path, const void *bytes, size_t size)
{
    FILE *golden = fopen(path, "wb");
    if (golden == NULL)
        return false;
    bool is_written = fwrite(bytes, 1, size, golden) == size;
    return fclose(golden) == 0 && is_written;
}

bool check_golden(const char *sentence, const char *name, const void *bytes, size_t size)
{
    char path[512];
    size_t differs_at;
    snprintf(path, sizeof path, "%s/golden/%s", KS_TEST_DATA, name);
    if (getenv("KS_BLESS") != NULL && !bless(path, bytes, size))
        remark("cannot write %s", path);
    if (check(sentence, is_same(path, bytes, size, &differs_at)))
        return true;
    char found[512];
    const char *file = strrchr(name, '/');
    snprintf(found, sizeof found, "%s.found", file ? file + 1 : name);
    bool is_kept = bless(found, bytes, size); // in the build folder, to compare
    remark("differs from %s at byte %zu%s%s", path, differs_at, is_kept ? "; see " : "",
           is_kept ? found : "");
    return false;
}

void remark(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    fputs("# ", stdout);
    vprintf(format, list);
    putchar('\n');
    va_end(list);
}

const char *corpus(void)
{
    const char *path = getenv("KONSEKI_CORPUS");
    return path != NULL && path[0] != '\0' ? path : NULL;
}

void corpus_cases(size_t count) { remark("corpus cases: %zu", count); }

static void remove_folder(const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *e = folder ? readdir(folder) : NULL; e != NULL; e = readdir(folder)) {
        char inner[4096];
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        snprintf(inner, sizeof inner, "%s/%s", path, e->d_name);
        struct stat s;
        if (lstat(inner, &s) == 0 && S_ISDIR(s.st_mode))
            remove_folder(inner);
        else
            unlink(inner);
    }
    if (folder != NULL)
        closedir(folder);
    rmdir(path);
}

const char *scratch(void)
{
    if (scratch_path[0] == '\0') {
        strcpy(scratch_path, "/tmp/konseki-test-XXXXXX");
        if (mkdtemp(scratch_path) == NULL) {
            perror(scratch_path);
            exit(1);
        }
    }
    return scratch_path;
}

int checked(void)
{
    if (scratch_path[0] != '\0')
        remove_folder(scratch_path);
    printf("1..%d\n", checks);
    if (failures > 0)
        printf("# %d of %d failed\n", failures, checks);
    return failures > 0 || checks == 0;
}

int skipped(const char *why)
{
    printf("1..0 # SKIP %s\n", why);
    return 77;
}
