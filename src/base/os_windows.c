// Windows behind os.h: W calls, paths as UTF-8 inside, evidence opened so that others may go on
// writing, renaming and deleting it. Compiled by every check; live use comes with later work.
#include "base/os.h"

#ifdef _WIN32
#    define WIN32_LEAN_AND_MEAN
#    include "base/arena.h"

#    include <windows.h>

#    include <psapi.h>
#    include <stdio.h>
#    include <stdlib.h>

enum { path_units_most = 4096, commit_size = 1 << 20 };

_Noreturn void ks_broken(const char *claim, const char *file, int line)
{
    fprintf(stderr, "konseki: broken claim '%s' (%s:%d); please report it\n", claim, file, line);
    abort();
}

// --- memory: reserved ranges whose pages are committed when they are first touched

typedef struct {
    u8 *start, *end;
} range;

enum { ranges_most = 4096 };
static range ranges[ranges_most]; // written under the lock, read by the handler
static volatile LONG range_count;
static SRWLOCK range_lock = SRWLOCK_INIT;

static bool commit(u8 *at)
{
    bool done = false;
    AcquireSRWLockShared(&range_lock);
    for (LONG i = 0; i < range_count && !done; i++) {
        if (at < ranges[i].start || at >= ranges[i].end)
            continue;
        size_t left = (size_t)(ranges[i].end - at);
        u8 *page = at - ((uintptr_t)at & 4095);
        size_t size = left < commit_size ? left : commit_size;
        done = VirtualAlloc(page, size, MEM_COMMIT, PAGE_READWRITE) != NULL;
    }
    ReleaseSRWLockShared(&range_lock);
    return done;
}

static LONG CALLBACK on_fault(EXCEPTION_POINTERS *what)
{
    const EXCEPTION_RECORD *record = what->ExceptionRecord;
    if (record->ExceptionCode != EXCEPTION_ACCESS_VIOLATION || record->NumberParameters < 2)
        return EXCEPTION_CONTINUE_SEARCH;
    u8 *at = (u8 *)record->ExceptionInformation[1];
    return commit(at) ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_CONTINUE_SEARCH;
}

void *ks_os_reserve(size_t size)
{
    AcquireSRWLockExclusive(&range_lock);
    if (range_count == 0)
        AddVectoredExceptionHandler(1, on_fault);
    u8 *start =
        range_count < ranges_most ? VirtualAlloc(NULL, size, MEM_RESERVE, PAGE_READWRITE) : NULL;
    if (start)
        ranges[range_count++] = (range){ start, start + size };
    ReleaseSRWLockExclusive(&range_lock);
    return start;
}

void ks_os_release(void *at, size_t size)
{
    (void)size;
    AcquireSRWLockExclusive(&range_lock);
    for (LONG i = 0; i < range_count; i++) {
        if (ranges[i].start == at) {
            ranges[i] = ranges[--range_count];
            break;
        }
    }
    ReleaseSRWLockExclusive(&range_lock);
    VirtualFree(at, 0, MEM_RELEASE);
}

void ks_os_forget(void *at, size_t size)
{
    uintptr_t from = ((uintptr_t)at + 4095) & ~(uintptr_t)4095;
    uintptr_t to = ((uintptr_t)at + size) & ~(uintptr_t)4095;
    if (from < to)
        VirtualFree((void *)from, to - from, MEM_DECOMMIT);
}

void ks_os_expect_much(void *at, size_t size) { (void)at, (void)size; }

// A system call does not run the handler: what it is to write into is committed before.
static void touch(u8 *at, size_t size)
{
    for (size_t i = 0; i < size; i += 4096)
        ((volatile u8 *)at)[i] = 0;
    if (size)
        ((volatile u8 *)at)[size - 1] = 0;
}

u64 ks_os_resident(void)
{
    PROCESS_MEMORY_COUNTERS counters = { .cb = sizeof counters };
    if (!GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters))
        return 0;
    return counters.WorkingSetSize;
}

