#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "load.h"
#include "manifests.h"
#include "objects.h"
#include "parts.h"
#include "report.h"

struct audience {
    struct connection *watchers;
    int count, epoll;
};

/// What the next watcher that has something to say says. Its index; nothing is said of one whose event is not whole.
static int hear(struct audience *audience, uint32_t *heard) {
    struct epoll_event events[256];
    int ready = epoll_wait(audience->epoll, events, 256, 30000), count = 0;
    if (ready <= 0) fail("a watcher has heard nothing", "within 30 s");
    for (int i = 0; i < ready; i++) {
        struct connection *watcher = &audience->watchers[events[i].data.u32];
        if (connection_receive(watcher)) fail("the end of a watch", "came too early");
        heard[count++] = events[i].data.u32;
    }
    return count;
}

/// Opens the watches after `revision`, and waits for the heads of their answers.
static struct audience gather(const struct daemon *daemon, int count, long revision) {
    struct audience audience = {.watchers = calloc((size_t)count, sizeof(struct connection)), .count = count};
    audience.epoll = epoll_create1(EPOLL_CLOEXEC);
    char path[120];
    snprintf(path, sizeof path, "secrets?watch=true&timeoutSeconds=600&resourceVersion=%ld", revision);
    struct text request = get_request(path);
    for (int i = 0; i < count; i++) {
        audience.watchers[i] = connection_open(daemon->api);
        struct epoll_event wanted = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
        if (epoll_ctl(audience.epoll, EPOLL_CTL_ADD, audience.watchers[i].socket, &wanted) < 0) fail("epoll_ctl", path);
        connection_send(&audience.watchers[i], &request);
    }
    free(request.bytes);
    for (int begun = 0; begun < count;) {
        uint32_t heard[256];
        int ready = hear(&audience, heard);
        for (int i = 0; i < ready; i++) {
            if (audience.watchers[heard[i]].status != 200) fail("a watch is", "refused");
            begun++;
        }
    }
    return audience;
}

/// Milliseconds from the PATCH to the first and the last watcher's event, and to the PATCH's answer.
struct round {
    double first, last, answer;
};

static struct round announce(struct audience *audience, struct connection *writer, int version) {
    struct text request = secret_request("PATCH", "watched", 1, version);
    char mark[13];
    version_mark(version, mark);
    struct round round = {0};
    int told = 0;
    double before = now();
    connection_send(writer, &request);
    while (told < audience->count) {
        uint32_t heard[256];
        int ready = hear(audience, heard);
        for (int i = 0; i < ready; i++) {
            struct connection *watcher = &audience->watchers[heard[i]];
            const char *body = connection_body(watcher);
            if (watcher->body == 0 || body[watcher->body - 1] != '\n') continue;
            double at = (now() - before) * 1e3;
            if (!memmem(body, watcher->body, mark, strlen(mark))) fail("another event than that of", "the PATCH");
            connection_discard_body(watcher);
            if (told++ == 0) round.first = at;
            round.last = at;
        }
        if (round.answer == 0 && connection_receive(writer)) round.answer = (now() - before) * 1e3;
    }
    while (round.answer == 0)
        if (connection_receive(writer)) round.answer = (now() - before) * 1e3;
    if (writer->status != 200) fail("status of a PATCH is not", "200");
    free(request.bytes);
    return round;
}

static long revision_of(const struct connection *connection) {
    const char *text = memmem(connection_body(connection), connection->body, "\"resourceVersion\":\"", 19);
    if (!text) fail("no resourceVersion in", "an answer");
    return atol(text + 19);
}

static void report(struct audience *audience, struct round *all, int rounds) {
    double *first = calloc((size_t)rounds, sizeof(double)), *last = calloc((size_t)rounds, sizeof(double));
    double *answer = calloc((size_t)rounds, sizeof(double));
    for (int i = 0; i < rounds; i++) {
        first[i] = all[i].first;
        last[i] = all[i].last;
        answer[i] = all[i].answer;
    }
    char what[80];
    snprintf(what, sizeof what, "PATCH sent -> read by the first of %d watchers, p50 of %d", audience->count, rounds);
    row(what, percentile(first, rounds, 0.5), "ms", no_limit);
    row("  p99", percentile(first, rounds, 0.99), "ms", no_limit);
    double median = percentile(last, rounds, 0.5);
    row("  read by the last, p50", median, "ms", no_limit);
    row("    p99", percentile(last, rounds, 0.99), "ms", no_limit);
    row("    for each watcher", median * 1e3 / audience->count, "us", no_limit);
    row("  acknowledged (read between the events), p50", percentile(answer, rounds, 0.5), "ms", no_limit);
    free(first);
    free(last);
    free(answer);
}

void measure_watchers(int watchers) {
    int rounds = setting("ROUNDS", 50);
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    int most = (int)files.rlim_cur - 100;
    if (watchers > most) watchers = most;
    struct daemon daemon = prepare_store("watchers");
    daemon_start(&daemon, binary);
    struct memory before = daemon_memory(&daemon);
    struct connection writer = connection_open(daemon.api);
    struct text request = secret_request("POST", "watched", 1, 0);
    if (connection_exchange(&writer, &request) != 201) fail("cannot create", "a Secret");
    free(request.bytes);
    struct audience audience = gather(&daemon, watchers, revision_of(&writer));
    struct memory gathered = daemon_memory(&daemon);
    struct round *all = calloc((size_t)rounds, sizeof *all);
    for (int i = 0; i < rounds; i++) all[i] = announce(&audience, &writer, i + 1);
    report(&audience, all, rounds);
    row("  resident memory of the daemon for each watcher", (double)(gathered.resident - before.resident) / watchers,
        "KiB", no_limit);
    row("  limit of open files, here and of the daemon", (double)files.rlim_cur, "", no_limit);
    for (int i = 0; i < watchers; i++) connection_close(&audience.watchers[i]);
    free(audience.watchers);
    free(all);
    close(audience.epoll);
    connection_close(&writer);
    daemon_stop(&daemon);
    daemon_unmount(&daemon);
}
