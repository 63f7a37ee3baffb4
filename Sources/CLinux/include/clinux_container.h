/// Processes with mounts of their own: the root that they see is put together from the machine's, and changed in memory.
///
/// Everything here is system calls alone, so that it may follow a fork of a process with threads.
/// Source: man 2 open_tree, move_mount, pivot_root, man 7 mount_namespaces, man 7 user_namespaces.
#ifndef SECRETD_CLINUX_CONTAINER_H
#define SECRETD_CLINUX_CONTAINER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// What a keeper answers.
enum {
    /// The mounts are in place.
    clinux_keeper_ready = 1,
    /// They cannot be: `error` is an errno or 0, `text` says at what.
    clinux_keeper_refused = 2,
    /// The command runs; `value` is its process id.
    clinux_keeper_started = 3,
    /// It could not be started: `error` and `text`.
    clinux_keeper_not_started = 4,
    /// It has ended, and all that it had started; `value` is what wait(2) tells.
    clinux_keeper_ended = 5,
    /// A mount with a subPath keeps its old file: `error` and `text`.
    clinux_keeper_stale = 6,
};

struct clinux_keeper_answer {
    uint32_t kind;
    int32_t error;
    int32_t value;
    char text[500];
};

/// Puts the calling process, which must have one thread, into a mount namespace of its own whose root has a directory
/// `/<hidden>` more than the machine's, empty and in memory. Where it may not mount, into a user namespace as well, in
/// which it is the same user. 0, or -1 with errno; `*call` is the call that failed then.
int clinux_enter_private_root(const char *hidden, const char **call);

/// Starts a keeper: a process that makes the mounts for a command, starts it, and ends with it. It does what comes
/// through the socket, and kills the command and all that it has started when the socket closes.
///
/// - hidden: a name in `/` that the command shall not see; or NULL. Borrowed for the call.
/// The caller's end of the socket, close-on-exec, or -1 with errno.
int clinux_keeper_start(const char *hidden, pid_t *process);

/// Has these signals go to a descriptor, which becomes the caller's, instead of having an effect; once a process.
/// By handlers: Swift's main queue waits for its work with every signal unblocked, so blocked ones would be lost on it.
/// The descriptor, or -1 with errno.
int clinux_catch_signals(const int *signals, int count);

/// Takes one signal from such a descriptor. `*fromTerminal`: the kernel sent it, to all processes in the foreground.
/// Its number, or -1 with errno: EAGAIN where there is none.
int clinux_read_signal(int descriptor, bool *from_terminal);

/// The target of the symbolic link `name`. Its length, or -1 with errno.
ssize_t clinux_read_link(int directory, const char *name, char *target, size_t size);

#endif
