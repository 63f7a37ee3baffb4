#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "load.h"
#include "manifests.h"
#include "objects.h"
#include "parts.h"
#include "report.h"

extern char **environ;

enum { keys = 10 };

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

/// Once it has come to rest; this waits for nothing.
static void report(const struct daemon *daemon, const char *what) {
    sleep((unsigned)setting("SETTLE_SECONDS", 5));
    struct memory memory = daemon_memory(daemon);
    row(what, (double)memory.resident / 1024, "MiB", no_limit);
    row("  private memory", (double)memory.private / 1024, "MiB", no_limit);
    row("  private data", (double)memory.dirty / 1024, "MiB", no_limit);
    row("  resident at most", (double)memory.peak / 1024, "MiB", no_limit);
}

static void measure(int secrets, bool are_mounted) {
    struct daemon daemon = prepare_store(are_mounted ? "mounted" : "stored");
    daemon_start(&daemon, binary);
    load_fill(daemon.api, make_secret, 0, secrets);
    if (are_mounted) {
        load_fill(daemon.api, make_pod, 0, secrets);
        await_volumes(&daemon, secrets, 0);
    }
    const char *mounted = are_mounted ? "all" : "none";
    char what[100];
    snprintf(what, sizeof what, "%d Secrets x %d KiB, %s mounted, just written: resident", secrets, keys, mounted);
    report(&daemon, what);
    daemon_stop(&daemon);
    daemon_start(&daemon, binary);
    snprintf(what, sizeof what, "  %s mounted, after a start: resident", mounted);
    report(&daemon, what);
    daemon_stop(&daemon);
    daemon_unmount(&daemon);
}

void measure_memory(int secrets) {
    struct daemon daemon = prepare_store("empty");
    daemon_start(&daemon, binary);
    report(&daemon, "An empty store: resident");
    daemon_stop(&daemon);
    daemon_unmount(&daemon);
    measure(secrets, false);
    measure(secrets, true);
}

void measure_binary(void) {
    char stripped[300];
    snprintf(stripped, sizeof stripped, "%s/stripped", base);
    char *arguments[] = {"strip", "-o", stripped, (char *)binary, NULL};
    pid_t pid;
    int status = 0;
    if (posix_spawnp(&pid, "strip", NULL, NULL, arguments, environ) != 0) fail("cannot run", "strip");
    waitpid(pid, &status, 0);
    struct stat file;
    if (status != 0 || stat(stripped, &file) < 0) fail("cannot strip", binary);
    row("The binary, stripped", (double)file.st_size / (1 << 20), "MiB", no_limit);
    unlink(stripped);
}
