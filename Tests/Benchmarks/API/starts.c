#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "manifests.h"
#include "objects.h"
#include "parts.h"
#include "report.h"

/// Starts it and checks that `s0` of `version` is there. Seconds from exec to the API's first answer.
static double start(struct daemon *daemon, int version) {
    daemon_start(daemon, binary);
    struct connection connection = connection_open(daemon->api);
    struct text request = get_request("secrets/s0");
    if (connection_exchange(&connection, &request) != 200) fail("after a start there is no", "s0");
    double answered = now() - daemon->started;
    char mark[13];
    version_mark(version, mark);
    if (!memmem(connection_body(&connection), connection.body, mark, strlen(mark))) fail("old bytes in", "s0");
    free(request.bytes);
    connection_close(&connection);
    return answered;
}

/// Kills it while many write, after the write of `version` to `s0` was acknowledged.
static void kill_writing(struct daemon *daemon, int version, int objects) {
    enum { writers = 64, last = 5 };
    struct load load = load_open(daemon->api, writers);
    struct text *requests = calloc(writers * last, sizeof *requests);
    for (int i = 0; i < writers * last; i++) {
        char name[32];
        snprintf(name, sizeof name, "s%d", (i + 1) % objects);
        requests[i] = secret_request("PUT", name, 1, version);
    }
    load_run(&load, requests, writers * (last - 1), NULL);
    struct text acknowledged = secret_request("PUT", "s0", 1, version);
    if (connection_exchange(&load.connections[0], &acknowledged) != 200) fail("no", "s0");
    free(acknowledged.bytes);
    for (int i = 0; i < writers; i++) connection_send(&load.connections[i], &requests[writers * (last - 1) + i]);
    daemon_kill(daemon);
    load_close(&load);
    free_requests(requests, writers * last);
}

static void report(const char *what, double *samples, int count) {
    row(what, percentile(samples, count, 0.5), "s", no_limit);
    row("    slowest", samples[count - 1], "s", no_limit);
}

void measure_starts(struct daemon *daemon, int objects) {
    int starts = setting("STARTS", 7);
    double *ready[2], *answered[2];
    for (int i = 0; i < 2; i++) {
        ready[i] = calloc((size_t)starts, sizeof(double));
        answered[i] = calloc((size_t)starts, sizeof(double));
    }
    daemon_start(daemon, binary);
    struct connection connection = connection_open(daemon->api);
    struct text pod = pod_request("p0", "s0");
    if (connection_exchange(&connection, &pod) != 201) fail("cannot create", "a Pod");
    free(pod.bytes);
    connection_close(&connection);
    const int first = 1000;  // versions that the other measurements have not written
    kill_writing(daemon, first, objects);
    for (int i = 0; i < starts; i++) {
        answered[1][i] = start(daemon, first + i);
        ready[1][i] = daemon->ready - daemon->started;
        await_volumes(daemon, 1, first + i);
        daemon_stop(daemon);
        answered[0][i] = start(daemon, first + i);
        ready[0][i] = daemon->ready - daemon->started;
        kill_writing(daemon, first + i + 1, objects);
    }
    char what[80];
    snprintf(what, sizeof what, "Start with %d Secrets in the store -> READY=1, p50 of %d", objects, starts);
    report(what, ready[0], starts);
    report("  -> the API's first answer, p50", answered[0], starts);
    report("  after kill -9 among writes -> READY=1, p50", ready[1], starts);
    report("    -> the API's first answer, p50", answered[1], starts);
    for (int i = 0; i < 2; i++) {
        free(ready[i]);
        free(answered[i]);
    }
    daemon_unmount(daemon);
}
