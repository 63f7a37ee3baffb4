/// The mount API of Linux 5.2 (mount_setattr: 5.12), by system call number: older C libraries lack it.
///
/// Each call returns -1 and sets errno, ENOSYS where the kernel has none.
/// Source: man 2 fsopen, fsconfig, fsmount, open_tree, move_mount, mount_setattr, fspick (linux/mount.h).
#ifndef SECRETD_CLINUX_MOUNT_H
#define SECRETD_CLINUX_MOUNT_H

/// A new filesystem context for `type`, close-on-exec.
int clinux_fsopen(const char *type);
/// Sets a parameter with a value.
int clinux_fsconfig_string(int context, const char *key, const char *value);
/// Sets a parameter without a value.
int clinux_fsconfig_flag(int context, const char *key);
/// Makes the superblock from the parameters.
int clinux_fsconfig_create(int context);
/// Changes the superblock of a context from clinux_fspick to the parameters.
int clinux_fsconfig_reconfigure(int context);
/// A detached read-only mount of the context's superblock: nosuid, nodev, noexec, noatime, close-on-exec.
int clinux_fsmount_readonly(int context);
/// Attaches the detached mount `mount` on the directory `target`.
int clinux_move_mount(int mount, int target);
/// A detached copy of the mount that the directory `mount` is on, close-on-exec.
int clinux_open_tree_clone(int mount);
/// The same of the mount that the directory at the absolute `path` is on, with that directory as its root.
int clinux_open_tree_clone_path(const char *path);
/// Lifts read-only from the mount `mount`; its other flags stay.
int clinux_mount_make_writable(int mount);
/// A context to reconfigure the superblock that the directory `mount` is the root of, close-on-exec.
int clinux_fspick(int mount);

/// A detached copy, close-on-exec, of what `path` in `directory` leads to, with all that is mounted below it. A symbolic
/// link is not followed.
int clinux_clone_tree(int directory, const char *path);
/// A detached writable mount of the context's superblock: nosuid, nodev, close-on-exec.
int clinux_fsmount_writable(int context);
/// Attaches the detached mount `mount` on `path`.
int clinux_move_mount_to(int mount, const char *path);
/// Attaches the detached mount `mount` beneath the one at `path`. EINVAL before Linux 6.5.
int clinux_move_mount_beneath(int mount, const char *path);
/// Makes the mount `mount` read-only, nosuid and nodev.
int clinux_mount_make_readonly(int mount);
/// Opens `path` below `directory` as a place (O_PATH): links are followed, and none leads out of it.
int clinux_open_within(int directory, const char *path);

#endif
