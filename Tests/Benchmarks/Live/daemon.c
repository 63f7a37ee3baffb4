#include "daemon.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "manifests.h"

static double clock_seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

double now(void) { return clock_seconds(CLOCK_MONOTONIC); }

void daemon_prepare(struct daemon *daemon, const char *base, const char *name) {
    *daemon = (struct daemon){.pid = -1, .notify = -1, .kept = {-1, -1}};
    char path[300];
    snprintf(daemon->directory, sizeof daemon->directory, "%s/%s", base, name);
    make_directory(daemon->directory);
    snprintf(daemon->manifests, sizeof daemon->manifests, "%s/manifests", daemon->directory);
    make_directory(daemon->manifests);
    snprintf(daemon->volumes, sizeof daemon->volumes, "%s/volumes", daemon->directory);
    make_directory(daemon->volumes);
    snprintf(path, sizeof path, "%s/next", daemon->directory);
    make_directory(path);
}

void daemon_keep_objects(struct daemon *daemon) {
    snprintf(daemon->state, sizeof daemon->state, "%s/state", daemon->directory);
    snprintf(daemon->api, sizeof daemon->api, "%.90s/api", daemon->directory);
}

/// Takes one message, and what comes with it: descriptors are kept in the order in which they come.
static ssize_t receive(struct daemon *daemon, char *message, size_t size) {
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr aligned;
    } control;
    struct iovec part = {.iov_base = message, .iov_len = size - 1};
    struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes,
                            .msg_controllen = sizeof control.bytes};
    ssize_t length = recvmsg(daemon->notify, &header, MSG_CMSG_CLOEXEC);
    if (length < 0) fail("recvmsg", daemon->directory);
    message[length] = 0;
    struct cmsghdr *rights = CMSG_FIRSTHDR(&header);
    if (rights == NULL || rights->cmsg_type != SCM_RIGHTS) return length;
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(rights), sizeof descriptor);
    const char *name = strstr(message, "FDNAME=");
    if (strncmp(message, "FDSTORE=1", 9) == 0 && name && daemon->kept[1] < 0) {
        int index = daemon->kept[0] < 0 ? 0 : 1;
        daemon->kept[index] = descriptor;
        snprintf(daemon->kept_names[index], sizeof daemon->kept_names[index], "%.*s", (int)strcspn(name + 7, "\n"), name + 7);
    } else {
        close(descriptor);
    }
    return length;
}

void daemon_await_ready(struct daemon *daemon) {
    char message[4096];
    for (;;) {
        struct pollfd wait = {.fd = daemon->notify, .events = POLLIN};
        if (poll(&wait, 1, 120000) != 1) fail("no READY=1 from", daemon->directory);
        receive(daemon, message, sizeof message);
        if (strncmp(message, "READY=1", 7) == 0 || strstr(message, "\nREADY=1")) break;
    }
    daemon->ready = now();
}

/// What a service manager hands over: descriptors from 3 on.
static void pass_kept(struct daemon *daemon) {
    if (daemon->kept[1] < 0) return;
    int first = fcntl(daemon->kept[0], F_DUPFD, 10), second = fcntl(daemon->kept[1], F_DUPFD, 10);
    dup2(first, 3);
    dup2(second, 4);
    close(first);
    close(second);
    char pid[16], names[160];
    snprintf(pid, sizeof pid, "%d", getpid());
    snprintf(names, sizeof names, "%s:%s", daemon->kept_names[0], daemon->kept_names[1]);
    setenv("LISTEN_PID", pid, 1);
    setenv("LISTEN_FDS", "2", 1);
    setenv("LISTEN_FDNAMES", names, 1);
}

static void execute(struct daemon *daemon, const char *binary, int output) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    char address[300];
    snprintf(address, sizeof address, "%.90s/notify", daemon->directory);
    setenv("NOTIFY_SOCKET", address, 1);
    dup2(output, 1);
    dup2(output, 2);
    pass_kept(daemon);
    const char *arguments[20] = {binary,      "run",           "--manifests", daemon->manifests,
                                 "--volumes", daemon->volumes, "--state"};
    int count = 7;
    if (daemon->state[0]) {
        const char *store[] = {daemon->state, "--socket", daemon->api, "--listen", "off"};
        memcpy(arguments + count, store, sizeof store);
        count += sizeof store / sizeof *store;
    } else {
        arguments[count++] = "off";
    }
    if (daemon->backend) {
        arguments[count++] = "--backend";
        arguments[count++] = daemon->backend;
    }
    if (daemon->config[0]) {
        arguments[count++] = "--config";
        arguments[count++] = daemon->config;
    }
    execv(binary, (char **)arguments);
    _exit(127);
}

