// Each case raises the fence in a process of its own and tries one thing behind it.
#include "base/fence.h"

#include "base/os.h"

#include "test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { path_size = 512 };

static char given[path_size], secret[path_size], linked[path_size], writable[path_size];

static const char *in(char *path, const char *folder, const char *name)
{
    size_t front = strlen(folder), back = strlen(name);
    if (front + back + 2 > path_size)
        abort();
    memcpy(path, folder, front);
    path[front] = '/';
    memcpy(path + front + 1, name, back + 1);
    return path;
}

static void make(const char *path)
{
    int file = open(path, O_CREAT | O_WRONLY, 0600);
    if (file < 0 || write(file, "x", 1) != 1)
        abort();
    close(file);
}

// --- what is tried; true: it was possible

static bool can_open(const char *path, int flags)
{
    int file = open(path, flags, 0600);
    if (file >= 0)
        close(file);
    return file >= 0;
}

static bool read_given(void)
{
    char path[path_size];
    return can_open(in(path, given, "log"), O_RDONLY);
}
static bool list_given(void) { return can_open(given, O_RDONLY | O_DIRECTORY); }
static bool write_given(void)
{
    char path[path_size];
    return can_open(in(path, given, "log"), O_RDWR) || can_open(in(path, given, "new"), O_CREAT);
}
static bool touch_given(void)
{
    char path[path_size];
    in(path, given, "log");
    return unlink(path) == 0 || chmod(path, 0777) == 0 || truncate(path, 0) == 0 ||
           utimensat(AT_FDCWD, path, NULL, 0) == 0;
}
static bool read_secret(void) { return can_open(secret, O_RDONLY); }
static bool read_linked(void) { return can_open(linked, O_RDONLY); }
static bool read_system(void) { return can_open("/etc/passwd", O_RDONLY); }
static bool write_case(void)
{
    char path[path_size], renamed[path_size], folder[path_size];
    in(path, writable, "case.tmp");
    return can_open(path, O_CREAT | O_RDWR | O_EXCL) &&
           mkdir(in(folder, writable, "f"), 0700) == 0 &&
           rename(path, in(renamed, writable, "case.db")) == 0 && unlink(renamed) == 0;
}
static bool connect_out(void)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    int u = socket(AF_UNIX, SOCK_DGRAM, 0);
    return s >= 0 || u >= 0;
}
static bool run_program(void)
{
    char *const arguments[] = { (char[]){ "true" }, NULL };
    execv("/bin/true", arguments); // on success this process says 0: impossible
    return errno != EPERM && errno != EACCES;
}
static bool start_process(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child > 0;
}
static bool end_another(void) { return kill(getppid(), 0) == 0; }
static bool make_code(void)
{
    void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return mprotect(at, 4096, PROT_READ | PROT_EXEC) == 0;
}

static void *nothing(void *own) { return own; }
static bool start_thread(void)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0;
}
static bool read_in_thread_secret(void)
{
    static bool is_read;
    pthread_t thread;
    if (pthread_create(&thread, NULL, nothing, NULL) != 0 || pthread_join(thread, NULL) != 0)
        return true;
    is_read = read_secret();
    return is_read;
}
static bool use_memory(void)
{
    void *at = ks_os_reserve(1 << 20);
    if (at == NULL)
        return false;
    ks_os_release(at, 1 << 20);
    return true;
}

static const struct {
    const char *sentence;
    bool (*is_possible)(void);
    bool expected, needs_files, breaks_sanitizer;
} rows[] = {
    { "a given folder's files can be read", read_given, true, true, false },
    { "a given folder can be listed", list_given, true, true, false },
    { "a given folder cannot be written to", write_given, false, true, false },
    { "a given file's rights, times, size and name stay as they are", touch_given, false, true,
      false },
    { "a file beside them cannot be read", read_secret, false, true, false },
    { "what a link in a given folder leads to cannot be read without a rule of its own",
      read_linked, false, true, false },
    { "the system's files cannot be read", read_system, false, true, false },
    { "the case's folder can be written to", write_case, true, true, false },
    { "no socket can be made", connect_out, false, false, false },
    { "no program can be run", run_program, false, false, false },
    { "no process can be started", start_process, false, false, true },
    { "no other process can be sent a signal", end_another, false, false, false },
    { "no memory becomes code", make_code, false, false, false },
    { "threads can be started", start_thread, true, false, false },
    { "threads are fenced in like their process", read_in_thread_secret, false, true, false },
    { "memory can be had", use_memory, true, false, false },
};

enum { NOT_POSSIBLE = 10, POSSIBLE, PARTLY, BROKEN };

static int behind_fence(bool (*is_possible)(void))
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        const char *readable[] = { given }, *writables[] = { writable };
        ks_fence fence = { readable, 1, writables, 1 };
        ks_fail fail = { 0 };
        bool is_raised = ks_fence_raise(&fence, &fail);
        if (!is_raised && ks_str_equal(fail.text, KS_STR("Landlock")))
            _exit(PARTLY);
        if (!is_raised)
            _exit(BROKEN);
        _exit(is_possible() ? POSSIBLE : NOT_POSSIBLE);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child)
        abort();
    return WIFEXITED(status) ? WEXITSTATUS(status) : BROKEN;
}

static bool is_sanitized(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#else
    return false;
#endif
}

int main(void)
{
    char path[path_size];
    in(given, scratch(), "given");
    in(secret, scratch(), "secret");
    in(writable, scratch(), "case");
    if (mkdir(given, 0700) || mkdir(writable, 0700))
        abort();
    make(in(path, given, "log"));
    make(secret);
    if (symlink(secret, in(linked, given, "link")) != 0)
        abort();
    check("without a fence all of this is possible",
          read_secret() && read_linked() && read_system() && connect_out() && start_process());
    for (size_t i = 0; i < countof(rows); i++) {
        if (rows[i].breaks_sanitizer && is_sanitized())
            continue;
        int found = behind_fence(rows[i].is_possible);
        if (found == PARTLY && rows[i].needs_files) {
            remark("no Landlock in this kernel: %s", rows[i].sentence);
            continue;
        }
        if (!check(rows[i].sentence, found == (rows[i].expected ? POSSIBLE : NOT_POSSIBLE)))
            remark("status %d", found);
    }
    return checked();
}
