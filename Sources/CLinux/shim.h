#pragma once
// What the Glibc module leaves out: the kernel's word on the calendar, what a process may still do, and freed memory.
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <unistd.h>

// In glibc since 2.34: the child keeps no descriptor from this one on.
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

// Dies with the thread that started it, and gains no right that it does not have. 0, or errno.
static inline int linux_bind_to_parent(void) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return errno;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return errno;
    return 0;
}

// Sets the soft and the hard limit of one resource (RLIMIT_...). 0, or errno.
static inline int linux_limit(int resource, unsigned long long value) {
    struct rlimit limit = {(rlim_t)value, (rlim_t)value};
    return setrlimit((__rlimit_resource_t)resource, &limit) == 0 ? 0 : errno;
}

#if defined(__x86_64__)
#define LINUX_AUDIT_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define LINUX_AUDIT_ARCH AUDIT_ARCH_AARCH64
#else
#error "the system call filter knows x86_64 and aarch64"
#endif

#define LINUX_ALLOW(name) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

// From here on all threads of the process may compute, use memory, and read and write what is open: every other system
// call fails with EPERM. New threads are allowed, new processes are not, nor are signals to others; memory never
// becomes executable. 0, or errno.
static inline int linux_confine(void) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LINUX_AUDIT_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        // glibc asks for clone3 first, whose flags a filter cannot see, and then for clone, whose flags it can.
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        // tgkill: signals to its own threads only (the engine stops them so), and never to the gateway.
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_tgkill, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)getpid(), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        // mmap: not shared, as RLIMIT_DATA does not count that.
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[3])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 1, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        // mmap and mprotect: not with PROT_EXEC (bit 2 of the third argument).
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mprotect, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 4, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        LINUX_ALLOW(read), LINUX_ALLOW(write), LINUX_ALLOW(writev), LINUX_ALLOW(close),
        LINUX_ALLOW(munmap), LINUX_ALLOW(mremap), LINUX_ALLOW(madvise), LINUX_ALLOW(brk),
        LINUX_ALLOW(futex), LINUX_ALLOW(set_robust_list), LINUX_ALLOW(rseq), LINUX_ALLOW(sched_yield),
        LINUX_ALLOW(sched_getaffinity), LINUX_ALLOW(membarrier), LINUX_ALLOW(gettid), LINUX_ALLOW(getpid),
        LINUX_ALLOW(rt_sigaction), LINUX_ALLOW(rt_sigprocmask), LINUX_ALLOW(rt_sigreturn),
        LINUX_ALLOW(sigaltstack), LINUX_ALLOW(restart_syscall), LINUX_ALLOW(clock_gettime),
        LINUX_ALLOW(clock_getres), LINUX_ALLOW(gettimeofday), LINUX_ALLOW(clock_nanosleep), LINUX_ALLOW(nanosleep),
        LINUX_ALLOW(getrandom), LINUX_ALLOW(getrusage), LINUX_ALLOW(ppoll), LINUX_ALLOW(eventfd2),
#ifdef SYS_poll
        LINUX_ALLOW(poll),
#endif
        LINUX_ALLOW(exit), LINUX_ALLOW(exit_group),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    };
    struct sock_fprog program = {sizeof(filter) / sizeof(filter[0]), filter};
    long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
    return result == 0 ? 0 : result > 0 ? ESRCH : errno;
}

// A system call by its number, for the worker's check of itself.
static inline long linux_system_call(long number, long first, long second) {
    return syscall(number, first, second, 0L, 0L, 0L);
}
