/// Looking at filesystems: system calls and structures that the C library, or Swift's view of it, lacks.
#ifndef SECRETD_CLINUX_FILESYSTEM_H
#define SECRETD_CLINUX_FILESYSTEM_H

#include <stdint.h>
#include <sys/sysmacros.h>
#include <sys/types.h>
#include <sys/vfs.h>

/// Opens `path` below `directory` with no symbolic link and no magic link followed in any component and without a way
/// out of `directory`. -1 and errno ENOSYS before Linux 5.6. Source: man 2 openat2.
int clinux_openat_beneath(int directory, const char *path, int flags, mode_t mode);

/// Whether `descriptor` is the root of a mount: 1 yes, 0 no, -1 errno. Source: man 2 statx, STATX_ATTR_MOUNT_ROOT.
/// Before Linux 5.8 the device numbers of the directory and its parent are compared, which misses bind mounts.
int clinux_is_mount_root(int descriptor);

/// Opens the directory at `path` as a place only (O_PATH): its filesystem is not asked. -1 with errno.
int clinux_open_place(const char *path);

/// Asks the filesystem that `descriptor` is on for its status, whatever is cached: 0, or -1 with errno.
/// Source: man 2 statx AT_STATX_FORCE_SYNC.
int clinux_ask(int descriptor);

/// Device and inode number of `descriptor` as the kernel has them, without asking the filesystem. 0, or -1 with errno.
/// Source: man 2 statx AT_STATX_DONT_SYNC.
int clinux_identity(int descriptor, uint64_t *device, uint64_t *inode);

#endif
