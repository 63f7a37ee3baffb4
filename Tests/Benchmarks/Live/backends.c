#include "backends.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "daemon.h"
#include "manifests.h"
#include "report.h"
#include "volume.h"

enum { tmpfs, fuse, fuse_audit, backend_count };

static const char *const names[backend_count] = {"tmpfs", "FUSE", "FUSE, audit of all and rules"};

static void prepare(struct daemon daemons[backend_count], const char *binary, const char *base) {
    for (int i = 0; i < backend_count; i++) {
        char name[32];
        snprintf(name, sizeof name, "backend-%d", i);
        daemon_prepare(&daemons[i], base, name);
        daemons[i].backend = i == tmpfs ? "tmpfs" : "fuse";
        if (i == fuse_audit) {
            snprintf(daemons[i].config, sizeof daemons[i].config, "%.255s/config.yaml", daemons[i].directory);
            FILE *config = fopen(daemons[i].config, "we");
            if (!config) fail("open", daemons[i].config);
            fprintf(config,
                    "access:\n  rules:\n"
                    "  - {name: intruder, effect: deny, who: {units: [intruder.service]}, what: {pods: [small]}}\n"
                    "  - {name: shells, effect: deny, who: {executables: [/bin/sh]}, what: {keys: [nothing]}}\n"
                    "audit: {level: all, file: %s/audit.log, rate: 1000}\n",
                    daemons[i].directory);
            fclose(config);
        }
        const struct {
            const char *pod;
            int keys;
            size_t size;
        } pods[] = {{"small", 1, 4096}, {"large", 1, 1 << 20}, {"many", 10000, 64}};
        for (size_t pod = 0; pod < sizeof pods / sizeof *pods; pod++) {
            char path[400];
            write_pod(daemons[i].manifests, pods[pod].pod, pods[pod].pod);
            snprintf(path, sizeof path, "%s/secret-%s.yaml", daemons[i].manifests, pods[pod].pod);
            write_secret_of_size(path, pods[pod].pod, pods[pod].keys, pods[pod].size);
        }
        write_pod(daemons[i].manifests, "p0", "p0");
        replace_secret(&daemons[i], "p0", 2, 0);
        daemon_start(&daemons[i], binary);
    }
}

/// Microseconds for open, read to the end, close.
static double read_once(const char *path, char *buffer, size_t size) {
    double before = now();
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) fail("open", path);
    ssize_t got;
    while ((got = read(file, buffer, size)) > 0);
    if (got < 0) fail("read", path);
    close(file);
    return (now() - before) * 1e6;
}

/// - size: of the buffer, a bit more than the file's.
static void measure_reads(struct daemon daemons[backend_count], const char *pod, const char *what, size_t size,
                          int reads) {
    char *buffer = malloc(size);
    static const char *const files[2] = {"..data/key0", "key0"};
    static const char *const places[2] = {"a generation's file", "the key's own file"};
    double *samples[backend_count][2];
    for (int i = 0; i < backend_count; i++)
        for (int file = 0; file < 2; file++) samples[i][file] = calloc((size_t)reads, sizeof(double));
    // By turns, so that a noisy moment hits all; several in a row, so that one daemon is not measured while another one is
    // still on its way to sleep.
    enum { in_a_row = 50 };
    for (int turn = 0; turn < reads; turn += in_a_row)
        for (int i = 0; i < backend_count; i++)
            for (int file = 0; file < 2; file++) {
                char volume[400], path[420];
                volume_path(&daemons[i], pod, volume);
                snprintf(path, sizeof path, "%s/%s", volume, files[file]);
                for (int read = turn; read < turn + in_a_row && read < reads; read++)
                    samples[i][file][read] = read_once(path, buffer, size);
            }
    double reference = percentile(samples[tmpfs][0], reads, 0.5);
    for (int file = 0; file < 2; file++)
        for (int i = 0; i < backend_count; i++) {
            char label[120];
            double median = percentile(samples[i][file], reads, 0.5);
            snprintf(label, sizeof label, "%s, %s: %s", what, places[file], names[i]);
            row(label, median, "us", no_limit);
            if (i != tmpfs) row("  against tmpfs", median / reference, "x", i == fuse && file == 0 ? 4 : no_limit);
        }
    for (int i = 0; i < backend_count; i++)
        for (int file = 0; file < 2; file++) free(samples[i][file]);
    free(buffer);
}

