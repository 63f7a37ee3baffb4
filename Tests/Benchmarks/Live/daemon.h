/// A running `secretd run` on directories of its own.
#ifndef DAEMON_H
#define DAEMON_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

struct daemon {
    char directory[256];  // holds manifests/, volumes/, next/, log and sockets
    char manifests[300];
    char volumes[300];
    /// `tmpfs` where it is NULL.
    const char *backend;
    /// A configuration file; none where it is empty.
    char config[300];
    /// The state directory and the API's Unix socket; no store and no API where they are empty.
    char state[300], api[108];
    pid_t pid;
    int notify;
    /// What it has given to be kept, as by a service manager; -1 for none.
    int kept[2];
    char kept_names[2][64];
    /// Taken just before fork; the first by CLOCK_MONOTONIC, the second by CLOCK_REALTIME, both in seconds.
    double started, started_real;
    /// READY=1 arrived, by CLOCK_MONOTONIC.
    double ready;
};

struct memory {
    /// KiB: resident now, resident at most, private pages (clean and dirty), private dirty pages.
    long resident, peak, private, dirty;
};

/// CLOCK_MONOTONIC, in seconds.
double now(void);

/// Makes the directories below `base/name`. Nothing runs yet.
void daemon_prepare(struct daemon *daemon, const char *base, const char *name);

/// Gives it a store and an API. Before its first start.
void daemon_keep_objects(struct daemon *daemon);

/// Starts `binary` and returns once it has said READY=1.
void daemon_start(struct daemon *daemon, const char *binary);

/// SIGKILL, and another one at once, with what this one has given to be kept. Returns before it is ready.
///
/// The time just before the signal, by CLOCK_MONOTONIC.
double daemon_kill_and_start(struct daemon *daemon, const char *binary);

/// SIGKILL. Its volumes and what it has stored stay.
void daemon_kill(struct daemon *daemon);

/// Waits for READY=1.
void daemon_await_ready(struct daemon *daemon);

/// Ends it with SIGTERM. The volumes of a tmpfs stay.
void daemon_stop(struct daemon *daemon);

/// Takes the volumes' mount away.
void daemon_unmount(struct daemon *daemon);

struct memory daemon_memory(const struct daemon *daemon);

#define MOST_THREADS 256

/// How often each thread has been put aside or gone to sleep so far.
struct switches {
    int threads;
    struct {
        int thread;
        long count;
    } of[MOST_THREADS];
};

struct switches daemon_switches(const struct daemon *daemon);

/// Context switches between two looks. A thread that has ended meanwhile was awake once at the least, and counts as that.
long switches_between(const struct switches *before, const struct switches *after);

/// Processor time in seconds, user and system.
double daemon_processor_time(const struct daemon *daemon);

#endif
