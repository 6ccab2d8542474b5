// Measures commands against C, the time in which zlib's crc32 goes over the same bytes in memory:
//
//     bench_measure <file or folder> <rounds> < table
//
// A row of the table: name, TAB, most allowed in C (or -), TAB, most memory in MiB (or -), TAB, the
// command for sh. C and all rows are measured in turn, round by round, so that a busy moment of the
// machine hits all alike; of each the shortest time counts, and the largest memory. The exit status
// is 1 when a row is over what is allowed.
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

enum { rows_max = 32, line_max = 2048 };

typedef struct {
    char line[line_max];
    const char *name, *command;
    double most_c, most_mib; // 0: anything
    double best_s;
    double mib;
    int status;
} row;

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

// The time of crc32 over one file, which is read into memory first; not more than 1 GiB of it, the
// rest in proportion.
static double crc_s(const char *path)
{
    const size_t most = (size_t)1 << 30;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat s;
    if (file < 0 || fstat(file, &s) != 0)
        return 0;
    size_t size = (size_t)s.st_size < most ? (size_t)s.st_size : most;
    unsigned char *bytes = malloc(size + 1);
    size_t have = 0;
    while (bytes != NULL && have < size) {
        ssize_t got = read(file, bytes + have, size - have);
        if (got <= 0)
            break;
        have += (size_t)got;
    }
    // Twice: where memory is mapped only as it is touched, the first time is that of the mapping.
    double taken = 0;
    for (int pass = 0; pass < 2; pass++) {
        double start = now_s();
        volatile unsigned long crc = bytes ? crc32_z(0, bytes, have) : 0;
        (void)crc;
        taken = now_s() - start;
    }
    free(bytes);
    close(file);
    return have > 0 ? taken * ((double)s.st_size / (double)have) : 0;
}

static double crc_all_s(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return crc_s(path);
    double sum = 0;
    for (struct dirent *e = readdir(folder); e != NULL; e = readdir(folder)) {
        char inner[4096];
        snprintf(inner, sizeof inner, "%s/%s", path, e->d_name);
        if (e->d_name[0] != '.')
            sum += crc_s(inner);
    }
    closedir(folder);
    return sum;
}

// In a child of its own: what this process once held in memory would count as its children's.
static double unit_s(const char *path)
{
    int ends[2];
    double taken = 0;
    if (pipe(ends) != 0)
        return 0;
    pid_t child = fork();
    if (child == 0) {
        taken = crc_all_s(path);
        _exit(write(ends[1], &taken, sizeof taken) != (ssize_t)sizeof taken);
    }
    close(ends[1]);
    if (read(ends[0], &taken, sizeof taken) != (ssize_t)sizeof taken)
        taken = 0;
    close(ends[0]);
    waitpid(child, NULL, 0);
    return taken;
}

static void run(row *r)
{
    double start = now_s();
    pid_t child = fork();
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", r->command, (char *)NULL);
        _exit(127);
    }
    struct rusage used;
    if (wait4(child, &r->status, 0, &used) < 0)
        return;
    double taken = now_s() - start;
    double mib = (double)used.ru_maxrss / 1024;
    if (r->best_s <= 0 || taken < r->best_s)
        r->best_s = taken;
    if (mib > r->mib)
        r->mib = mib;
}

static bool parse(row *r)
{
    char *cell[4] = { r->line };
    r->line[strcspn(r->line, "\n")] = '\0';
    for (int i = 1; i < 4; i++) {
        cell[i] = strchr(cell[i - 1], '\t');
        if (cell[i] == NULL)
            return false;
        *cell[i]++ = '\0';
    }
    r->name = cell[0];
    r->most_c = strtod(cell[1], NULL);
    r->most_mib = strtod(cell[2], NULL);
    r->command = cell[3];
    return true;
}

int main(int argc, char **argv)
{
    static row rows[rows_max];
    size_t count = 0;
    if (argc != 3) {
        fputs("usage: bench_measure <file or folder> <rounds> < table\n", stderr);
        return 2;
    }
    while (count < rows_max && fgets(rows[count].line, line_max, stdin) != NULL)
        count += parse(&rows[count]);
    double unit = 0;
    for (long round = strtol(argv[2], NULL, 10); round > 0; round--) {
        double taken = unit_s(argv[1]);
        unit = unit <= 0 || taken < unit ? taken : unit;
        // The first behind C pays for the memory that it gave back: each row is that in turn.
        for (size_t i = 0; i < count; i++)
            run(&rows[((size_t)round + i) % count]);
    }
    if (unit <= 0)
        return 4;
    bool is_over = false;
    printf("%-34s %9.3f s = 1 C\n", argv[1], unit);
    for (size_t i = 0; i < count; i++) {
        const row *r = &rows[i];
        double c = r->best_s / unit;
        bool is_failed = r->status != 0 && r->most_c > 0;
        bool is_slow = r->most_c > 0 && c > r->most_c;
        bool is_large = r->most_mib > 0 && r->mib > r->most_mib;
        printf("  %-32s %9.3f s %8.2f C %7.1f MiB%s%s%s\n", r->name, r->best_s, c, r->mib,
               is_failed ? "  FAILED" : "", is_slow ? "  OVER TIME" : "",
               is_large ? "  OVER MEMORY" : "");
        is_over = is_over || is_failed || is_slow || is_large;
    }
    return is_over;
}
