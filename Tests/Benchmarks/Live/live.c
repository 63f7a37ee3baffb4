// Drives the real `secretd run` and measures what a user would notice: how long a changed Secret takes to reach the
// files, with few and with many volumes; how long a start takes; memory; and how often an idle daemon wakes up.
//
//   live SECRETD-BINARY WORKING-DIRECTORY      as root, in a mount namespace of its own
//
// VOLUMES, UPDATES, ROUNDS, STARTS, SETTLE_SECONDS and IDLE_SECONDS in the environment make it shorter or longer.
//
// It waits the way applications do, blocked in inotify until `..data` is moved into place, and then opens and reads
// the file by its path. So a figure holds the wake-up of a sleeping reader; spinning on readlink would save that and
// take one of the processors away from the daemon.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backends.h"
#include "daemon.h"
#include "manifests.h"
#include "report.h"
#include "volume.h"

static const char *binary;
static const char *base;

/// `count` Pods `p0`, `p1` …, each with a Secret of its own.
static void write_pods(const struct daemon *daemon, int count, int keys) {
    for (int i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, "p%d", i);
        write_pod(daemon->manifests, name, name);
        replace_secret(daemon, name, keys, 0);
    }
}

/// Two daemons take turns, so that a noisy moment of the machine hits both.
static void measure_updates(int volumes) {
    int updates = setting("UPDATES", 500);
    struct daemon one, many;
    daemon_prepare(&one, base, "one");
    write_pods(&one, 1, 2);
    daemon_prepare(&many, base, "many");
    write_pods(&many, volumes + 1, 2);
    daemon_start(&one, binary);
    daemon_start(&many, binary);
    int watch_one = inotify_init1(IN_CLOEXEC), watch_many = inotify_init1(IN_CLOEXEC);
    watch(watch_one, &one, "p0");
    watch(watch_many, &many, "p0");

    double *few = calloc((size_t)updates, sizeof *few), *lots = calloc((size_t)updates, sizeof *lots);
    for (int i = 0; i < updates; i++) {
        few[i] = update_once(&one, watch_one, i + 1);
        lots[i] = update_once(&many, watch_many, i + 1);
    }
    char what[80];
    double few50 = percentile(few, updates, 0.5), lots50 = percentile(lots, updates, 0.5);
    double few99 = percentile(few, updates, 0.99), lots99 = percentile(lots, updates, 0.99);
    snprintf(what, sizeof what, "Secret renamed -> new bytes read, 1 volume, p50 of %d", updates);
    row(what, few50, "ms", 2);
    row("  p99", few99, "ms", 20);
    snprintf(what, sizeof what, "  with %d volumes of other Secrets, p50", volumes);
    row(what, lots50, "ms", no_limit);
    row("    against 1 volume", lots50 / few50, "x", 1.5);
    row("  with them, p99", lots99, "ms", no_limit);
    row("    against 1 volume", lots99 / few99, "x", 1.5);
    free(few);
    free(lots);
    close(watch_one);
    close(watch_many);
    daemon_stop(&one);
    daemon_stop(&many);
    daemon_unmount(&one);
    daemon_unmount(&many);
}

static void measure_fan_out(int volumes) {
    int rounds = setting("ROUNDS", 20);
    struct daemon daemon;
    daemon_prepare(&daemon, base, "fan-out");
    for (int i = 0; i < volumes; i++) {
        char name[32];
        snprintf(name, sizeof name, "p%d", i);
        write_pod(daemon.manifests, name, "shared");
    }
    replace_secret(&daemon, "shared", 2, 0);
    daemon_start(&daemon, binary);
    int inotify = inotify_init1(IN_CLOEXEC);
    for (int i = 0; i < volumes; i++) {
        char name[32];
        snprintf(name, sizeof name, "p%d", i);
        watch(inotify, &daemon, name);
    }
    double *samples = calloc((size_t)rounds, sizeof *samples);
    for (int i = 0; i < rounds; i++) {
        double before = replace_secret(&daemon, "shared", 2, i + 1);
        await_switches(inotify, volumes);
        samples[i] = (now() - before) * 1e3;
        char last[32];
        snprintf(last, sizeof last, "p%d", volumes - 1);
        if (!shows(&daemon, last, i + 1)) fail("old bytes after the switch in", last);
    }
    char what[80];
    snprintf(what, sizeof what, "One Secret in %d volumes: last one switched, p50 of %d", volumes, rounds);
    double median = percentile(samples, rounds, 0.5);
    row(what, median, "ms", 150);
    row("  for each volume", median * 1e3 / volumes, "us", no_limit);
    row("  slowest round", samples[rounds - 1], "ms", no_limit);
    free(samples);
    close(inotify);
    daemon_stop(&daemon);
    daemon_unmount(&daemon);
}

