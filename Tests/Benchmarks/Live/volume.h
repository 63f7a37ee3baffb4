/// A volume `v` of a Pod, as an application sees it.
#ifndef VOLUME_H
#define VOLUME_H

#include <stdbool.h>

#include "daemon.h"

void volume_path(const struct daemon *daemon, const char *pod, char path[400]);

/// Watches the volume's directory. The watch's number.
int watch(int inotify, const struct daemon *daemon, const char *pod);

/// Blocks until `..data` was moved into place `count` times.
void await_switches(int inotify, int count);

/// Whether the first key, read by its path, is of `version`.
bool shows(const struct daemon *daemon, const char *pod, int version);

/// Replaces a Secret by rename, as `kubectl`-like tools and careful editors do. Returns the time just before.
double replace_secret(const struct daemon *daemon, const char *secret, int keys, int version);

/// Replaces the Secret `p0` of 2 keys, waits for the event, and reads. Milliseconds from the rename to the bytes.
double update_once(const struct daemon *daemon, int inotify, int version);

#endif