static void measure_updates(struct daemon daemons[backend_count]) {
    int updates = setting("UPDATES", 500);
    double *samples[backend_count];
    int inotify[backend_count];
    for (int i = 0; i < backend_count; i++) {
        samples[i] = calloc((size_t)updates, sizeof(double));
        inotify[i] = inotify_init1(IN_CLOEXEC);
        watch(inotify[i], &daemons[i], "p0");
    }
    for (int turn = 0; turn < updates; turn++)
        for (int i = 0; i < backend_count; i++) samples[i][turn] = update_once(&daemons[i], inotify[i], turn + 1);
    double reference[2] = {percentile(samples[tmpfs], updates, 0.5), percentile(samples[tmpfs], updates, 0.99)};
    for (int i = 0; i < backend_count; i++) {
        char label[120];
        snprintf(label, sizeof label, "Update -> event -> new bytes read, p50 of %d: %s", updates, names[i]);
        double median = percentile(samples[i], updates, 0.5), slow = percentile(samples[i], updates, 0.99);
        row(label, median, "ms", no_limit);
        if (i != tmpfs) row("  against tmpfs", median / reference[0], "x", i == fuse ? 2 : no_limit);
        row("  p99", slow, "ms", no_limit);
        if (i != tmpfs) row("  against tmpfs", slow / reference[1], "x", no_limit);
        free(samples[i]);
        close(inotify[i]);
    }
}

/// Milliseconds to list a directory.
static double list_once(const char *path, int *count) {
    double before = now();
    DIR *directory = opendir(path);
    if (!directory) fail("opendir", path);
    *count = 0;
    while (readdir(directory)) (*count)++;
    closedir(directory);
    return (now() - before) * 1e3;
}

static void measure_large_directory(struct daemon daemons[backend_count]) {
    enum { turns = 50 };
    for (int i = 0; i <= fuse; i++) {
        double samples[turns];
        char path[400], label[120];
        int count;
        volume_path(&daemons[i], "many", path);
        for (int turn = 0; turn < turns; turn++) samples[turn] = list_once(path, &count);
        snprintf(label, sizeof label, "List %d names: %s", count, names[i]);
        row(label, percentile(samples, turns, 0.5), "ms", no_limit);
        struct memory memory = daemon_memory(&daemons[i]);
        snprintf(label, sizeof label, "Memory with 10,000 keys and 1 MiB more, resident: %s", names[i]);
        row(label, (double)memory.resident / 1024, "MiB", no_limit);
        row("  private data", (double)memory.dirty / 1024, "MiB", no_limit);
    }
}

/// Milliseconds from SIGKILL until a read is answered by the next process, which is started at once.
static void measure_kills(struct daemon *daemon, const char *binary) {
    enum { kills = 20 };
    double samples[kills];
    char volume[400], path[420], buffer[8192];
    volume_path(daemon, "small", volume);
    snprintf(path, sizeof path, "%s/key0", volume);
    for (int turn = 0; turn < kills; turn++) {
        double before = daemon_kill_and_start(daemon, binary);
        read_once(path, buffer, sizeof buffer);
        samples[turn] = (now() - before) * 1e3;
        daemon_await_ready(daemon);
    }
    row("Stall at kill -9 of the FUSE daemon, p50 of 20", percentile(samples, kills, 0.5), "ms", no_limit);
    row("  longest", samples[kills - 1], "ms", no_limit);
}

void measure_backends(const char *binary, const char *base) {
    struct daemon daemons[backend_count];
    prepare(daemons, binary, base);
    measure_reads(daemons, "small", "Read 4 KiB", 8192, setting("READS", 20000));
    measure_reads(daemons, "large", "Read 1 MiB", (1 << 20) + 4096, setting("READS", 20000) / 20);
    measure_updates(daemons);
    measure_large_directory(daemons);
    measure_kills(&daemons[fuse], binary);
    for (int i = 0; i < backend_count; i++) {
        daemon_stop(&daemons[i]);
        daemon_unmount(&daemons[i]);
    }
}