// --- files

static bool refuse(ks_fail *fail, ks_reason reason, const char *path)
{
    return ks_refuse(fail, reason, (i64)GetLastError(), 0, ks_str_of(path));
}

static bool wide(const char *path, wchar_t *units)
{
    return MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, units, path_units_most) > 0;
}

static HANDLE handle_of(ks_file file) { return (HANDLE)file.handle; }

static bool open_as(const char *path, DWORD access, DWORD how, ks_file *file)
{
    wchar_t units[path_units_most];
    if (ks_fail_now() || !wide(path, units))
        return false;
    DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    HANDLE handle = CreateFileW(units, access, share, NULL, how,
                                FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_SEQUENTIAL_SCAN, NULL);
    file->handle = (intptr_t)handle;
    return handle != INVALID_HANDLE_VALUE;
}

bool ks_os_look_open(ks_file file, ks_os_info *info, ks_fail *fail)
{
    BY_HANDLE_FILE_INFORMATION found;
    if (!GetFileInformationByHandle(handle_of(file), &found)) {
        *info = (ks_os_info){ .kind = KS_OS_OTHER };
        return GetFileType(handle_of(file)) == FILE_TYPE_PIPE || refuse(fail, KS_READ_FAILED, NULL);
    }
    bool is_folder = found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY;
    *info = (ks_os_info){ .kind = is_folder ? KS_OS_FOLDER : KS_OS_FILE };
    info->size = (u64)found.nFileSizeHigh << 32 | found.nFileSizeLow;
    info->device = found.dwVolumeSerialNumber;
    info->number = (u64)found.nFileIndexHigh << 32 | found.nFileIndexLow;
    FILETIME written = found.ftLastWriteTime;
    info->written_ticks = (u64)written.dwHighDateTime << 32 | written.dwLowDateTime;
    return true;
}

bool ks_os_look(const char *path, ks_os_info *info, ks_fail *fail)
{
    ks_file file;
    if (!open_as(path, 0, OPEN_EXISTING, &file))
        return refuse(fail, KS_OPEN_FAILED, path);
    bool is_known = ks_os_look_open(file, info, fail);
    ks_os_close(&file);
    return is_known;
}

bool ks_os_open(const char *path, ks_file *file, ks_fail *fail)
{
    return open_as(path, GENERIC_READ, OPEN_EXISTING, file) || refuse(fail, KS_OPEN_FAILED, path);
}

static bool read_once(ks_file file, OVERLAPPED *where, u8 *to, size_t size, size_t *got)
{
    DWORD done = 0, most = size > 1u << 30 ? 1u << 30 : (DWORD)size;
    touch(to, most);
    if (!ks_fail_now() && ReadFile(handle_of(file), to, most, &done, where)) {
        *got = done;
        return true;
    }
    *got = 0;
    DWORD error = GetLastError(); // the end of a file, and of a pipe
    return error == ERROR_HANDLE_EOF || error == ERROR_BROKEN_PIPE;
}

bool ks_os_read_at(ks_file file, u64 offset, u8 *to, size_t size, size_t *got, ks_fail *fail)
{
    *got = 0;
    while (*got < size) {
        u64 at = offset + *got;
        OVERLAPPED where = { .Offset = (DWORD)at, .OffsetHigh = (DWORD)(at >> 32) };
        size_t step = 0;
        if (!read_once(file, &where, to + *got, size - *got, &step))
            return refuse(fail, KS_READ_FAILED, NULL);
        if (step == 0)
            break;
        *got += step;
    }
    return true;
}

bool ks_os_read(ks_file file, u8 *to, size_t size, size_t *got, ks_fail *fail)
{
    return read_once(file, NULL, to, size, got) || refuse(fail, KS_READ_FAILED, NULL);
}

