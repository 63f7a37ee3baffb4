#include "container_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif

/// What could not be done before the command was there.
struct failure {
    int error;
    int step;
};

enum { step_directory = 1, step_user = 2, step_command = 3 };

static void fail(int pipe, int step) {
    struct failure failure = {errno, step};
    ssize_t written = write(pipe, &failure, sizeof failure);
    (void)written;
    _exit(127);
}

static void become_command(const struct keeper_start *start, pid_t keeper, int pipe) {
    if (chdir(start->directory) != 0) fail(pipe, step_directory);
    if (start->changes_user) {
        // By system call: the C library's wrappers speak with threads that are not there.
        if (syscall(SYS_setgroups, (size_t)start->group_count, start->groups) != 0 ||
            syscall(SYS_setresgid, start->group, start->group, start->group) != 0 ||
            syscall(SYS_setresuid, start->user, start->user, start->user) != 0)
            fail(pipe, step_user);
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != keeper) _exit(127);
    for (int number = 1; number < NSIG; number++) {
        struct sigaction by_default = {.sa_handler = SIG_DFL};
        sigaction(number, &by_default, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    // Close-on-exec, so that the pipe can still tell what goes wrong.
    if (syscall(SYS_close_range, 3, ~0U, 4U) != 0)
        for (int descriptor = 3; descriptor < 65536; descriptor++) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    int denied = 0;
    for (char **path = start->paths; *path != NULL; path++) {
        execve(*path, start->arguments, start->variables);
        if (errno == ENOEXEC) {
            // As shells and execvp do it with a script that does not name its interpreter.
            char **shell = start->arguments - 1;
            shell[0] = "/bin/sh";
            shell[1] = *path;
            execve("/bin/sh", shell, start->variables);
        }
        if (errno == EACCES) denied = 1;
        else if (errno != ENOENT && errno != ENOTDIR) break;
    }
    if (denied && (errno == ENOENT || errno == ENOTDIR)) errno = EACCES;
    fail(pipe, step_command);
}

pid_t start_command(const struct keeper_start *start, struct trouble *out) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return trouble(out, errno, "pipe", "", "", "");
    pid_t keeper = getpid();
    pid_t child = fork();
    if (child == 0) {
        become_command(start, keeper, ends[1]);
        _exit(127);
    }
    int error = errno;
    close(ends[1]);
    struct failure failure = {0};
    ssize_t got = 0;
    if (child > 0) {
        do got = read(ends[0], &failure, sizeof failure);
        while (got < 0 && errno == EINTR);
    }
    close(ends[0]);
    if (child < 0) return trouble(out, error, "fork", "", "", "");
    if (got != sizeof failure) return child;
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    switch (failure.step) {
        case step_directory: return trouble(out, failure.error, "workingDir ", start->directory, "", "");
        case step_user: return trouble(out, failure.error, "cannot become the container's user", "", "", "");
        default: return trouble(out, failure.error, "", "", "", "");
    }
}

/// The first child of this process that /proc names; 0 for none.
static pid_t any_child(void) {
    char path[64], text[32];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    if (count <= 0) return 0;
    text[count] = 0;
    return (pid_t)strtol(text, NULL, 10);
}

void end_children(void) {
    int status;
    while (true) {
        pid_t child = any_child();
        if (child <= 0) break;
        kill(child, SIGKILL);
        // What it leaves behind comes to this process.
        if (waitpid(child, &status, 0) < 0 && errno != EINTR) break;
    }
    while (waitpid(-1, &status, WNOHANG) > 0) {}
}
