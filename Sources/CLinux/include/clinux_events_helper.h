/// A small process that changes files as it is told, so that the kernel tells inotify of it.
///
/// A FUSE daemon must not call its own filesystem: killed between taking a request and answering it, the thread that
/// waits for the answer cannot die, and so cannot the daemon. This process waits in its place. It has one thread, the
/// socket and the directory, and nothing else of its parent's; it ends when the socket closes.
#ifndef SECRETD_CLINUX_EVENTS_HELPER_H
#define SECRETD_CLINUX_EVENTS_HELPER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    clinux_change_make_directory = 1,
    clinux_change_create = 2,
    /// Renames `..data_tmp` over `..data` in the directory at the path.
    clinux_change_switch = 3,
    /// Opens the file for writing, truncates it to `size`, which is the size it has, and closes it.
    clinux_change_touch = 4,
    clinux_change_unlink = 5,
    /// Sets the times of the directory at the path.
    clinux_change_stamp = 6,
    /// Not a path but a message for the FUSE connection, which is written as it is; whatever comes of it.
    clinux_change_notify = 7,
    /// Asks for the answer to everything since the last one.
    clinux_change_end = 8,
};

/// What comes through the socket: this head, and `length` bytes of a path relative to the directory, with its NUL.
struct clinux_change {
    uint32_t kind;
    uint32_t length;
    uint64_t size;
};

/// What goes back after `clinux_change_end`.
struct clinux_changes_answer {
    uint32_t failures;
    /// The first failure's errno.
    int32_t error;
    /// The first failure's kind.
    uint32_t kind;
};

/// Where the helper works. Borrowed for the call.
struct clinux_helper_place {
    /// An O_PATH descriptor of the filesystem's root on a writable mount; or -1: then
    int directory;
    /// the root's absolute path is opened for each batch of changes, so that it can be unmounted in between,
    const char *path;
    /// and nothing is done where that leads to another place than this one.
    uint64_t device, inode;
    /// The FUSE connection, or -1.
    int connection;
};

/// Starts the process. Call with no thread that needs to be in it: it only makes system calls.
///
/// The caller's end of the socket, close-on-exec, or -1 with errno.
int clinux_events_helper_start(const struct clinux_helper_place *place, pid_t *process);

#endif