bool ks_os_create(const char *path, bool replace, ks_file *file, ks_fail *fail)
{
    DWORD how = replace ? CREATE_ALWAYS : CREATE_NEW;
    if (open_as(path, GENERIC_READ | GENERIC_WRITE, how, file))
        return true;
    return refuse(fail, GetLastError() == ERROR_FILE_EXISTS ? KS_OUTPUT_EXISTS : KS_WRITE_FAILED,
                  path);
}

bool ks_os_create_unnamed(const char *folder, ks_file *file, ks_fail *fail)
{
    wchar_t units[path_units_most], name[MAX_PATH + 1];
    HANDLE handle = INVALID_HANDLE_VALUE;
    bool is_known = folder ? wide(folder, units) : GetTempPathW(MAX_PATH, units) > 0;
    if (is_known && GetTempFileNameW(units, L"ks", 0, name))
        handle = CreateFileW(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS,
                             FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, NULL);
    file->handle = (intptr_t)handle;
    return handle != INVALID_HANDLE_VALUE ||
           refuse(fail, KS_WRITE_FAILED, folder ? folder : "%TEMP%");
}

void ks_os_make_private(ks_file file) { (void)file; } // folders of users are theirs alone

bool ks_os_write(ks_file file, ks_span bytes, ks_fail *fail)
{
    while (bytes.size) {
        DWORD done = 0, most = bytes.size > 1u << 30 ? 1u << 30 : (DWORD)bytes.size;
        if (ks_fail_now() || !WriteFile(handle_of(file), bytes.at, most, &done, NULL))
            return refuse(fail, KS_WRITE_FAILED, NULL);
        bytes = (ks_span){ bytes.at + done, bytes.size - done };
    }
    return true;
}

bool ks_os_write_at(ks_file file, u64 offset, ks_span bytes, ks_fail *fail)
{
    while (bytes.size) {
        OVERLAPPED where = { .Offset = (DWORD)offset, .OffsetHigh = (DWORD)(offset >> 32) };
        DWORD done = 0, most = bytes.size > 1u << 30 ? 1u << 30 : (DWORD)bytes.size;
        if (ks_fail_now() || !WriteFile(handle_of(file), bytes.at, most, &done, &where))
            return refuse(fail, KS_WRITE_FAILED, NULL);
        bytes = (ks_span){ bytes.at + done, bytes.size - done };
        offset += done;
    }
    return true;
}

bool ks_os_flush(ks_file file, ks_fail *fail)
{
    return FlushFileBuffers(handle_of(file)) || refuse(fail, KS_WRITE_FAILED, NULL);
}

void ks_os_close(ks_file *file)
{
    if (file->handle != -1)
        CloseHandle(handle_of(*file));
    file->handle = -1;
}

bool ks_os_rename(const char *from, const char *to, ks_fail *fail)
{
    wchar_t old_name[path_units_most], new_name[path_units_most];
    DWORD how = MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH;
    return (wide(from, old_name) && wide(to, new_name) && MoveFileExW(old_name, new_name, how)) ||
           refuse(fail, KS_WRITE_FAILED, to);
}

void ks_os_remove(const char *path)
{
    wchar_t units[path_units_most];
    if (wide(path, units) && !DeleteFileW(units))
        RemoveDirectoryW(units);
}

bool ks_os_make_folder(const char *path, ks_fail *fail)
{
    wchar_t units[path_units_most];
    return (wide(path, units) &&
            (CreateDirectoryW(units, NULL) || GetLastError() == ERROR_ALREADY_EXISTS)) ||
           refuse(fail, KS_WRITE_FAILED, path);
}

ks_file ks_os_standard(int number)
{
    static const DWORD standard[] = { STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE };
    return (ks_file){ (intptr_t)GetStdHandle(standard[number]) };
}