static void spawn(struct daemon *daemon, const char *binary) {
    char log[300];
    snprintf(log, sizeof log, "%s/log", daemon->directory);
    int output = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (output < 0) fail("open", log);
    daemon->pid = fork();
    if (daemon->pid == 0) execute(daemon, binary, output);
    close(output);
}

void daemon_start(struct daemon *daemon, const char *binary) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%.90s/notify", daemon->directory);
    unlink(address.sun_path);
    daemon->notify = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (bind(daemon->notify, (struct sockaddr *)&address, sizeof address) < 0) fail("bind", address.sun_path);
    daemon->started_real = clock_seconds(CLOCK_REALTIME);
    daemon->started = now();
    spawn(daemon, binary);
    daemon_await_ready(daemon);
}

double daemon_kill_and_start(struct daemon *daemon, const char *binary) {
    double before = now();
    kill(daemon->pid, SIGKILL);
    waitpid(daemon->pid, NULL, 0);
    spawn(daemon, binary);
    return before;
}

/// After its end.
static void forget(struct daemon *daemon) {
    daemon->pid = -1;
    close(daemon->notify);
    for (int i = 0; i < 2; i++) {
        if (daemon->kept[i] >= 0) close(daemon->kept[i]);
        daemon->kept[i] = -1;
    }
}

void daemon_kill(struct daemon *daemon) {
    kill(daemon->pid, SIGKILL);
    waitpid(daemon->pid, NULL, 0);
    forget(daemon);
}

void daemon_stop(struct daemon *daemon) {
    kill(daemon->pid, SIGTERM);
    int status;
    waitpid(daemon->pid, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "bench: secretd ended with wait status 0x%x, see %s/log\n", status, daemon->directory);
        exit(1);
    }
    forget(daemon);
}

void daemon_unmount(struct daemon *daemon) {
    while (umount2(daemon->volumes, MNT_DETACH) == 0);
}

static FILE *open_status(pid_t pid, const char *name) {
    char path[320];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
    FILE *file = fopen(path, "re");
    if (!file) fail("open", path);
    return file;
}

/// Adds up the numbers of the lines that start with `label`.
static long sum_lines(FILE *file, const char *label) {
    char line[256];
    long sum = 0;
    rewind(file);
    while (fgets(line, sizeof line, file))
        if (strncmp(line, label, strlen(label)) == 0) sum += atol(line + strlen(label));
    return sum;
}

struct memory daemon_memory(const struct daemon *daemon) {
    struct memory memory;
    FILE *file = open_status(daemon->pid, "status");
    memory.resident = sum_lines(file, "VmRSS:");
    memory.peak = sum_lines(file, "VmHWM:");
    fclose(file);
    file = open_status(daemon->pid, "smaps_rollup");
    memory.dirty = sum_lines(file, "Private_Dirty:");
    memory.private = memory.dirty + sum_lines(file, "Private_Clean:");
    fclose(file);
    return memory;
}

struct switches daemon_switches(const struct daemon *daemon) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", daemon->pid);
    DIR *tasks = opendir(path);
    if (!tasks) fail("opendir", path);
    struct switches switches = {0};
    for (struct dirent *entry; (entry = readdir(tasks)) && switches.threads < MOST_THREADS;) {
        if (entry->d_name[0] == '.') continue;
        char name[300];
        snprintf(name, sizeof name, "task/%s/status", entry->d_name);
        FILE *file = open_status(daemon->pid, name);
        int index = switches.threads++;
        switches.of[index].thread = atoi(entry->d_name);
        switches.of[index].count =
            sum_lines(file, "voluntary_ctxt_switches:") + sum_lines(file, "nonvoluntary_ctxt_switches:");
        fclose(file);
    }
    closedir(tasks);
    return switches;
}

static long count_of(const struct switches *switches, int thread, long missing) {
    for (int i = 0; i < switches->threads; i++)
        if (switches->of[i].thread == thread) return switches->of[i].count;
    return missing;
}

long switches_between(const struct switches *before, const struct switches *after) {
    long sum = 0;
    for (int i = 0; i < after->threads; i++)
        sum += after->of[i].count - count_of(before, after->of[i].thread, 0);
    for (int i = 0; i < before->threads; i++)
        if (count_of(after, before->of[i].thread, -1) < 0) sum++;
    return sum;
}

double daemon_processor_time(const struct daemon *daemon) {
    clockid_t clock;
    if (clock_getcpuclockid(daemon->pid, &clock) != 0) fail("clock_getcpuclockid", daemon->directory);
    return clock_seconds(clock);
}
