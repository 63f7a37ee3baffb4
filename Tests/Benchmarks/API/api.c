// Drives the real `secretd run` through its API and measures what a client and an application notice: how long a PATCH
// takes to reach the files, durable writes, reads, lists, watches, memory, and starts with a full store.
//
//   api SECRETD-BINARY WORKING-DIRECTORY [PART...]
//
// as root. Parts: patches store watchers memory binary; all of them where none is named. VOLUMES, UPDATES, OBJECTS,
// WATCHERS, ROUNDS, STARTS and SETTLE_SECONDS in the environment make it shorter or longer.
//
// The client is one thread that speaks HTTP/1.1 over the Unix socket; its share of the processors is in all figures.
#include <errno.h>
#include <ftw.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "manifests.h"
#include "parts.h"
#include "report.h"
#include "volume.h"

const char *binary;
const char *base;

struct daemon prepare_store(const char *name) {
    struct daemon daemon;
    daemon_prepare(&daemon, base, name);
    daemon_keep_objects(&daemon);
    return daemon;
}

void await_volumes(const struct daemon *daemon, int pods, int version) {
    double end = now() + 60;
    for (int i = 0; i < pods;) {
        char name[32];
        snprintf(name, sizeof name, "p%d", i);
        if (shows(daemon, name, version)) {
            i++;
        } else if (now() > end) {
            errno = ETIMEDOUT;
            fail("no volume of Pod", name);
        } else {
            usleep(1000);
        }
    }
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *position) {
    (void)status, (void)kind, (void)position;
    return remove(path);
}

static void clean_up(void) {
    char line[4096], path[1024];
    FILE *mounts = fopen("/proc/self/mounts", "re");
    while (mounts && fgets(line, sizeof line, mounts))
        if (sscanf(line, "%*s %1023s", path) == 1 && strncmp(path, base, strlen(base)) == 0) umount2(path, MNT_DETACH);
    if (mounts) fclose(mounts);
    nftw(base, remove_entry, 64, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

/// Whoever returns measures, in a child. The parent waits for it, or for a signal, and cleans up in any case.
static void become_worker(void) {
    sigset_t ends, before;
    sigemptyset(&ends);
    for (size_t i = 0; i < 4; i++) sigaddset(&ends, (const int[]){SIGCHLD, SIGINT, SIGTERM, SIGHUP}[i]);
    sigprocmask(SIG_BLOCK, &ends, &before);
    // Daemons of a worker that has ended come to this process, and die with the worker: see Live/daemon.c.
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t worker = fork();
    if (worker < 0) fail("fork", "a worker");
    if (worker == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        sigprocmask(SIG_SETMASK, &before, NULL);
        return;
    }
    int signal, status = 0, result = 1;
    sigwait(&ends, &signal);
    if (signal != SIGCHLD) kill(worker, SIGKILL);
    for (pid_t ended; (ended = wait(&status)) > 0;)
        if (ended == worker && WIFEXITED(status)) result = WEXITSTATUS(status);
    clean_up();
    exit(result);
}

/// Nothing that is mounted is seen elsewhere, and nothing stays mounted.
static void hide_mounts(void) {
    if (unshare(CLONE_NEWNS) < 0) fail("unshare", "mounts");
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) fail("make private", "/");
}

/// Each watch is a descriptor here, and one in the daemon, which inherits the limit.
static void raise_file_limit(void) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max < 16384 ? limit.rlim_max : 16384;
    if (setrlimit(RLIMIT_NOFILE, &limit) < 0) fail("setrlimit", "files");
}

static void say_where(void) {
    struct statfs filesystem;
    if (statfs(base, &filesystem) < 0) fail("statfs", base);
    if (filesystem.f_type == 0x01021994) puts("\nThe store is on a tmpfs: nothing is durable, set TMPDIR.");
}

static bool wants(int argc, char **argv, const char *part) {
    for (int i = 3; i < argc; i++)
        if (strcmp(argv[i], part) == 0) return true;
    return argc <= 3;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: api SECRETD-BINARY WORKING-DIRECTORY [patches|store|watchers|memory|binary]...\n");
        return 2;
    }
    // The service manager's socket is named absolutely.
    char *parent = realpath(argv[2], NULL), directory[256];
    if (!parent) fail("realpath", argv[2]);
    snprintf(directory, sizeof directory, "%.200s/api.XXXXXX", parent);
    free(parent);
    if (!mkdtemp(directory)) fail("mkdtemp", directory);
    binary = argv[1];
    base = directory;
    hide_mounts();
    become_worker();
    raise_file_limit();
    say_where();
    heading();
    if (wants(argc, argv, "patches")) measure_patches(setting("VOLUMES", 1000));
    if (wants(argc, argv, "store")) measure_store(setting("OBJECTS", 10000));
    if (wants(argc, argv, "watchers")) measure_watchers(setting("WATCHERS", 1000));
    if (wants(argc, argv, "memory")) measure_memory(setting("VOLUMES", 1000));
    if (wants(argc, argv, "binary")) measure_binary();
    return 0;
}
