/// Starting a command for an administrator's hook: what posix_spawn cannot do, above all the umask and the user.
#ifndef SECRETD_CLINUX_HOOK_H
#define SECRETD_CLINUX_HOOK_H

#include <stddef.h>
#include <stdint.h>

struct clinux_hook {
    const char *path;
    char *const *arguments;
    char *const *environment;
    /// Standard input, output and error; borrowed.
    int input, output, error;
    /// Whether the three below are set; otherwise they stay as they are.
    int switches_user;
    uint32_t user;
    uint32_t group;
    const uint32_t *groups;
    size_t group_count;
};

/// Starts the command in a session of its own, in /, with umask 077, default signals, at most 1024 descriptors allowed
/// and none open but the three, and with the usual standing where memory is short.
///
/// The pid, once the command itself runs; -1 with errno, also where the child could not become what it should.
/// The caller waits for it.
int clinux_hook_start(const struct clinux_hook *hook);

/// A pipe, close-on-exec; reading never blocks. 0, or -1 with errno.
int clinux_hook_pipe(int ends[2]);

#endif
