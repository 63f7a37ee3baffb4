// What the files of a container's keeper share.
#ifndef SECRETD_CONTAINER_PARTS_H
#define SECRETD_CONTAINER_PARTS_H

#include "clinux_container.h"

#include <stddef.h>

enum { most_mounts = 512, most_levels = 512, longest_name = 4096 };

/// A failure that is on its way to whoever asked: the call or the place, and errno.
struct trouble {
    int error;
    char text[500];
};

/// Notes `errno` and the pieces of a text, and gives -1.
int trouble(struct trouble *trouble, int error, const char *first, const char *second, const char *third,
            const char *fourth);

/// A root that is being put together.
struct private_root {
    /// The new root's tmpfs.
    int root;
    /// A tmpfs that nobody sees; -1 where none is wanted.
    int stage;
    /// Levels of directories that were put together anew: to be read-only in the end.
    int levels[most_levels];
    int level_count;
    /// Filesystems of the command's own, in which mount points are simply made.
    uint64_t own[256];
    int own_count;
};

/// Takes the process into namespaces of its own. 0, or -1 with trouble.
int enter_namespaces(struct trouble *trouble);
/// Builds the root and makes it the process's. `extra` is made in it, `hidden` left out of it, either may be NULL.
int build_root(struct private_root *root, const char *extra, const char *hidden, bool with_stage,
               struct trouble *trouble);
/// Gives a place to mount on at `path` in the process's root: what is there, or made in memory. An O_PATH descriptor.
/// `foreign` says which devices no level can be put together on.
int mount_place(struct private_root *root, const char *path, bool is_directory, const uint64_t *foreign,
                int foreign_count, struct trouble *trouble);
/// Makes all levels read-only.
int seal_root(struct private_root *root, struct trouble *trouble);
/// A new writable tmpfs, detached. -1 with errno.
int new_tmpfs(const char *mode);

/// One mount of the command's.
struct keeper_mount {
    const char *path;
    int volume;
    /// NULL for the whole volume.
    const char *sub_path;
    bool is_read_only;
    /// Of what is mounted.
    uint64_t device, inode;
    bool is_directory;
};

/// Volumes on the stage, and what is mounted of them.
struct keeper_mounts {
    struct private_root root;
    /// O_PATH; -1: a tmpfs of the command's own is to be made.
    int volumes[256];
    bool is_own[256];
    uint64_t devices[256];
    int volume_count;
    struct keeper_mount mounts[most_mounts];
    int mount_count;
};

int attach_all(struct keeper_mounts *mounts, const char *hidden, struct trouble *trouble);
/// Mounts anew what has moved of `volume`'s subPaths. 0, or -1 with trouble for the last one that could not.
int follow_sub_paths(struct keeper_mounts *mounts, int volume, struct trouble *trouble);

/// The next of the strings in `*cursor`, each with its NUL; NULL at the end.
const char *next_string(const char **cursor, const char *end);
long next_number(const char **cursor, const char *end);

/// What a command needs to start; pointers into the order.
struct keeper_start {
    const char *directory;
    /// Paths to try, in order; NULL at the end.
    char **paths;
    /// With room for one more before the first.
    char **arguments;
    char **variables;
    bool changes_user;
    uid_t user;
    gid_t group, groups[256];
    int group_count;
};

/// Starts it. Its process id, or -1 with trouble.
pid_t start_command(const struct keeper_start *start, struct trouble *trouble);
/// Kills all children of the calling process, and theirs, until there are none.
void end_children(void);

#endif
