#include "clinux_descriptors.h"
#include "clinux.h"
#include "container_parts.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif

enum { largest_order = 8 << 20 };

/// An order as it came: strings, each with its NUL, the first one says what to do.
struct order {
    char *bytes;
    size_t count;
    int descriptors[clinux_most_descriptors];
    size_t number;
};

static struct keeper_mounts mounts;
static const char *hidden;
static int channel;
static pid_t command;

const char *next_string(const char **cursor, const char *end) {
    const char *start = *cursor;
    const char *stop = start < end ? memchr(start, 0, (size_t)(end - start)) : NULL;
    if (stop == NULL) return NULL;
    *cursor = stop + 1;
    return start;
}

long next_number(const char **cursor, const char *end) {
    const char *text = next_string(cursor, end);
    return text == NULL ? -1 : strtol(text, NULL, 10);
}

static void answer(uint32_t kind, int error, int value, const char *text) {
    struct clinux_keeper_answer answer = {.kind = kind, .error = error, .value = value};
    if (text != NULL) strncpy(answer.text, text, sizeof answer.text - 1);
    ssize_t sent = send(channel, &answer, sizeof answer, MSG_NOSIGNAL);
    (void)sent;
}

static bool fill(struct order *order, char *bytes, size_t count) {
    while (count > 0) {
        size_t number = clinux_most_descriptors - order->number;
        ssize_t got = clinux_receive_descriptors(channel, bytes, count, order->descriptors + order->number, &number);
        if (got <= 0) return false;
        order->number += number;
        bytes += got;
        count -= (size_t)got;
    }
    return true;
}

static bool receive(struct order *order) {
    uint32_t length;
    *order = (struct order){0};
    if (!fill(order, (char *)&length, sizeof length)) return false;
    order->count = ntohl(length);
    if (order->count == 0 || order->count > largest_order) return false;
    order->bytes = mmap(NULL, order->count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (order->bytes == MAP_FAILED) return false;
    return fill(order, order->bytes, order->count);
}

/// `hidden volumes` and for each mount its path, volume, subPath or nothing, `ro` or `rw`. A volume of the command's own
/// is a number behind those that came with descriptors. The strings stay.
static int set_up(struct order *order, const char *cursor, struct trouble *out) {
    const char *end = order->bytes + order->count;
    long own = next_number(&cursor, end);
    if (own < 0 || order->number + (size_t)own > 256) return trouble(out, EINVAL, "too many volumes", "", "", "");
    for (size_t index = 0; index < order->number; index++) mounts.volumes[index] = order->descriptors[index];
    for (long index = 0; index < own; index++) mounts.volumes[order->number + (size_t)index] = -1;
    mounts.volume_count = (int)order->number + (int)own;
    const char *path;
    while ((path = next_string(&cursor, end)) != NULL) {
        if (mounts.mount_count == most_mounts) return trouble(out, E2BIG, "too many mounts", "", "", "");
        long volume = next_number(&cursor, end);
        const char *sub_path = next_string(&cursor, end), *mode = next_string(&cursor, end);
        if (mode == NULL || volume < 0 || volume >= mounts.volume_count)
            return trouble(out, EINVAL, "order", "", "", "");
        mounts.mounts[mounts.mount_count++] = (struct keeper_mount){
            .path = path,
            .volume = (int)volume,
            .sub_path = sub_path[0] == 0 ? NULL : sub_path,
            .is_read_only = strcmp(mode, "ro") == 0,
        };
    }
    mode_t mask = umask(0);
    int result = attach_all(&mounts, hidden, out);
    umask(mask);
    return result;
}

static char **strings(char **next, const char **cursor, const char *end, long count) {
    for (long index = 0; index < count; index++) *next++ = (char *)next_string(cursor, end);
    *next++ = NULL;
    return next;
}

/// `directory`, the user as `-` or `uid gid count groups…`, then three lists with their counts before them.
static pid_t start(struct order *order, const char *cursor, struct trouble *out) {
    const char *end = order->bytes + order->count;
    struct keeper_start start = {.directory = next_string(&cursor, end)};
    const char *user = next_string(&cursor, end);
    if (user == NULL) return trouble(out, EINVAL, "order", "", "", "");
    if (strcmp(user, "-") != 0) {
        start.changes_user = true;
        start.user = (uid_t)strtoul(user, NULL, 10);
        start.group = (gid_t)next_number(&cursor, end);
        start.group_count = (int)next_number(&cursor, end);
        if (start.group_count < 0 || start.group_count > 256) return trouble(out, EINVAL, "too many groups", "", "", "");
        for (int index = 0; index < start.group_count; index++) start.groups[index] = (gid_t)next_number(&cursor, end);
    }
    long paths = next_number(&cursor, end), arguments = next_number(&cursor, end), rest = next_number(&cursor, end);
    size_t room = (size_t)(paths + arguments + rest + 8) * sizeof(char *);
    char **pointers = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pointers == MAP_FAILED || paths < 0 || arguments < 1 || rest < 0)
        return trouble(out, EINVAL, "order", "", "", "");
    start.paths = pointers;
    // One place stays free before the arguments.
    start.arguments = strings(pointers, &cursor, end, paths) + 1;
    start.variables = strings(start.arguments, &cursor, end, arguments);
    strings(start.variables, &cursor, end, rest);
    pid_t child = start_command(&start, out);
    munmap(pointers, room);
    return child;
}

