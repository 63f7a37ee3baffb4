/// A detached copy of a mount, taken by a process of its own.
///
/// A FUSE daemon must not look up paths in its own filesystem: killed before it has answered itself, it could not die. So
/// a process that has nothing else of its parent's looks the path up in its place.
#ifndef SECRETD_CLINUX_MOUNT_COPY_H
#define SECRETD_CLINUX_MOUNT_COPY_H

#include <sys/types.h>

/// Starts the process that copies the mount that the directory at the absolute `path` is on, with that directory as its
/// root, read-only, without what is mounted below it. It sends the descriptor, or an errno, and ends.
///
/// The caller's end of a socket, close-on-exec, for `clinux_mount_copy_finish`; -1 with errno.
/// Source: man 2 open_tree, mount_setattr.
int clinux_mount_copy_start(const char *path, pid_t *process);

/// Takes the answer, waiting `milliseconds` for it, and closes the socket. The process is ended and waited for; one that
/// cannot end, because its filesystem does not answer, is left to itself.
///
/// The mount's descriptor, close-on-exec; -1 with errno, ETIMEDOUT after the time.
int clinux_mount_copy_finish(int socket, pid_t process, int milliseconds);

#endif
