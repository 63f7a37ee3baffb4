#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "load.h"
#include "manifests.h"
#include "objects.h"
#include "parts.h"
#include "report.h"

enum { puts_kind, patches_kind, gets_kind, kind_count };
enum { crowds = 3, rounds = 4, writes = 300, reads = 1000 };

static const char *const titles[kind_count] = {"PUT of 1 KiB", "PATCH of 1 KiB", "GET of 1 KiB"};
static const int crowd[crowds] = {1, 8, 64};

/// Of one kind with one number of connections.
struct series {
    double *samples, seconds;
    int count;
};

static struct text make_secret(int index) {
    char name[32];
    snprintf(name, sizeof name, "s%d", index);
    return secret_request("POST", name, 1, 0);
}

/// What a disk can do at the most: appends 4 KiB and waits for it, for a while.
static void run_floor(const struct daemon *daemon, struct series *floor, double seconds) {
    char path[300], block[4096];
    memset(block, 'x', sizeof block);
    snprintf(path, sizeof path, "%.255s/floor", daemon->directory);
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) fail("open", path);
    double start = now(), last = start;
    while (last - start < seconds) {
        double before = last;
        if (write(file, block, sizeof block) != sizeof block || fdatasync(file) < 0) fail("append to", path);
        last = now();
        floor->samples = realloc(floor->samples, (size_t)(floor->count + 1) * sizeof(double));
        floor->samples[floor->count++] = (last - before) * 1e3;
    }
    floor->seconds += last - start;
    close(file);
}

/// Distinct Secrets where it writes, one where it reads.
static void run_slice(const struct daemon *daemon, int kind, int connections, int turn, int objects,
                      struct series *series) {
    static const char *const methods[kind_count] = {"PUT", "PATCH", "GET"};
    int count = kind == gets_kind ? reads : writes;
    struct text *requests = calloc((size_t)count, sizeof *requests);
    for (int i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, "s%d", i % objects);
        requests[i] = kind == gets_kind ? get_request("secrets/s0") : secret_request(methods[kind], name, 1, turn + 1);
    }
    struct load load = load_open(daemon->api, connections);
    series->seconds += load_run(&load, requests, count, series->samples + series->count);
    series->count += count;
    if (load.refused) row("  refused by the limit of requests", load.refused, "", no_limit);
    load_close(&load);
    free_requests(requests, count);
}

static void report(int kind, int connections, struct series *series, double floor) {
    char what[80];
    double rate = series->count / series->seconds;
    snprintf(what, sizeof what, "%s, %d connection%s", titles[kind], connections, connections == 1 ? "" : "s");
    row(what, rate, "/s", no_limit);
    if (kind != gets_kind) row("  against the floor", rate / floor, "x", no_limit);
    row("  p50", percentile(series->samples, series->count, 0.5), "ms", no_limit);
    row("  p99", percentile(series->samples, series->count, 0.99), "ms", no_limit);
}

static void measure_requests(const struct daemon *daemon, int objects) {
    struct series all[kind_count][crowds] = {0}, floor = {0};
    for (int kind = 0; kind < kind_count; kind++)
        for (int i = 0; i < crowds; i++)
            all[kind][i].samples = calloc(rounds * (kind == gets_kind ? reads : writes), sizeof(double));
    // By turns, so that a noisy moment hits all.
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < crowds; i++)
            for (int kind = 0; kind < kind_count; kind++) {
                if (kind != gets_kind) run_floor(daemon, &floor, 0.25);
                run_slice(daemon, kind, crowd[i], round * kind_count + kind, objects, &all[kind][i]);
            }
    double rate = floor.count / floor.seconds;
    row("Floor: 4 KiB appended and fdatasync, plain C", rate, "/s", no_limit);
    row("  p50", percentile(floor.samples, floor.count, 0.5), "ms", no_limit);
    row("  p99", percentile(floor.samples, floor.count, 0.99), "ms", no_limit);
    free(floor.samples);
    for (int kind = 0; kind < kind_count; kind++)
        for (int i = 0; i < crowds; i++) {
            report(kind, crowd[i], &all[kind][i], rate);
            free(all[kind][i].samples);
        }
}

static int count_of(const struct connection *connection, const char *text) {
    int count = 0;
    const char *end = connection_body(connection) + connection->body;
    for (const char *at = connection_body(connection); (at = memmem(at, (size_t)(end - at), text, strlen(text))); at++)
        count++;
    return count;
}

/// In one answer, and in pages as kubectl asks for them.
static void measure_lists(const struct daemon *daemon, int objects) {
    enum { turns = 9 };
    struct connection connection = connection_open(daemon->api);
    double whole[turns], pages[turns];
    size_t bytes = 0;
    for (int turn = 0; turn < turns; turn++) {
        double before = now();
        connection_must(&connection, "GET", "/api/v1/namespaces/default/secrets", NULL, NULL);
        whole[turn] = (now() - before) * 1e3;
        bytes = connection.body;
        if (count_of(&connection, "\"key0\":") != objects) fail("not all Secrets in", "a list");

        int found = 0;
        char target[1024] = "/api/v1/namespaces/default/secrets?limit=500";
        pages[turn] = 0;
        for (bool is_last = false; !is_last;) {
            before = now();
            connection_must(&connection, "GET", target, NULL, NULL);
            pages[turn] += (now() - before) * 1e3;
            found += count_of(&connection, "\"key0\":");
            const char *body = connection_body(&connection);
            const char *token = memmem(body, connection.body, "\"continue\":\"", 12);
            is_last = !token;
            if (token)
                snprintf(target, sizeof target, "/api/v1/namespaces/default/secrets?limit=500&continue=%.*s",
                         (int)strcspn(token + 12, "\""), token + 12);
        }
        if (found != objects) fail("not all Secrets in", "the pages of a list");
    }
    char what[80];
    snprintf(what, sizeof what, "List of %d Secrets, %.1f MiB in one answer, p50", objects,
             (double)bytes / (1 << 20));
    row(what, percentile(whole, turns, 0.5), "ms", no_limit);
    snprintf(what, sizeof what, "  slowest of %d", turns);
    row(what, whole[turns - 1], "ms", no_limit);
    row("  in pages of 500, p50", percentile(pages, turns, 0.5), "ms", no_limit);
    row("    slowest", pages[turns - 1], "ms", no_limit);
    connection_close(&connection);
}

void measure_store(int objects) {
    int few = objects < 1000 ? objects : 1000;
    struct daemon daemon = prepare_store("store");
    daemon_start(&daemon, binary);
    load_fill(daemon.api, make_secret, 0, few);
    measure_requests(&daemon, few);
    measure_lists(&daemon, few);
    double before = now();
    load_fill(daemon.api, make_secret, few, objects - few);
    double taken = now() - before;
    if (objects > few) {
        row("Create the rest over 64 connections", (objects - few) / taken, "/s", no_limit);
        measure_lists(&daemon, objects);
    }
    row("  the daemon resident at most", (double)daemon_memory(&daemon).peak / 1024, "MiB", no_limit);
    daemon_stop(&daemon);
    measure_starts(&daemon, objects);
}
