#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "load.h"
#include "manifests.h"
#include "objects.h"
#include "parts.h"
#include "report.h"
#include "volume.h"

enum { keys = 10 };

/// A daemon with the Pods `p0` … and their Secrets in its store, and one Pod `file` with its Secret as manifests.
struct side {
    struct daemon daemon;
    struct connection connection;
    int store_events, file_events;
    /// Milliseconds: from the request, from its answer, from a manifest's rename to the bytes; request to answer. The
    /// second is below 0 where the bytes were there first.
    double *sent, *acknowledged, *renamed, *answer;
    /// How often the bytes could be read before the answer was.
    int early;
};

static struct text make_secret(int index) {
    char name[32];
    snprintf(name, sizeof name, "p%d", index);
    return secret_request("POST", name, keys, 0);
}

static struct text make_pod(int index) {
    char name[32];
    snprintf(name, sizeof name, "p%d", index);
    return pod_request(name, name);
}

static int watch_one(const struct daemon *daemon, const char *pod) {
    int inotify = inotify_init1(IN_CLOEXEC);
    watch(inotify, daemon, pod);
    return inotify;
}

static void start(struct side *side, const char *name, int volumes, int updates) {
    side->daemon = prepare_store(name);
    write_pod(side->daemon.manifests, "file", "file");
    replace_secret(&side->daemon, "file", keys, 0);
    daemon_start(&side->daemon, binary);
    side->connection = connection_open(side->daemon.api);
    load_fill(side->daemon.api, make_secret, 0, volumes);
    load_fill(side->daemon.api, make_pod, 0, volumes);
    await_volumes(&side->daemon, volumes, 0);
    side->store_events = watch_one(&side->daemon, "p0");
    side->file_events = watch_one(&side->daemon, "file");
    double **all[] = {&side->sent, &side->acknowledged, &side->renamed, &side->answer};
    for (int i = 0; i < 4; i++) *all[i] = calloc((size_t)updates, sizeof(double));
}

static void end(struct side *side) {
    connection_close(&side->connection);
    close(side->store_events);
    close(side->file_events);
    daemon_stop(&side->daemon);
    daemon_unmount(&side->daemon);
    double *all[] = {side->sent, side->acknowledged, side->renamed, side->answer};
    for (int i = 0; i < 4; i++) free(all[i]);
}

/// Waits for the answer and for the volume's switch, whichever comes first.
static void patch_once(struct side *side, int index) {
    const int version = index + 1;
    struct text request = secret_request("PATCH", "p0", keys, version);
    double answered = 0, read = 0, before = now();
    connection_send(&side->connection, &request);
    while (answered == 0 || read == 0) {
        struct pollfd waits[2] = {{.fd = answered == 0 ? side->connection.socket : -1, .events = POLLIN},
                                  {.fd = read == 0 ? side->store_events : -1, .events = POLLIN}};
        if (poll(waits, 2, 30000) <= 0) fail("no answer, or no change of ..data", "within 30 s");
        if (waits[0].revents && connection_receive(&side->connection)) answered = now();
        if (!waits[1].revents) continue;
        await_switches(side->store_events, 1);
        if (!shows(&side->daemon, "p0", version)) fail("old bytes after the switch in", side->daemon.volumes);
        read = now();
    }
    if (side->connection.status != 200) fail("status of a PATCH is not", "200");
    free(request.bytes);
    side->sent[index] = (read - before) * 1e3;
    side->answer[index] = (answered - before) * 1e3;
    side->acknowledged[index] = (read - answered) * 1e3;
    if (read <= answered) side->early++;
}

/// The same values through a manifest.
static void rename_once(struct side *side, int index) {
    double before = replace_secret(&side->daemon, "file", keys, index + 1);
    await_switches(side->file_events, 1);
    if (!shows(&side->daemon, "file", index + 1)) fail("old bytes after the switch in", side->daemon.volumes);
    side->renamed[index] = (now() - before) * 1e3;
}

static void report(struct side *side, int volumes, int updates, bool has_aim) {
    char what[100];
    snprintf(what, sizeof what, "PATCH acknowledged -> bytes read, %d volume%s, p50 of %d", volumes,
             volumes == 1 ? "" : "s", updates);
    row(what, percentile(side->acknowledged, updates, 0.5), "ms", has_aim ? 2 : no_limit);
    row("  p99", percentile(side->acknowledged, updates, 0.99), "ms", has_aim ? 20 : no_limit);
    row("  read before the answer was", 100.0 * side->early / updates, "%", no_limit);
    double sent50 = percentile(side->sent, updates, 0.5), sent99 = percentile(side->sent, updates, 0.99);
    row("  PATCH sent -> new bytes read, p50", sent50, "ms", no_limit);
    row("    p99", sent99, "ms", no_limit);
    row("  PATCH sent -> acknowledged, p50", percentile(side->answer, updates, 0.5), "ms", no_limit);
    row("    p99", percentile(side->answer, updates, 0.99), "ms", no_limit);
    double file50 = percentile(side->renamed, updates, 0.5), file99 = percentile(side->renamed, updates, 0.99);
    row("  a manifest of it renamed -> new bytes read, p50", file50, "ms", no_limit);
    row("    p99", file99, "ms", no_limit);
    row("  sent against renamed, p50", sent50 / file50, "x", no_limit);
    row("    p99", sent99 / file99, "x", no_limit);
}

void measure_patches(int volumes) {
    int updates = setting("UPDATES", 1000);
    struct side one = {0}, many = {0};
    start(&one, "one", 1, updates);
    start(&many, "many", volumes + 1, updates);
    // Both daemons and both ways by turns, so that a noisy moment of the machine hits all.
    for (int i = 0; i < updates; i++) {
        patch_once(&one, i);
        rename_once(&one, i);
        patch_once(&many, i);
        rename_once(&many, i);
    }
    report(&one, 1, updates, true);
    report(&many, volumes + 1, updates, true);
    end(&one);
    end(&many);
}
