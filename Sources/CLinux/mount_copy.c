#include "clinux_mount_copy.h"

#include "clinux_descriptors.h"
#include "clinux_mount.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif

/// After fork in a process with threads: nothing but system calls.
static void copy(int socket, const char *path) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (socket != 3 && dup2(socket, 3) != 3) _exit(1);
    syscall(SYS_close_range, 0, 2, 0);
    syscall(SYS_close_range, 4, ~0U, 0);
    int32_t error = 0;
    int mount = clinux_open_tree_clone_path(path);
    if (mount < 0 || clinux_mount_make_readonly(mount) != 0) error = errno;
    if (error != 0 || clinux_send_descriptor(3, NULL, 0, &error, sizeof error, mount) != 0) {
        if (error == 0) error = errno;
        (void)!write(3, &error, sizeof error);
    }
    _exit(0);
}

int clinux_mount_copy_start(const char *path, pid_t *process) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return -1;
    pid_t child = fork();
    if (child == 0) copy(ends[1], path);
    int error = errno;
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        errno = error;
        return -1;
    }
    *process = child;
    return ends[0];
}

static void *reap(void *process) {
    while (waitpid((pid_t)(intptr_t)process, NULL, 0) < 0 && errno == EINTR) {}
    return NULL;
}

int clinux_mount_copy_finish(int socket, pid_t process, int milliseconds) {
    struct pollfd wait = {.fd = socket, .events = POLLIN};
    int ready;
    do ready = poll(&wait, 1, milliseconds);
    while (ready < 0 && errno == EINTR);
    int32_t told = ready == 0 ? ETIMEDOUT : EIO;
    int mount = -1;
    if (ready > 0) {
        size_t count = sizeof told;
        mount = clinux_receive_descriptor(socket, &told, &count);
        if (mount < 0 && count != sizeof told) told = EIO;
    }
    close(socket);
    kill(process, SIGKILL);
    // One that waits for an answer of its filesystem ends later.
    pthread_t waiter;
    if (ready > 0) {
        reap((void *)(intptr_t)process);
    } else if (pthread_create(&waiter, NULL, reap, (void *)(intptr_t)process) == 0) {
        pthread_detach(waiter);
    }
    errno = told;
    return mount;
}