/// When the last `..data` was moved into place, in seconds after the start; fails if one is not there.
static double last_publish(const struct daemon *daemon, int volumes) {
    double last = 0;
    for (int i = 0; i < volumes; i++) {
        char name[32], volume[400], path[420];
        snprintf(name, sizeof name, "p%d", i);
        volume_path(daemon, name, volume);
        snprintf(path, sizeof path, "%s/..data", volume);
        struct stat status;
        if (lstat(path, &status) < 0) fail("READY=1 came, and there is no", path);
        double changed = (double)status.st_ctim.tv_sec + (double)status.st_ctim.tv_nsec / 1e9;
        if (changed > last) last = changed;
        if (!shows(daemon, name, 0)) fail("wrong bytes in", path);
    }
    return last - daemon->started_real;
}

static void measure_start(int volumes) {
    int starts = setting("STARTS", 7);
    struct daemon daemon;
    daemon_prepare(&daemon, base, "start");
    write_pods(&daemon, volumes, 2);
    double *ready = calloc((size_t)starts, sizeof *ready), *last = calloc((size_t)starts, sizeof *last);
    double *again = calloc((size_t)starts, sizeof *again);
    for (int i = 0; i < starts; i++) {
        daemon_start(&daemon, binary);
        ready[i] = daemon.ready - daemon.started;
        last[i] = last_publish(&daemon, volumes);
        daemon_stop(&daemon);
        daemon_start(&daemon, binary);
        again[i] = daemon.ready - daemon.started;
        daemon_stop(&daemon);
        daemon_unmount(&daemon);
    }
    char what[80];
    snprintf(what, sizeof what, "Start with %d Pods on disk -> READY=1, p50 of %d", volumes, starts);
    row(what, percentile(ready, starts, 0.5), "s", 1);
    row("  slowest", ready[starts - 1], "s", no_limit);
    row("  last ..data in place, p50", percentile(last, starts, 0.5), "s", 1);
    row("  restart over the same volumes -> READY=1, p50", percentile(again, starts, 0.5), "s", no_limit);
    free(ready);
    free(last);
    free(again);
}

static void measure_memory_and_idling(int volumes) {
    const int keys = 10;
    int idle = setting("IDLE_SECONDS", 30), settling = setting("SETTLE_SECONDS", 15);
    double payload = (double)volumes * keys * VALUE_SIZE / (1 << 20);
    struct daemon daemon;
    daemon_prepare(&daemon, base, "memory");
    write_pods(&daemon, volumes, keys);
    daemon_start(&daemon, binary);

    // Neither of these waits for anything. After the first, threads that had only been needed for the start have ended;
    // the second is the stretch of idle time that is looked at.
    sleep((unsigned)settling);
    struct switches before = daemon_switches(&daemon);
    double processor = daemon_processor_time(&daemon);
    sleep((unsigned)idle);
    struct switches after = daemon_switches(&daemon);
    long switches = switches_between(&before, &after);
    processor = daemon_processor_time(&daemon) - processor;
    struct memory memory = daemon_memory(&daemon);

    char what[80];
    snprintf(what, sizeof what, "Memory, %d Secrets x %d keys x 1 KiB: resident", volumes, keys);
    row(what, (double)memory.resident / 1024, "MiB", 64);
    row("  private data", (double)memory.dirty / 1024, "MiB", 12 + 1.5 * payload);
    // Pages of the binary's file that only this process has mapped: the kernel drops them when it wants memory.
    row("  private pages of the binary", (double)(memory.private - memory.dirty) / 1024, "MiB", no_limit);
    row("  resident at most", (double)memory.peak / 1024, "MiB", no_limit);
    snprintf(what, sizeof what, "Idle for %d s: context switches a second, no watchdog", idle);
    row(what, (double)switches / idle, "/s", 0);
    row("  threads", after.threads, "", no_limit);
    row("  processor time", processor * 1e3, "ms", no_limit);
    daemon_stop(&daemon);
    daemon_unmount(&daemon);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: live SECRETD-BINARY WORKING-DIRECTORY\n");
        return 2;
    }
    binary = argv[1];
    base = argv[2];
    int volumes = setting("VOLUMES", 1000);
    heading();
    measure_updates(volumes);
    measure_fan_out(volumes);
    measure_start(volumes);
    measure_memory_and_idling(volumes);
    measure_backends(binary, base);
    return 0;
}
