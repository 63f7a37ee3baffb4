/// What is measured. Each part has daemons of its own, below `base`, and takes away what it has mounted.
#ifndef PARTS_H
#define PARTS_H

#include "daemon.h"

extern const char *binary;
extern const char *base;

/// A daemon with a store and an API, and none of its manifests written.
struct daemon prepare_store(const char *name);

/// Blocks until the volumes of the Pods `p0` … show `version`.
void await_volumes(const struct daemon *daemon, int pods, int version);

/// PATCH of a Secret -> new bytes in a volume, beside a manifest's.
void measure_patches(int volumes);

/// Durable writes beside what the disk can do, reads, lists; then starts with all that.
void measure_store(int objects);

/// Starts with what the store of `daemon` has in it: `objects` Secrets `s0` …
void measure_starts(struct daemon *daemon, int objects);

/// PATCH of a Secret -> read by many who watch.
void measure_watchers(int watchers);

/// Memory with Secrets of 10 keys in the store, none of them mounted, and all.
void measure_memory(int secrets);

/// Of the stripped binary.
void measure_binary(void);

#endif
