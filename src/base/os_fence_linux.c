// Linux behind fence.h: Landlock for files (kernel 5.13 and newer), seccomp for system calls.
//
// Landlock's calls have no wrappers in Debian 12's libc, and its header knows the rights up to
// version 2; later ones are named here (linux/landlock.h of 6.12; man 7 landlock, "Landlock
// features"). Rights that the running kernel does not know are left out of the rule set.
//
// System calls are refused by name, with EPERM: what reaches other machines, other programs, other
// processes, the kernel's own interfaces, or the rights and times of files, which Landlock does
// not cover. All else stays allowed: a list of what libraries may call would break with the next
// version of one of them.
#include "base/fence.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// LeakSanitizer starts a process that traces this one, and reads /proc, when the program ends.
#if defined(__SANITIZE_ADDRESS__)
#    define IS_SANITIZED 1
#elif defined(__has_feature)
#    if __has_feature(address_sanitizer)
#        define IS_SANITIZED 1
#    endif
#endif
#ifndef IS_SANITIZED
#    define IS_SANITIZED 0
#endif

static bool refuse(ks_fail *fail, i64 error, const char *what)
{
    return ks_refuse(fail, KS_SANDBOX, error, 0, ks_str_of(what));
}

// --- files

enum {
    version_refer = 2,
    version_truncate = 3,
    version_network = 4,
    version_device_ioctl = 5,
    version_scope = 6
};

static const u64 right_truncate = 1u << 14, right_device_ioctl = 1u << 15;
static const u64 network_bind_connect = 3, scope_socket_signal = 3;

// The rule set as kernel 6.12 has it; older kernels are given its front part.
typedef struct {
    u64 files, network, scopes;
} rule_set;

static const u64 of_file = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                           LANDLOCK_ACCESS_FS_READ_FILE | right_truncate | right_device_ioctl;
static const u64 to_read = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const u64 to_write = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
                            LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                            LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                            LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REFER | right_truncate;

static bool allow(int rules, const char *path, u64 rights, u64 known, ks_fail *fail)
{
    struct stat found;
    int file = open(path, O_PATH | O_CLOEXEC);
    if (file < 0)
        return true; // not there: nothing to open
    bool is_folder = fstat(file, &found) == 0 && S_ISDIR(found.st_mode);
    struct landlock_path_beneath_attr rule = {
        .allowed_access = rights & known & (is_folder ? ~(u64)0 : of_file),
        .parent_fd = file,
    };
    bool is_allowed =
        syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    i64 error = errno;
    close(file);
    // A pipe (/dev/fd/63) lies in no folder; Landlock leaves it open.
    return is_allowed || error == EBADFD || refuse(fail, error, path);
}

static bool fill(int rules, const ks_fence *fence, u64 known, ks_fail *fail)
{
    for (size_t i = 0; i < fence->readable_count; i++) {
        if (!allow(rules, fence->readable[i], to_read, known, fail))
            return false;
    }
    for (size_t i = 0; i < fence->writable_count; i++) {
        if (!allow(rules, fence->writable[i], to_write, known, fail))
            return false;
    }
    return !IS_SANITIZED || allow(rules, "/proc", to_read, known, fail);
}

static bool raise_files(const ks_fence *fence, ks_fail *fail)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return refuse(fail, errno, "Landlock");
    rule_set set = { .files = (1u << 13) - 1 };
    set.files |= version >= version_refer ? LANDLOCK_ACCESS_FS_REFER : 0;
    set.files |= version >= version_truncate ? right_truncate : 0;
    set.files |= version >= version_device_ioctl ? right_device_ioctl : 0;
    set.network = version >= version_network ? network_bind_connect : 0;
    set.scopes = version >= version_scope && !IS_SANITIZED ? scope_socket_signal : 0;
    size_t size = version >= version_scope     ? sizeof set
                  : version >= version_network ? 2 * sizeof(u64)
                                               : sizeof(u64);
    int rules = (int)syscall(SYS_landlock_create_ruleset, &set, size, 0);
    if (rules < 0)
        return refuse(fail, errno, "Landlock");
    bool is_raised = fill(rules, fence, set.files, fail);
    if (is_raised && syscall(SYS_landlock_restrict_self, rules, 0) != 0)
        is_raised = refuse(fail, errno, "Landlock");
    close(rules);
    return is_raised;
}

// --- system calls