typedef struct {
    char *names; // one behind the other, each with its NUL
    size_t size, count;
} name_list;

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool give_sorted(const name_list *list, ks_os_each_name *each, void *context)
{
    const char **order = malloc(sizeof *order * (list->count + 1));
    if (order == NULL)
        return false;
    const char *at = list->names;
    for (size_t i = 0; i < list->count; i++, at += strlen(at) + 1)
        order[i] = at;
    qsort(order, list->count, sizeof *order, by_bytes); // names in one folder differ
    for (size_t i = 0; i < list->count && each(context, order[i]); i++)
        ;
    free(order);
    return true;
}

static bool add_name(name_list *list, const wchar_t *units)
{
    char name[path_units_most];
    int size = WideCharToMultiByte(CP_UTF8, 0, units, -1, name, sizeof name, NULL, NULL);
    if (size <= 0 || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return true;
    char *grown = malloc(list->size + (size_t)size);
    if (grown == NULL)
        return false;
    if (list->size)
        memcpy(grown, list->names, list->size);
    memcpy(grown + list->size, name, (size_t)size);
    free(list->names);
    list->names = grown;
    list->size += (size_t)size;
    list->count++;
    return true;
}

bool ks_os_list(const char *path, ks_os_each_name *each, void *context, ks_fail *fail)
{
    char pattern[path_units_most];
    wchar_t units[path_units_most];
    WIN32_FIND_DATAW found;
    name_list list = { 0 };
    snprintf(pattern, sizeof pattern, "%s\\*", path);
    HANDLE search = wide(pattern, units) ? FindFirstFileW(units, &found) : INVALID_HANDLE_VALUE;
    if (search == INVALID_HANDLE_VALUE)
        return refuse(fail, KS_OPEN_FAILED, path);
    bool ok = true;
    do
        ok = add_name(&list, found.cFileName);
    while (ok && FindNextFileW(search, &found));
    FindClose(search);
    ok = ok && give_sorted(&list, each, context);
    free(list.names);
    return ok || refuse(fail, KS_OPEN_FAILED, path);
}

// --- the rest

const char *ks_os_environment(const char *name) { return getenv(name); }

u64 ks_os_monotonic_ns(void)
{
    LARGE_INTEGER now, each;
    QueryPerformanceCounter(&now);
    QueryPerformanceFrequency(&each);
    u64 count = (u64)now.QuadPart, hertz = (u64)each.QuadPart;
    return count / hertz * 1000000000u + count % hertz * 1000000000u / hertz;
}

u64 ks_os_now_ticks(void)
{
    FILETIME now;
    GetSystemTimePreciseAsFileTime(&now);
    return (u64)now.dwHighDateTime << 32 | now.dwLowDateTime;
}

size_t ks_os_build_id(u8 *to, size_t most)
{
    (void)to, (void)most;
    return 0;
}

unsigned ks_os_processors(void)
{
    SYSTEM_INFO info;
    GetSystemInfo(&info);
    return info.dwNumberOfProcessors ? info.dwNumberOfProcessors : 1;
}

bool ks_os_is_terminal(ks_file file)
{
    DWORD mode;
    return GetConsoleMode(handle_of(file), &mode);
}

unsigned ks_os_columns(ks_file file)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (!GetConsoleScreenBufferInfo(handle_of(file), &info))
        return 0;
    return (unsigned)(info.srWindow.Right - info.srWindow.Left + 1);
}

const char *ks_os_error_words(i64 number)
{
    static const struct {
        DWORD number;
        const char *words;
    } known[] = { { ERROR_FILE_NOT_FOUND, "no such file" },
                  { ERROR_PATH_NOT_FOUND, "no such folder" },
                  { ERROR_ACCESS_DENIED, "access denied" },
                  { ERROR_SHARING_VIOLATION, "in use by another program" },
                  { ERROR_DISK_FULL, "the disk is full" } };
    for (size_t i = 0; i < countof(known); i++) {
        if ((i64)known[i].number == number)
            return known[i].words;
    }
    return "an error of the system";
}
#endif
