#include "clinux_events_helper.h"

#include "clinux_filesystem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif

enum { helper_socket = 3, helper_root = 4, helper_connection = 5, longest_path = 8192 };

/// Where the filesystem's root is: always open, or opened by its path for each batch of changes.
static int root = -1;
static struct clinux_helper_place place;


static int open_root(void) {
    int directory = open(place.path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    uint64_t device, inode;
    if (directory < 0) return -1;
    if (clinux_identity(directory, &device, &inode) == 0 && device == place.device && inode == place.inode)
        return directory;
    close(directory);
    errno = ESTALE;
    return -1;
}

static bool read_all(void *bytes, size_t count) {
    char *next = bytes;
    while (count > 0) {
        ssize_t got = read(helper_socket, next, count);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        next += got;
        count -= (size_t)got;
    }
    return true;
}

static int create(const char *path) {
    int file = openat(root, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) return -1;
    return close(file);
}

static int touch(const char *path, uint64_t size) {
    int file = openat(root, path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return -1;
    int result = ftruncate(file, (off_t)size);
    int error = errno;
    close(file);
    errno = error;
    return result;
}

static int switch_data(const char *path) {
    int directory = openat(root, path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (directory < 0) return -1;
    int result = renameat(directory, "..data_tmp", directory, "..data");
    int error = errno;
    close(directory);
    errno = error;
    return result;
}

/// Both times at once make it ATTRIB for watchers.
static int stamp(const char *path) {
    const struct timespec times[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_NOW}};
    return utimensat(root, path, times, AT_SYMLINK_NOFOLLOW);
}

static int carry_out(const struct clinux_change *change, const char *path) {
    switch (change->kind) {
        case clinux_change_make_directory: return mkdirat(root, path, 0700);
        case clinux_change_create: return create(path);
        case clinux_change_switch: return switch_data(path);
        case clinux_change_touch: return touch(path, change->size);
        case clinux_change_unlink: return unlinkat(root, path, 0);
        case clinux_change_stamp: return stamp(path);
        default: errno = EINVAL; return -1;
    }
}

static void serve(void) {
    static char path[longest_path];
    struct clinux_changes_answer answer = {0};
    struct clinux_change change;
    while (read_all(&change, sizeof change)) {
        if (change.length > sizeof path || !read_all(path, change.length)) return;
        if (change.kind == clinux_change_end) {
            if (place.directory < 0 && root >= 0) {
                close(root);
                root = -1;
            }
            if (write(helper_socket, &answer, sizeof answer) != sizeof answer) return;
            answer = (struct clinux_changes_answer){0};
            continue;
        }
        if (change.kind == clinux_change_notify) {
            // Most often it does not know what it is told to forget.
            ssize_t told = write(helper_connection, path, change.length);
            (void)told;
            continue;
        }
        if (root < 0) root = open_root();
        if (root >= 0 && carry_out(&change, path) == 0) continue;
        if (answer.failures++ == 0) {
            answer.error = errno;
            answer.kind = change.kind;
        }
    }
}

/// A descriptor out of the way of the numbers that it is to get.
static int aside(int descriptor) { return descriptor < 0 ? -1 : fcntl(descriptor, F_DUPFD, 16); }

/// After fork in a process with threads: nothing but system calls from here on.
static void become_helper(int socket) {
    int own[] = {aside(socket), aside(place.directory), aside(place.connection)};
    for (int number = 0; number < 3; number++) {
        int descriptor = helper_socket + number;
        if (own[number] >= 0 ? dup2(own[number], descriptor) < 0 : (close(descriptor), false)) _exit(1);
    }
    if (syscall(SYS_close_range, helper_connection + 1, ~0U, 0) != 0)
        for (int descriptor = helper_connection + 1; descriptor < 65536; descriptor++) close(descriptor);
    // Standard input and output belong to whoever waits for the parent's end.
    int null = open("/dev/null", O_RDWR);
    for (int descriptor = 0; descriptor < 3; descriptor++) dup2(null, descriptor);
    if (null > 2) close(null);
    if (chdir("/") != 0) _exit(1);

    struct sigaction by_default = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++) sigaction(number, &by_default, NULL);
    // ^C and a closing terminal mean the parent, and it ends this process by closing the socket.
    struct sigaction ignored = {.sa_handler = SIG_IGN};
    const int others[] = {SIGINT, SIGHUP, SIGTERM, SIGQUIT, SIGPIPE};
    for (size_t index = 0; index < sizeof others / sizeof *others; index++) sigaction(others[index], &ignored, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (place.directory >= 0) root = helper_root;
    prctl(PR_SET_NAME, "secretd-events");
    serve();
    _exit(0);
}

int clinux_events_helper_start(const struct clinux_helper_place *new_place, pid_t *process) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return -1;
    pid_t child = fork();
    if (child == 0) {
        place = *new_place;
        become_helper(ends[1]);
        _exit(0);
    }
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
