#include "volume.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "manifests.h"

void volume_path(const struct daemon *daemon, const char *pod, char path[400]) {
    snprintf(path, 400, "%s/default/%s/v", daemon->volumes, pod);
}

int watch(int inotify, const struct daemon *daemon, const char *pod) {
    char path[400];
    volume_path(daemon, pod, path);
    int descriptor = inotify_add_watch(inotify, path, IN_MOVED_TO | IN_ONLYDIR);
    if (descriptor < 0) fail("inotify_add_watch", path);
    return descriptor;
}

void await_switches(int inotify, int count) {
    static char buffer[1 << 16] __attribute__((aligned(8)));
    while (count > 0) {
        struct pollfd wait = {.fd = inotify, .events = POLLIN};
        if (poll(&wait, 1, 30000) != 1) fail("no change of ..data", "within 30 s");
        ssize_t length = read(inotify, buffer, sizeof buffer);
        if (length <= 0) fail("read", "inotify");
        for (char *at = buffer; at < buffer + length;) {
            struct inotify_event *event = (struct inotify_event *)at;
            if (event->len && strcmp(event->name, "..data") == 0) count--;
            at += sizeof *event + event->len;
        }
    }
}

bool shows(const struct daemon *daemon, const char *pod, int version) {
    char path[420], volume[400], expected[VERSION_SIZE + 1], found[VALUE_SIZE];
    volume_path(daemon, pod, volume);
    snprintf(path, sizeof path, "%s/key0", volume);
    version_text(version, expected);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    bool same = read(file, found, sizeof found) == sizeof found && memcmp(found, expected, VERSION_SIZE) == 0;
    close(file);
    return same;
}

double replace_secret(const struct daemon *daemon, const char *secret, int keys, int version) {
    char draft[400], path[400];
    snprintf(draft, sizeof draft, "%s/next/%s.yaml", daemon->directory, secret);
    snprintf(path, sizeof path, "%s/secret-%s.yaml", daemon->manifests, secret);
    write_secret(draft, secret, keys, version);
    double before = now();
    if (rename(draft, path) < 0) fail("rename", draft);
    return before;
}

double update_once(const struct daemon *daemon, int inotify, int version) {
    double before = replace_secret(daemon, "p0", 2, version);
    await_switches(inotify, 1);
    if (!shows(daemon, "p0", version)) fail("old bytes after the switch in", daemon->volumes);
    return (now() - before) * 1e3;
}
