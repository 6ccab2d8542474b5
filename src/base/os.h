// The operating system, as far as the core needs it: one file a system behind this header
// (os_linux.c, os_windows.c). Paths are bytes on Linux and UTF-8 on Windows; evidence is opened
// for reading only, ever.
#pragma once
#include "base/fail.h"

// --- memory
void *ks_os_reserve(size_t size); // addresses; pages appear, zeroed, when touched; NULL: none left
void ks_os_release(void *at, size_t size);
void ks_os_forget(void *at, size_t size); // whole pages inside the range lose their content
// Much of the range will be touched: its pages may come many at a time, where the system can.
void ks_os_expect_much(void *at, size_t size);
u64 ks_os_resident(void); // bytes of this process in memory now; 0: not known

// --- files
typedef struct {
    intptr_t handle; // -1: none
} ks_file;

typedef enum { KS_OS_NONE, KS_OS_FILE, KS_OS_FOLDER, KS_OS_OTHER } ks_os_kind;

typedef struct {
    ks_os_kind kind;
    u64 size;
    u64 device, number; // together: which file it is
    // When its bytes were last written, and when anything of it last changed, which programs cannot
    // set at will; FILETIME, by the system's clock. 0: not known.
    u64 written_ticks, changed_ticks;
    bool is_ours; // it belongs to this user, and nobody else may write to it
} ks_os_info;

KS_MUST bool ks_os_look(const char *path, ks_os_info *info, ks_fail *fail);
bool ks_os_is_link(const char *path); // whether the path's last name is a symbolic link
KS_MUST bool ks_os_look_open(ks_file file, ks_os_info *info, ks_fail *fail);
KS_MUST bool ks_os_open(const char *path, ks_file *file, ks_fail *fail);
// Reads up to `size` bytes at `offset` (a regular file), fewer only at its end.
KS_MUST bool ks_os_read_at(ks_file file, u64 offset, u8 *to, size_t size, size_t *got,
                           ks_fail *fail);
// Reads what comes next (a pipe, a file), at most `size` bytes; *got == 0: the end.
KS_MUST bool ks_os_read(ks_file file, u8 *to, size_t size, size_t *got, ks_fail *fail);
// Creates a file for output; an existing one is refused, unless `replace`.
KS_MUST bool ks_os_create(const char *path, bool replace, ks_file *file, ks_fail *fail);
// A file without a name, to write and read back; gone with the process. NULL: where the system
// keeps such files.
KS_MUST bool ks_os_create_unnamed(const char *folder, ks_file *file, ks_fail *fail);
void ks_os_make_private(ks_file file); // only this user may read and write it, as far as can be
KS_MUST bool ks_os_write(ks_file file, ks_span bytes, ks_fail *fail);
KS_MUST bool ks_os_write_at(ks_file file, u64 offset, ks_span bytes, ks_fail *fail);
KS_MUST bool ks_os_flush(ks_file file, ks_fail *fail); // to the disk
void ks_os_close(ks_file *file);
KS_MUST bool ks_os_rename(const char *from, const char *to, ks_fail *fail);
void ks_os_remove(const char *path);
KS_MUST bool ks_os_make_folder(const char *path, ks_fail *fail); // one that is there is fine
ks_file ks_os_standard(int number);                              // 0 input, 1 output, 2 errors

// Names in a folder, in byte order, without "." and "..". `each` returns false to stop.
typedef bool ks_os_each_name(void *context, const char *name);
KS_MUST bool ks_os_list(const char *path, ks_os_each_name *each, void *context, ks_fail *fail);

// --- the rest
const char *ks_os_environment(const char *name); // NULL: not set
u64 ks_os_monotonic_ns(void);
u64 ks_os_now_ticks(void); // FILETIME, UTC; for progress and for "made at", never for answers
// What tells this program from any other build of it, as far as the system knows. Returns its size,
// at most `most`; 0: not known.
size_t ks_os_build_id(u8 *to, size_t most);
unsigned ks_os_processors(void);
bool ks_os_is_terminal(ks_file file);
unsigned ks_os_columns(ks_file file); // width of the terminal; 0: not known
const char *ks_os_error_words(i64 number);
