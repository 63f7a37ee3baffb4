/// The least that a publish can cost: its system calls, in their order, from C.
///
/// One volume in kubelet's layout, written through a directory descriptor, with nothing compared, counted, checked,
/// swept or allocated. What the writer takes beyond this is its own.
#ifndef PUBLISH_FLOOR_H
#define PUBLISH_FLOOR_H

#include <stddef.h>

/// Mounts a tmpfs as the daemon does (noswap, no size limit of note) at `path`, a directory. 0 or an errno.
int floor_mount(const char *path);

/// Makes a volume's root in `parent` and returns a descriptor of it, or minus an errno.
int floor_open(const char *parent, const char *name);

/// Publishes generation `generation` with files `key0` … of `size` bytes each, from `content`, and removes the one before.
/// The first `changed` files are written; the others get a second name from the generation before. Generation 0 must
/// write all of them. Returns 0 or an errno.
int floor_publish(int root, int generation, const void *content, size_t size, int keys, int changed);

#endif
