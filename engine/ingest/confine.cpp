#include "ingest/confine.h"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <initializer_list>

#include "ingest/sanitized.h"

namespace assay::ingest {

namespace {

void limit(decltype(RLIMIT_AS) what, std::uint64_t value) {
    // One more as the hard limit of processor time: SIGXCPU first, SIGKILL for those who ignore it.
    const rlimit both{value, what == RLIMIT_CPU ? value + 1 : value};
    ::setrlimit(what, &both);
}

// Everything that a program which only turns bytes into text does, once it is loaded.
constexpr int kNeeded[] = {
    SCMP_SYS(read),       SCMP_SYS(pread64),   SCMP_SYS(write),        SCMP_SYS(writev),
    SCMP_SYS(lseek),      SCMP_SYS(mmap),      SCMP_SYS(munmap),       SCMP_SYS(mremap),
    SCMP_SYS(mprotect),   SCMP_SYS(madvise),   SCMP_SYS(brk),          SCMP_SYS(fstat),
    SCMP_SYS(newfstatat), SCMP_SYS(close),     SCMP_SYS(futex),        SCMP_SYS(exit),
    SCMP_SYS(exit_group), SCMP_SYS(getrandom), SCMP_SYS(rt_sigreturn), SCMP_SYS(clock_gettime),
    SCMP_SYS(gettid),     SCMP_SYS(getpid),    SCMP_SYS(tgkill),       SCMP_SYS(rt_sigprocmask),
};

// What pdftotext, its libraries and its loader never need.
constexpr int kForbidden[] = {
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),
    SCMP_SYS(sendmmsg),
    SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(clone),
    SCMP_SYS(clone3),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(kill),
    SCMP_SYS(tkill),
    SCMP_SYS(creat),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    SCMP_SYS(rename),
    SCMP_SYS(renameat),
    SCMP_SYS(renameat2),
    SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat),
    SCMP_SYS(rmdir),
    SCMP_SYS(link),
    SCMP_SYS(linkat),
    SCMP_SYS(symlink),
    SCMP_SYS(symlinkat),
    SCMP_SYS(mknod),
    SCMP_SYS(mknodat),
    SCMP_SYS(chmod),
    SCMP_SYS(fchmod),
    SCMP_SYS(fchmodat),
    SCMP_SYS(chown),
    SCMP_SYS(fchown),
    SCMP_SYS(lchown),
    SCMP_SYS(fchownat),
    SCMP_SYS(truncate),
    SCMP_SYS(ftruncate),
    SCMP_SYS(utimensat),
    SCMP_SYS(setxattr),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(memfd_create),
    SCMP_SYS(shmget),
    SCMP_SYS(msgget),
    SCMP_SYS(semget),
    SCMP_SYS(mq_open),
    SCMP_SYS(inotify_init1),
    SCMP_SYS(setsid),
    SCMP_SYS(setpgid),
    SCMP_SYS(reboot),
    SCMP_SYS(kexec_load),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(openat2),
    SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_send_signal),
};

bool forbid(scmp_filter_ctx filter) {
    bool done = true;
    for (const int call : kForbidden)
        done = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) == 0 && done;
    // Files may be opened, but only to be read.
    for (const scmp_datum_t mode : {scmp_datum_t{O_WRONLY}, scmp_datum_t{O_RDWR}}) {
        // Not the macros SCMP_A1 and SCMP_A2: they are C, and clang says so.
        const scmp_arg_cmp second{1, SCMP_CMP_MASKED_EQ, O_ACCMODE, mode};
        const scmp_arg_cmp third{2, SCMP_CMP_MASKED_EQ, O_ACCMODE, mode};
        done = seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EROFS), SCMP_SYS(open), 1, &second) == 0 && done;
        done =
            seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EROFS), SCMP_SYS(openat), 1, &third) == 0 && done;
    }
    return done;
}

bool allow_needed(scmp_filter_ctx filter) {
    bool done = true;
    for (const int call : kNeeded) done = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0 && done;
    return done;
}

void leave_namespaces() {
    // Without privileges the network can only be left together with the user namespace; some kernels and
    // containers refuse that, and with privileges it may be left alone.
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC) == 0) return;
    static_cast<void>(::unshare(CLONE_NEWNET | CLONE_NEWIPC));
}

}  // namespace

bool confine(const Confinement& confinement) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_DUMPABLE, 0);
    const bool strict = !confinement.may_exec && !kSanitized;
    if (!kSanitized) limit(RLIMIT_AS, confinement.memory_bytes);
    leave_namespaces();
    limit(RLIMIT_CPU, confinement.cpu_seconds);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 64);
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;

    scmp_filter_ctx filter = seccomp_init(strict ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_ALLOW);
    if (filter == nullptr) return false;
    const bool made = strict ? allow_needed(filter) : forbid(filter);
    const bool loaded = made && seccomp_load(filter) == 0;
    seccomp_release(filter);
    // pdftotext has no sanitizer's runtime and is limited in any build. Last, since a sanitized program can
    // allocate nothing afterwards.
    if (kSanitized && confinement.may_exec) limit(RLIMIT_AS, confinement.memory_bytes);
    return loaded;
}

}  // namespace assay::ingest
