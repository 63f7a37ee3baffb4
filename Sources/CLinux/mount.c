#include "clinux_mount.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

// The numbers are the same on every architecture that secretd runs on; headers older than the call lack the names.
#ifndef SYS_open_tree
#define SYS_open_tree 428
#endif
#ifndef SYS_move_mount
#define SYS_move_mount 429
#endif
#ifndef SYS_fsopen
#define SYS_fsopen 430
#endif
#ifndef SYS_fsconfig
#define SYS_fsconfig 431
#endif
#ifndef SYS_fsmount
#define SYS_fsmount 432
#endif
#ifndef SYS_fspick
#define SYS_fspick 433
#endif
#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif

// From linux/mount.h, which cannot be included next to sys/mount.h everywhere.
enum {
    fsopen_cloexec = 0x01,
    fsconfig_set_flag = 0,
    fsconfig_set_string = 1,
    fsconfig_cmd_create = 6,
    fsconfig_cmd_reconfigure = 7,
    fsmount_cloexec = 0x01,
    mount_attr_rdonly = 0x01,
    mount_attr_nosuid = 0x02,
    mount_attr_nodev = 0x04,
    mount_attr_noexec = 0x08,
    mount_attr_noatime = 0x10,
    move_mount_f_empty_path = 0x04,
    move_mount_t_empty_path = 0x40,
    move_mount_t_symlinks = 0x10,
    move_mount_beneath = 0x200,
    recursive = 0x8000,
    resolve_no_magiclinks = 0x02,
    resolve_beneath = 0x08,
    open_tree_clone = 0x01,
    open_tree_cloexec = O_CLOEXEC,
    fspick_cloexec = 0x01,
    fspick_empty_path = 0x08,
};

struct how_to_open {
    uint64_t flags;
    uint64_t mode;
    uint64_t resolve;
};

struct mount_attributes {
    uint64_t set;
    uint64_t clear;
    uint64_t propagation;
    uint64_t userns_fd;
};

int clinux_fsopen(const char *type) { return (int)syscall(SYS_fsopen, type, fsopen_cloexec); }

int clinux_fsconfig_string(int context, const char *key, const char *value) {
    return (int)syscall(SYS_fsconfig, context, fsconfig_set_string, key, value, 0);
}

int clinux_fsconfig_flag(int context, const char *key) {
    return (int)syscall(SYS_fsconfig, context, fsconfig_set_flag, key, NULL, 0);
}

int clinux_fsconfig_create(int context) {
    return (int)syscall(SYS_fsconfig, context, fsconfig_cmd_create, NULL, NULL, 0);
}

int clinux_fsconfig_reconfigure(int context) {
    return (int)syscall(SYS_fsconfig, context, fsconfig_cmd_reconfigure, NULL, NULL, 0);
}

int clinux_fsmount_readonly(int context) {
    return (int)syscall(SYS_fsmount, context, fsmount_cloexec,
                        mount_attr_rdonly | mount_attr_nosuid | mount_attr_nodev | mount_attr_noexec |
                            mount_attr_noatime);
}

int clinux_move_mount(int mount, int target) {
    return (int)syscall(SYS_move_mount, mount, "", target, "", move_mount_f_empty_path | move_mount_t_empty_path);
}

int clinux_open_tree_clone(int mount) {
    return (int)syscall(SYS_open_tree, mount, "", AT_EMPTY_PATH | open_tree_clone | open_tree_cloexec);
}

int clinux_open_tree_clone_path(const char *path) {
    return (int)syscall(SYS_open_tree, AT_FDCWD, path, AT_SYMLINK_NOFOLLOW | open_tree_clone | open_tree_cloexec);
}

int clinux_mount_make_writable(int mount) {
    struct mount_attributes attributes = {.clear = mount_attr_rdonly};
    return (int)syscall(SYS_mount_setattr, mount, "", AT_EMPTY_PATH, &attributes, sizeof attributes);
}

int clinux_fspick(int mount) {
    return (int)syscall(SYS_fspick, mount, "", fspick_cloexec | fspick_empty_path);
}

int clinux_clone_tree(int directory, const char *path) {
    unsigned flags = AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW | recursive | open_tree_clone | open_tree_cloexec;
    return (int)syscall(SYS_open_tree, directory, path, flags);
}

int clinux_fsmount_writable(int context) {
    return (int)syscall(SYS_fsmount, context, fsmount_cloexec, mount_attr_nosuid | mount_attr_nodev);
}

int clinux_move_mount_to(int mount, const char *path) {
    return (int)syscall(SYS_move_mount, mount, "", AT_FDCWD, path, move_mount_f_empty_path | move_mount_t_symlinks);
}

int clinux_move_mount_beneath(int mount, const char *path) {
    return (int)syscall(SYS_move_mount, mount, "", AT_FDCWD, path,
                        move_mount_f_empty_path | move_mount_t_symlinks | move_mount_beneath);
}

int clinux_mount_make_readonly(int mount) {
    struct mount_attributes attributes = {.set = mount_attr_rdonly | mount_attr_nosuid | mount_attr_nodev};
    return (int)syscall(SYS_mount_setattr, mount, "", AT_EMPTY_PATH, &attributes, sizeof attributes);
}

int clinux_open_within(int directory, const char *path) {
    struct how_to_open how = {
        .flags = O_PATH | O_CLOEXEC,
        .resolve = resolve_beneath | resolve_no_magiclinks,
    };
    return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
}
