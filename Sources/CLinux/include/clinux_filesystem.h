/// Looking at filesystems: system calls and structures that the C library, or Swift's view of it, lacks.
#ifndef SECRETD_CLINUX_FILESYSTEM_H
#define SECRETD_CLINUX_FILESYSTEM_H

#include <sys/sysmacros.h>
#include <sys/types.h>
#include <sys/vfs.h>

/// Opens `path` below `directory` with no symbolic link and no magic link followed in any component and without a way
/// out of `directory`. -1 and errno ENOSYS before Linux 5.6. Source: man 2 openat2.
int clinux_openat_beneath(int directory, const char *path, int flags, mode_t mode);

/// Whether `descriptor` is the root of a mount: 1 yes, 0 no, -1 errno. Source: man 2 statx, STATX_ATTR_MOUNT_ROOT.
/// Before Linux 5.8 the device numbers of the directory and its parent are compared, which misses bind mounts.
int clinux_is_mount_root(int descriptor);

#endif
