#include "clinux_filesystem.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#ifndef STATX_ATTR_MOUNT_ROOT
#define STATX_ATTR_MOUNT_ROOT 0x00002000
#endif

// From linux/openat2.h, which older headers lack.
enum {
    resolve_no_magiclinks = 0x02,
    resolve_no_symlinks = 0x04,
    resolve_beneath = 0x08,
};

struct how_to_open {
    uint64_t flags;
    uint64_t mode;
    uint64_t resolve;
};

int clinux_openat_beneath(int directory, const char *path, int flags, mode_t mode) {
    struct how_to_open how = {
        .flags = (uint64_t)flags,
        .mode = (flags & O_CREAT) ? mode : 0,
        .resolve = resolve_beneath | resolve_no_symlinks | resolve_no_magiclinks,
    };
    return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
}

int clinux_is_mount_root(int descriptor) {
    struct statx status;
    if (statx(descriptor, "", AT_EMPTY_PATH | AT_NO_AUTOMOUNT, STATX_TYPE, &status) != 0) return -1;
    if (status.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT)
        return (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
    struct statx parent;
    if (statx(descriptor, "..", AT_NO_AUTOMOUNT, STATX_TYPE, &parent) != 0) return -1;
    return status.stx_dev_major != parent.stx_dev_major || status.stx_dev_minor != parent.stx_dev_minor;
}

int clinux_open_place(const char *path) { return open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC); }

int clinux_identity(int descriptor, uint64_t *device, uint64_t *inode) {
    struct statx status;
    int flags = AT_EMPTY_PATH | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC;
    if (statx(descriptor, "", flags, STATX_INO, &status) != 0) return -1;
    *device = makedev(status.stx_dev_major, status.stx_dev_minor);
    *inode = status.stx_ino;
    return 0;
}

int clinux_ask(int descriptor) {
    struct statx status;
    return statx(descriptor, "", AT_EMPTY_PATH | AT_NO_AUTOMOUNT | AT_STATX_FORCE_SYNC, STATX_BASIC_STATS, &status);
}
