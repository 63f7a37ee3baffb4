#include "publish_floor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

int floor_mount(const char *path) {
    const unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME;
    // Kernels before 6.4 do not know noswap.
    if (mount("tmpfs", path, "tmpfs", flags, "mode=0755,noswap") == 0) return 0;
    return mount("tmpfs", path, "tmpfs", flags, "mode=0755") == 0 ? 0 : errno;
}

int floor_open(const char *parent, const char *name) {
    int directory = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return -errno;
    int root = -1;
    if (mkdirat(directory, name, 0755) == 0) root = openat(directory, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int error = errno;
    close(directory);
    return root < 0 ? -error : root;
}

static void generation_name(int generation, char name[40]) {
    snprintf(name, 40, "..2026_01_01_00_00_00.%010d", generation);
}

static int write_file(int directory, const char *name, const void *content, size_t size) {
    int file = openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (file < 0) return errno;
    int error = write(file, content, size) == (ssize_t)size ? 0 : errno;
    close(file);
    return error;
}

int floor_publish(int root, int generation, const void *content, size_t size, int keys, int changed) {
    char next_name[40], old_name[40], key[16], link[32];
    generation_name(generation, next_name);
    generation_name(generation - 1, old_name);
    if (mkdirat(root, next_name, 0755) < 0) return errno;
    int next = openat(root, next_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (next < 0) return errno;
    int old = -1;
    if (generation > 0) {
        old = openat(root, old_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (old < 0) return errno;
    }
    for (int i = 0; i < keys; i++) {
        snprintf(key, sizeof key, "key%d", i);
        if (i < changed) {
            int error = write_file(next, key, content, size);
            if (error) return error;
        } else if (linkat(old, key, next, key, 0) < 0) {
            return errno;
        }
        if (generation == 0) {
            snprintf(link, sizeof link, "..data/%s", key);
            if (symlinkat(link, root, key) < 0) return errno;
        }
    }
    if (symlinkat(next_name, root, "..data_tmp") < 0) return errno;
    if (renameat(root, "..data_tmp", root, "..data") < 0) return errno;
    close(next);
    if (generation == 0) return 0;
    for (int i = 0; i < keys; i++) {
        snprintf(key, sizeof key, "key%d", i);
        if (unlinkat(old, key, 0) < 0) return errno;
    }
    close(old);
    return unlinkat(root, old_name, AT_REMOVEDIR) == 0 ? 0 : errno;
}
