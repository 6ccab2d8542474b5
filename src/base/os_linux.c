// Linux (and other POSIX systems) behind os.h.
#include "base/os.h"

#ifndef _WIN32
#    include "base/arena.h"

#    include <dirent.h>
#    include <errno.h>
#    include <fcntl.h>
#    include <stdatomic.h>
#    include <stdio.h>
#    include <stdlib.h>
#    include <sys/ioctl.h>
#    include <sys/mman.h>
#    include <sys/stat.h>
#    include <time.h>
#    include <unistd.h>

_Noreturn void ks_broken(const char *claim, const char *file, int line)
{
    fprintf(stderr, "konseki: broken claim '%s' (%s:%d); please report it\n", claim, file, line);
    abort();
}

void *ks_os_reserve(size_t size)
{
    void *range = mmap(NULL, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return range == MAP_FAILED ? NULL : range;
}

void ks_os_release(void *at, size_t size) { munmap(at, size); }

void ks_os_forget(void *at, size_t size)
{
    uintptr_t page = 4096, from = ((uintptr_t)at + page - 1) & ~(page - 1);
    uintptr_t to = ((uintptr_t)at + size) & ~(page - 1);
    if (from < to)
        madvise((void *)from, to - from, MADV_DONTNEED);
}

void ks_os_expect_much(void *at, size_t size)
{
    uintptr_t page = 4096, from = ((uintptr_t)at + page - 1) & ~(page - 1);
    if (size > page)
        madvise((void *)from, size - page, MADV_HUGEPAGE);
}

u64 ks_os_resident(void)
{
    char text[128] = { 0 };
    int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t got = file < 0 ? -1 : read(file, text, sizeof text - 1);
    if (file >= 0)
        close(file);
    const char *p = got > 0 ? strchr(text, ' ') : NULL;
    u64 pages = 0;
    for (p = p ? p + 1 : NULL; p && *p >= '0' && *p <= '9'; p++)
        pages = pages * 10 + (u64)(*p - '0');
    return pages * 4096;
}

// What KS_FAIL_AT makes of a call: as if the disk had refused it.
static int pretended(void)
{
    errno = EIO;
    return -1;
}

static bool refuse(ks_fail *fail, ks_reason reason, const char *path)
{
    return ks_refuse(fail, reason, errno, 0, ks_str_of(path));
}

static u64 ticks_of(struct timespec t)
{
    return ((u64)t.tv_sec + 11644473600u) * 10000000u + (u64)t.tv_nsec / 100;
}

// Asked of the system once: of thousands of files it is asked again.
static uid_t own_user(void)
{
    static _Atomic i64 known = -1;
    if (known < 0)
        known = geteuid();
    return (uid_t)known;
}

static ks_os_info info_of(const struct stat *found)
{
    ks_os_info info = { .size = (u64)found->st_size,
                        .device = (u64)found->st_dev,
                        .number = (u64)found->st_ino,
                        .written_ticks = ticks_of(found->st_mtim),
                        .changed_ticks = ticks_of(found->st_ctim) };
    info.is_ours = found->st_uid == own_user() && (found->st_mode & (S_IWGRP | S_IWOTH)) == 0;
    info.kind = S_ISREG(found->st_mode)   ? KS_OS_FILE
                : S_ISDIR(found->st_mode) ? KS_OS_FOLDER
                                          : KS_OS_OTHER;
    return info;
}

bool ks_os_look(const char *path, ks_os_info *info, ks_fail *fail)
{
    struct stat found;
    if (stat(path, &found) != 0)
        return refuse(fail, KS_OPEN_FAILED, path);
    *info = info_of(&found);
    return true;
}

bool ks_os_is_link(const char *path)
{
    struct stat found;
    return lstat(path, &found) == 0 && S_ISLNK(found.st_mode);
}

bool ks_os_look_open(ks_file file, ks_os_info *info, ks_fail *fail)
{
    struct stat found;
    if (fstat((int)file.handle, &found) != 0)
        return refuse(fail, KS_READ_FAILED, NULL);
    *info = info_of(&found);
    return true;
}

bool ks_os_open(const char *path, ks_file *file, ks_fail *fail)
{
    int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY;
    int handle = ks_fail_now() ? pretended() : open(path, flags | O_NOATIME);
    if (handle < 0 && errno == EPERM) // another's file: its time of access cannot be kept
        handle = open(path, flags);
    if (handle < 0)
        return refuse(fail, KS_OPEN_FAILED, path);
    file->handle = handle;
    return true;
}

bool ks_os_read_at(ks_file file, u64 offset, u8 *to, size_t size, size_t *got, ks_fail *fail)
{
    size_t done = 0;
    while (done < size) {
        ssize_t step =
            ks_fail_now() ? pretended()
                          : pread((int)file.handle, to + done, size - done, (off_t)(offset + done));
        if (step < 0 && errno == EINTR)
            continue;
        if (step < 0)
            return refuse(fail, KS_READ_FAILED, NULL);
        if (step == 0)
            break;
        done += (size_t)step;
    }
    *got = done;
    return true;
}

bool ks_os_read(ks_file file, u8 *to, size_t size, size_t *got, ks_fail *fail)
{
    for (;;) {
        ssize_t step = ks_fail_now() ? pretended() : read((int)file.handle, to, size);
        if (step < 0 && errno == EINTR)
            continue;
        if (step < 0)
            return refuse(fail, KS_READ_FAILED, NULL);
        *got = (size_t)step;
        return true;
    }
}

bool ks_os_create(const char *path, bool replace, ks_file *file, ks_fail *fail)
{
    int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | (replace ? O_TRUNC : O_EXCL);
    int handle = ks_fail_now() ? pretended() : open(path, flags, 0666);
    if (handle < 0)
        return refuse(fail, errno == EEXIST ? KS_OUTPUT_EXISTS : KS_WRITE_FAILED, path);
    file->handle = handle;
    return true;
}

bool ks_os_create_unnamed(const char *folder, ks_file *file, ks_fail *fail)
{
    if (folder == NULL) {
        folder = getenv("TMPDIR");
        folder = folder && *folder ? folder : "/tmp";
    }
    int handle = ks_fail_now() ? pretended() : open(folder, O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
    if (handle < 0) { // a file system without them
        char name[4096];
        int size = snprintf(name, sizeof name, "%s/konseki-XXXXXX", folder);
        handle = size > 0 && (size_t)size < sizeof name ? mkostemp(name, O_CLOEXEC) : -1;
        if (handle >= 0)
            unlink(name);
    }
    if (handle < 0)
        return refuse(fail, KS_WRITE_FAILED, folder);
    file->handle = handle;
    return true;
}

void ks_os_make_private(ks_file file) { (void)!fchmod((int)file.handle, 0600); }

bool ks_os_write(ks_file file, ks_span bytes, ks_fail *fail)
{
    while (bytes.size) {
        ssize_t step = ks_fail_now() ? pretended() : write((int)file.handle, bytes.at, bytes.size);
        if (step < 0 && errno == EINTR)
            continue;
        if (step < 0)
            return refuse(fail, KS_WRITE_FAILED, NULL);
        bytes = (ks_span){ bytes.at + step, bytes.size - (size_t)step };
    }
    return true;
}

bool ks_os_write_at(ks_file file, u64 offset, ks_span bytes, ks_fail *fail)
{
    while (bytes.size) {
        ssize_t step = ks_fail_now()
                           ? pretended()
                           : pwrite((int)file.handle, bytes.at, bytes.size, (off_t)offset);
        if (step < 0 && errno == EINTR)
            continue;
        if (step < 0)
            return refuse(fail, KS_WRITE_FAILED, NULL);
        bytes = (ks_span){ bytes.at + step, bytes.size - (size_t)step };
        offset += (u64)step;
    }
    return true;
}

bool ks_os_flush(ks_file file, ks_fail *fail)
{
    if (fsync((int)file.handle) == 0 || errno == EINVAL || errno == EROFS)
        return true;
    return refuse(fail, KS_WRITE_FAILED, NULL);
}

void ks_os_close(ks_file *file)
{
    if (file->handle >= 0)
        close((int)file->handle);
    file->handle = -1;
}

bool ks_os_rename(const char *from, const char *to, ks_fail *fail)
{
    return rename(from, to) == 0 || refuse(fail, KS_WRITE_FAILED, to);
}

void ks_os_remove(const char *path) { remove(path); }

bool ks_os_make_folder(const char *path, ks_fail *fail)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST || refuse(fail, KS_WRITE_FAILED, path);
}

ks_file ks_os_standard(int number) { return (ks_file){ number }; }

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_name(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

bool ks_os_list(const char *path, ks_os_each_name *each, void *context, ks_fail *fail)
{
    struct dirent **names = NULL;
    int count = scandir(path, &names, is_name, by_bytes);
    if (count < 0)
        return refuse(fail, KS_OPEN_FAILED, path);
    bool more = true;
    for (int i = 0; i < count; i++) {
        more = more && each(context, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    return true;
}

const char *ks_os_environment(const char *name) { return getenv(name); }

u64 ks_os_monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (u64)now.tv_sec * 1000000000u + (u64)now.tv_nsec;
}

u64 ks_os_now_ticks(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return ticks_of(now);
}

unsigned ks_os_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (unsigned)count;
}

bool ks_os_is_terminal(ks_file file) { return isatty((int)file.handle) == 1; }

unsigned ks_os_columns(ks_file file)
{
    struct winsize size;
    return ioctl((int)file.handle, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

const char *ks_os_error_words(i64 number) { return strerror((int)number); }
#endif