static void carry_out(struct order *order) {
    const char *cursor = order->bytes, *end = order->bytes + order->count;
    const char *what = next_string(&cursor, end);
    struct trouble out = {0};
    if (what == NULL) return;
    if (strcmp(what, "setup") == 0) {
        bool is_done = set_up(order, cursor, &out) == 0;
        answer(is_done ? clinux_keeper_ready : clinux_keeper_refused, out.error, 0, out.text);
        return;
    }
    if (strcmp(what, "start") == 0) {
        pid_t child = start(order, cursor, &out);
        if (child > 0) command = child;
        answer(child > 0 ? clinux_keeper_started : clinux_keeper_not_started, out.error, child, out.text);
        // The environment is in it.
        clinux_wipe(order->bytes, order->count);
    } else if (strcmp(what, "signal") == 0) {
        int number = (int)next_number(&cursor, end);
        if (command > 0 && number > 0) kill(command, number);
    } else if (strcmp(what, "follow") == 0) {
        int volume = (int)next_number(&cursor, end);
        if (follow_sub_paths(&mounts, volume, &out) != 0) answer(clinux_keeper_stale, out.error, volume, out.text);
    }
    munmap(order->bytes, order->count);
}

static void reap(void) {
    int status;
    pid_t child;
    while ((child = waitpid(-1, &status, WNOHANG)) > 0) {
        if (child != command) continue;
        command = 0;
        end_children();
        answer(clinux_keeper_ended, 0, status, NULL);
    }
}

static void keep(void) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGCHLD);
    sigprocmask(SIG_SETMASK, &signals, NULL);
    int children = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_NAME, "secretd-keeper");
    static struct order order;
    while (true) {
        struct pollfd wishes[] = {{.fd = channel, .events = POLLIN}, {.fd = children, .events = POLLIN}};
        if (poll(wishes, 2, -1) < 0 && errno != EINTR) break;
        struct signalfd_siginfo information;
        while (read(children, &information, sizeof information) > 0) {}
        reap();
        if (wishes[0].revents == 0) continue;
        if (!receive(&order)) break;
        carry_out(&order);
    }
    end_children();
}

int clinux_keeper_start(const char *new_hidden, pid_t *process) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return -1;
    pid_t child = fork();
    if (child == 0) {
        hidden = new_hidden;
        channel = fcntl(ends[1], F_DUPFD_CLOEXEC, 3);
        if (channel != 3) {
            dup3(channel, 3, O_CLOEXEC);
            channel = 3;
        }
        if (syscall(SYS_close_range, 4, ~0U, 0) != 0)
            for (int descriptor = 4; descriptor < 65536; descriptor++) close(descriptor);
        struct sigaction ignored = {.sa_handler = SIG_IGN};
        struct sigaction by_default = {.sa_handler = SIG_DFL};
        sigaction(SIGCHLD, &by_default, NULL);
        // They mean the command, and get there by themselves or by an order.
        const int others[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGPIPE, SIGWINCH, SIGTTOU};
        for (size_t index = 0; index < sizeof others / sizeof *others; index++) sigaction(others[index], &ignored, NULL);
        keep();
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

/// A signal on its way to who reads it; written and read as one.
struct caught {
    int32_t number;
    int32_t code;
};

static int signal_pipe[2] = {-1, -1};

static void note_signal(int number, siginfo_t *information, void *context) {
    (void)context;
    int error = errno;
    struct caught caught = {number, information->si_code};
    ssize_t written = write(signal_pipe[1], &caught, sizeof caught);
    (void)written;
    errno = error;
}

int clinux_catch_signals(const int *signals, int count) {
    if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    for (int index = 0; index < count; index++) {
        struct sigaction action = {.sa_sigaction = note_signal, .sa_flags = SA_SIGINFO | SA_RESTART};
        sigfillset(&action.sa_mask);
        if (sigaction(signals[index], &action, NULL) != 0) return -1;
    }
    return signal_pipe[0];
}

int clinux_read_signal(int descriptor, bool *from_terminal) {
    struct caught caught;
    if (read(descriptor, &caught, sizeof caught) != sizeof caught) return -1;
    *from_terminal = caught.code == SI_KERNEL;
    return caught.number;
}

ssize_t clinux_read_link(int directory, const char *name, char *target, size_t size) {
    return readlinkat(directory, name, target, size);
}
