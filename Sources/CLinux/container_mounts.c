#include "clinux_filesystem.h"
#include "clinux_mount.h"
#include "container_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

/// Attaches the volumes on the stage: only what is attached in this namespace can be copied from.
static int stage_volumes(struct keeper_mounts *mounts, struct trouble *out) {
    for (int index = 0; index < mounts->volume_count; index++) {
        char name[16];
        snprintf(name, sizeof name, "%d", index);
        mounts->is_own[index] = mounts->volumes[index] < 0;
        if (mounts->is_own[index]) mounts->volumes[index] = new_tmpfs("0777");
        int volume = mounts->volumes[index];
        if (volume < 0) return trouble(out, errno, "cannot make a tmpfs", "", "", "");
        if (!mounts->is_own[index] && clinux_mount_make_readonly(volume) != 0)
            return trouble(out, errno, "mount_setattr", "", "", "");
        if (mkdirat(mounts->root.stage, name, 0755) != 0) return trouble(out, errno, "mkdir", "", "", "");
        int place = openat(mounts->root.stage, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (place < 0 || clinux_move_mount(volume, place) != 0) return trouble(out, errno, "move_mount", "", "", "");
        close(place);
        uint64_t inode;
        if (clinux_identity(volume, &mounts->devices[index], &inode) != 0)
            return trouble(out, errno, "statx", "", "", "");
        if (mounts->is_own[index]) mounts->root.own[mounts->root.own_count++] = mounts->devices[index];
    }
    return 0;
}

/// Directories of a subPath are made in the command's own volumes, as Kubernetes makes them.
static void make_directories(int volume, const char *path) {
    char prefix[longest_name];
    size_t length = strlen(path);
    if (length >= sizeof prefix) return;
    for (size_t index = 1; index <= length; index++) {
        if (index < length && path[index] != '/') continue;
        memcpy(prefix, path, index);
        prefix[index] = 0;
        mkdirat(volume, prefix, 0777);
    }
}

/// What shall be mounted; a detached copy, or -1 with trouble. Fills in what it is.
static int source_of(struct keeper_mounts *mounts, struct keeper_mount *mount, struct trouble *out) {
    int volume = mounts->volumes[mount->volume];
    int place = -1;
    if (mount->sub_path != NULL) {
        if (mounts->is_own[mount->volume]) make_directories(volume, mount->sub_path);
        place = clinux_open_within(volume, mount->sub_path);
        if (place < 0 && errno == ENOENT)
            return trouble(out, 0, "mountPath ", mount->path, ": the volume has no subPath ", mount->sub_path);
        if (place < 0) return trouble(out, errno, "subPath ", mount->sub_path, "", "");
    }
    int source = place < 0 ? volume : place;
    struct stat status;
    int clone = -1;
    if (clinux_identity(source, &mount->device, &mount->inode) == 0 &&
        fstatat(source, "", &status, AT_EMPTY_PATH) == 0) {
        mount->is_directory = S_ISDIR(status.st_mode);
        clone = clinux_open_tree_clone(source);
    }
    int error = errno;
    if (place >= 0) close(place);
    if (clone < 0) return trouble(out, error, "open_tree for ", mount->path, "", "");
    if (mount->is_read_only && clinux_mount_make_readonly(clone) != 0) {
        error = errno;
        close(clone);
        return trouble(out, error, "mount_setattr for ", mount->path, "", "");
    }
    return clone;
}

static int attach(struct keeper_mounts *mounts, struct keeper_mount *mount, struct trouble *out) {
    int source = source_of(mounts, mount, out);
    if (source < 0) return -1;
    int place = mount_place(&mounts->root, mount->path, mount->is_directory, mounts->devices, mounts->volume_count, out);
    if (place < 0) return -1;
    struct stat status;
    if (fstatat(place, "", &status, AT_EMPTY_PATH) == 0 && S_ISDIR(status.st_mode) != mount->is_directory)
        return trouble(out, 0, "mountPath ", mount->path,
                       mount->is_directory ? ": a directory cannot be mounted on the file that is there"
                                           : ": a file cannot be mounted on the directory that is there",
                       "");
    if (clinux_move_mount(source, place) != 0) return trouble(out, errno, "move_mount ", mount->path, "", "");
    close(place);
    close(source);
    return 0;
}

int attach_all(struct keeper_mounts *mounts, const char *hidden, struct trouble *out) {
    if (enter_namespaces(out) != 0) return -1;
    if (build_root(&mounts->root, NULL, hidden, true, out) != 0) return -1;
    if (stage_volumes(mounts, out) != 0) return -1;
    for (int index = 0; index < mounts->mount_count; index++)
        if (attach(mounts, &mounts->mounts[index], out) != 0) return -1;
    return seal_root(&mounts->root, out);
}

static int follow(struct keeper_mounts *mounts, struct keeper_mount *mount, struct trouble *out) {
    struct keeper_mount now = *mount;
    int source = source_of(mounts, &now, out);
    if (source < 0) return -1;
    if (now.device == mount->device && now.inode == mount->inode) return close(source);
    int result = 0;
    if (now.is_directory != mount->is_directory) {
        result = trouble(out, ENOTDIR, "mountPath ", mount->path, "", "");
    } else if (clinux_move_mount_beneath(source, mount->path) == 0) {
        // Nobody finds nothing there, at no moment.
        if (umount2(mount->path, MNT_DETACH) != 0) result = trouble(out, errno, "umount2 ", mount->path, "", "");
    } else if (errno != EINVAL || clinux_move_mount_to(source, mount->path) != 0) {
        result = trouble(out, errno, "move_mount ", mount->path, "", "");
    }
    close(source);
    if (result == 0) *mount = now;
    return result;
}

int follow_sub_paths(struct keeper_mounts *mounts, int volume, struct trouble *out) {
    int result = 0;
    for (int index = 0; index < mounts->mount_count; index++) {
        struct keeper_mount *mount = &mounts->mounts[index];
        if (mount->volume == volume && mount->sub_path != NULL && follow(mounts, mount, out) != 0) result = -1;
    }
    return result;
}
