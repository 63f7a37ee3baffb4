#include "clinux_hook.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif
#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC (1U << 2)
#endif

/// For execve.
enum { start_milliseconds = 10000 };

int clinux_hook_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
    return fcntl(ends[0], F_SETFL, O_NONBLOCK);
}

/// Marks all descriptors from `first` on: exec closes them. What is ours is close-on-exec by birth; a library's may not be.
static void close_on_exec(int first) {
    if (syscall(SYS_close_range, first, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
    // Before Linux 5.11.
    for (int descriptor = first; descriptor < 65536; descriptor++) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

/// Runs in the child, where only async-signal-safe calls may be made.
///
/// setgroups, setgid and setuid are glibc's, which tell the other threads; a forked child has none.
static void become(const struct clinux_hook *hook, int report) {
    // Above the three, so that no dup2 below closes one that a later one needs.
    int input = fcntl(hook->input, F_DUPFD_CLOEXEC, 3);
    int output = fcntl(hook->output, F_DUPFD_CLOEXEC, 3);
    int error = fcntl(hook->error, F_DUPFD_CLOEXEC, 3);
    struct rlimit limit;
    sigset_t none;
    sigemptyset(&none);
    umask(077);
    if (input < 0 || output < 0 || error < 0 || setsid() < 0 || chdir("/") != 0) goto failed;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur > 1024) {
        limit.rlim_cur = 1024;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    // The kernel spares the daemon where memory is short; a hook is nothing to spare.
    int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score >= 0) {
        if (write(score, "0", 1) < 0) errno = 0;
        close(score);
    }
    if (hook->switches_user) {
        if (setgroups(hook->group_count, hook->groups) != 0) goto failed;
        if (setgid(hook->group) != 0 || setuid(hook->user) != 0) goto failed;
    }
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(error, 2) < 0) goto failed;
    // A descriptor that is only marked stays open where execve waits for a filesystem.
    if (report != 3 && dup3(report, 3, O_CLOEXEC) != 3) goto failed;
    report = 3;
    if (syscall(SYS_close_range, 4, ~0U, 0) != 0) close_on_exec(4);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(hook->path, hook->arguments, hook->environment);
failed:;
    int reason = errno;
    while (write(report, &reason, sizeof reason) < 0 && errno == EINTR) {}
    _exit(127);
}

int clinux_hook_start(const struct clinux_hook *hook) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) return -1;
    // A handler of ours must not run in the child.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    pid_t child = fork();
    if (child == 0) become(hook, report[1]);
    int reason = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(report[1]);
    if (child > 0) {
        reason = 0;
        ssize_t count;
        struct pollfd wait = {.fd = report[0], .events = POLLIN};
        int ready;
        do ready = poll(&wait, 1, start_milliseconds);
        while (ready < 0 && errno == EINTR);
        if (ready == 0) {
            // It waits for a filesystem, and may not even die.
            kill(child, SIGKILL);
            waitpid(child, NULL, WNOHANG);
            close(report[0]);
            errno = ETIMEDOUT;
            return -1;
        }
        do count = read(report[0], &reason, sizeof reason);
        while (count < 0 && errno == EINTR);
        if (count == 0) reason = 0;
        if (reason != 0) {
            while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
            child = -1;
        }
    }
    close(report[0]);
    errno = reason;
    return child;
}