// clang-format off
static const char *const refused[] = {
    // other machines, and other processes of this one
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg",
    "sendmmsg", "recvfrom", "recvmsg", "recvmmsg", "getpeername", "mq_open", "msgget", "semget",
    "shmget", "shmat",
    // other programs
    "execve", "execveat", "fork", "vfork", "uselib", "kill", "tkill", "pidfd_open",
    "pidfd_send_signal", "pidfd_getfd", "process_vm_readv", "process_vm_writev", "kcmp",
    "process_madvise", "setpgid", "setsid", "memfd_create", "memfd_secret",
    // who this process is, and where it stands
    "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setfsuid", "setfsgid",
    "setgroups", "capset", "unshare", "setns", "chroot", "pivot_root", "personality",
    // the rights, owners and times of files: evidence stays as it was found
    "chmod", "fchmodat", "fchmodat2", "chown", "lchown", "fchownat", "utime", "utimes", "utimensat",
    "futimesat", "setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr",
    "fremovexattr", "link", "linkat", "symlink", "symlinkat", "mknod", "mknodat", "truncate",
    // the kernel
    "mount", "umount", "umount2", "mount_setattr", "move_mount", "open_tree", "fsopen", "fsconfig",
    "fsmount", "fspick", "open_by_handle_at", "name_to_handle_at", "init_module", "finit_module",
    "delete_module", "kexec_load", "kexec_file_load", "bpf", "perf_event_open", "userfaultfd",
    "io_uring_setup", "io_uring_enter", "io_uring_register", "keyctl", "add_key", "request_key",
    "fanotify_init", "fanotify_mark", "inotify_init", "inotify_init1", "acct", "quotactl",
    "quotactl_fd", "swapon", "swapoff", "reboot", "syslog", "vhangup", "lookup_dcookie",
    "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "stime", "sethostname",
    "setdomainname", "iopl", "ioperm", "modify_ldt", "nfsservctl", "move_pages", "migrate_pages",
    "mbind", "set_mempolicy", "vmsplice",
};
// clang-format on

static bool refuse_call(scmp_filter_ctx filter, const char *name)
{
    int number = seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR)
        return true; // newer than this library, or not on this processor
    int result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), number, 0);
    return result == 0 || result == -EDOM || result == -EINVAL;
}

// One argument decides: refused when `argument & mask` equals `value`.
static bool refuse_when(scmp_filter_ctx filter, int call, unsigned argument, u64 mask, u64 value)
{
    struct scmp_arg_cmp compare = SCMP_CMP(argument, SCMP_CMP_MASKED_EQ, mask, value);
    return seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), call, 1, &compare) == 0;
}

static bool refuse_calls(scmp_filter_ctx filter)
{
    bool is_good = true;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        is_good = is_good && refuse_call(filter, refused[i]);
    if (!IS_SANITIZED) {
        is_good = is_good && refuse_call(filter, "ptrace");
        // Threads yes, processes no. clone3 hides its flags behind a pointer: as if it were not
        // there, and libc takes clone.
        is_good = is_good && refuse_when(filter, SCMP_SYS(clone), 0, CLONE_THREAD, 0);
    }
    is_good = is_good && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
    // Keys put into the terminal's queue run as commands when the program has ended.
    is_good = is_good && refuse_when(filter, SCMP_SYS(ioctl), 1, UINT32_MAX, TIOCSTI);
    is_good = is_good && refuse_when(filter, SCMP_SYS(ioctl), 1, UINT32_MAX, TIOCLINUX);
    // No new code.
    is_good = is_good && refuse_when(filter, SCMP_SYS(mmap), 2, PROT_EXEC, PROT_EXEC);
    is_good = is_good && refuse_when(filter, SCMP_SYS(mprotect), 2, PROT_EXEC, PROT_EXEC);
    return is_good;
}

static bool raise_calls(ks_fail *fail)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == NULL)
        return refuse(fail, ENOMEM, "seccomp");
    // Threads that are there already, if any, are fenced as well.
    bool is_good = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 && refuse_calls(filter);
    int result = is_good ? seccomp_load(filter) : -EINVAL;
    seccomp_release(filter);
    return result == 0 || refuse(fail, -result, "seccomp");
}

bool ks_fence_raise(const ks_fence *fence, ks_fail *fail)
{
    // Neither needs rights then, and no program that is started can gain some.
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return refuse(fail, errno, "no_new_privs");
    bool has_files = raise_files(fence, fail);
    return raise_calls(fail) && has_files;
}
