#include "clinux_filesystem.h"
#include "clinux_mount.h"
#include "container_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct directory_entry {
    uint64_t inode;
    int64_t offset;
    unsigned short length;
    unsigned char type;
    char name[];
};

int trouble(struct trouble *trouble, int error, const char *first, const char *second, const char *third,
            const char *fourth) {
    trouble->error = error;
    snprintf(trouble->text, sizeof trouble->text, "%s%s%s%s", first, second, third, fourth);
    return -1;
}

static int write_text(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return -1;
    ssize_t written = write(file, text, strlen(text));
    int error = errno;
    close(file);
    errno = error;
    return written < 0 ? -1 : 0;
}

/// In a user namespace of its own the process is who it was.
static int map_itself(uid_t user, gid_t group) {
    char text[64];
    // The files are root's while the process is not dumpable.
    int dumpable = prctl(PR_GET_DUMPABLE);
    prctl(PR_SET_DUMPABLE, 1);
    int result = write_text("/proc/self/setgroups", "deny");
    if (result != 0 && errno == ENOENT) result = 0;
    snprintf(text, sizeof text, "%u %u 1", user, user);
    if (result == 0) result = write_text("/proc/self/uid_map", text);
    snprintf(text, sizeof text, "%u %u 1", group, group);
    if (result == 0) result = write_text("/proc/self/gid_map", text);
    int error = errno;
    if (dumpable != 1) prctl(PR_SET_DUMPABLE, 0);
    errno = error;
    return result;
}

int enter_namespaces(struct trouble *out) {
    uid_t user = geteuid();
    gid_t group = getegid();
    if (unshare(CLONE_NEWNS) != 0) {
        if (errno != EPERM) return trouble(out, errno, "unshare", "", "", "");
        if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
            return trouble(out, errno, "this machine does not let its users make namespaces", "", "", "");
        if (map_itself(user, group) != 0) return trouble(out, errno, "cannot write /proc/self/uid_map", "", "", "");
    }
    // Nothing that is mounted here may reach the machine; what the machine mounts still comes.
    if (mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) != 0) return trouble(out, errno, "mount /", "", "", "");
    return 0;
}

int new_tmpfs(const char *mode) {
    int context = clinux_fsopen("tmpfs");
    if (context < 0) return -1;
    int mounted = -1;
    if (clinux_fsconfig_string(context, "source", "secretd-exec") == 0 &&
        clinux_fsconfig_string(context, "mode", mode) == 0 && clinux_fsconfig_create(context) == 0)
        mounted = clinux_fsmount_writable(context);
    int error = errno;
    close(context);
    errno = error;
    return mounted;
}

/// Makes `name` in `into` what `name` is in `from`. An entry that may not be looked at is left out.
static int copy_entry(int from, int into, const char *name, int stage, int *staged, struct trouble *out) {
    struct stat status;
    if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return 0;
    if (S_ISLNK(status.st_mode)) {
        char target[longest_name];
        ssize_t length = readlinkat(from, name, target, sizeof target - 1);
        if (length < 0) return 0;
        target[length] = 0;
        if (symlinkat(target, into, name) != 0) return trouble(out, errno, "symlink /", name, "", "");
        return 0;
    }
    int clone = clinux_clone_tree(from, name);
    if (clone < 0) return 0;
    int place;
    if (S_ISDIR(status.st_mode)) {
        if (mkdirat(into, name, 0755) != 0) return trouble(out, errno, "mkdir /", name, "", "");
    } else {
        int file = openat(into, name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);
        if (file < 0) return trouble(out, errno, "create /", name, "", "");
        close(file);
    }
    if (stage >= 0 && !*staged && S_ISDIR(status.st_mode)) {
        // Under this entry of the machine's nobody finds it, while it stays attached.
        place = openat(into, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
        if (place < 0 || clinux_move_mount(stage, place) != 0) return trouble(out, errno, "move_mount", "", "", "");
        close(place);
        *staged = 1;
    }
    place = openat(into, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (place < 0 || clinux_move_mount(clone, place) != 0)
        return trouble(out, errno, "move_mount /", name, "", "");
    close(place);
    close(clone);
    return 0;
}

static int copy_entries(int from, int into, const char *hidden, int stage, struct trouble *out) {
    char buffer[32768] __attribute__((aligned(8)));
    int staged = 0;
    long count;
    while ((count = syscall(SYS_getdents64, from, buffer, sizeof buffer)) > 0) {
        for (long offset = 0; offset < count;) {
            struct directory_entry *entry = (struct directory_entry *)(buffer + offset);
            offset += entry->length;
            if (strcmp(entry->name, ".") == 0 || strcmp(entry->name, "..") == 0) continue;
            if (hidden != NULL && strcmp(entry->name, hidden) == 0) continue;
            if (copy_entry(from, into, entry->name, stage, &staged, out) != 0) return -1;
        }
    }
    if (count < 0) return trouble(out, errno, "readdir", "", "", "");
    if (stage >= 0 && !staged) return trouble(out, ENOTDIR, "/ has no directory", "", "", "");
    return 0;
}

int build_root(struct private_root *root, const char *extra, const char *hidden, bool with_stage,
               struct trouble *out) {
    *root = (struct private_root){.root = -1, .stage = -1};
    char directory[longest_name];
    bool had_directory = getcwd(directory, sizeof directory) != NULL && directory[0] == '/';
    int old = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (old < 0) return trouble(out, errno, "open /", "", "", "");
    root->root = new_tmpfs("0755");
    if (root->root < 0) return trouble(out, errno, "cannot make a tmpfs", "", "", "");
    if (with_stage && (root->stage = new_tmpfs("0700")) < 0)
        return trouble(out, errno, "cannot make a tmpfs", "", "", "");
    if (clinux_move_mount_to(root->root, "/") != 0) return trouble(out, errno, "move_mount", "", "", "");
    if (copy_entries(old, root->root, hidden, root->stage, out) != 0) return -1;
    if (extra != NULL && mkdirat(root->root, extra, 0700) != 0) return trouble(out, errno, "mkdir /", extra, "", "");
    if (fchdir(root->root) != 0) return trouble(out, errno, "fchdir", "", "", "");
    if (syscall(SYS_pivot_root, ".", ".") == 0) {
        if (umount2(".", MNT_DETACH) != 0) return trouble(out, errno, "umount2", "", "", "");
    } else if (chroot(".") != 0) {
        return trouble(out, errno, "pivot_root", "", "", "");
    }
    close(old);
    if (!had_directory || chdir(directory) != 0) {
        if (chdir("/") != 0) return trouble(out, errno, "chdir /", "", "", "");
    }
    root->levels[root->level_count++] = root->root;
    return 0;
}

/// Covers the directory that `directory` is with one in memory that has the same entries.
static int make_level(struct private_root *root, const char *path, struct trouble *out) {
    if (root->level_count == most_levels) return trouble(out, E2BIG, "too many mount points", "", "", "");
    int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct stat status;
    if (directory < 0 || fstat(directory, &status) != 0)
        return trouble(out, errno, "cannot make a mount point in ", path, "", "");
    int level = new_tmpfs("0755");
    if (level < 0) return trouble(out, errno, "cannot make a tmpfs", "", "", "");
    // Attached first: what is detached takes no mounts before Linux 6.15.
    if (clinux_move_mount(level, directory) != 0) return trouble(out, errno, "move_mount ", path, "", "");
    // Only root can have another owner; whoever cannot is the only one who looks.
    if (fchownat(level, "", status.st_uid, status.st_gid, AT_EMPTY_PATH) != 0) errno = 0;
    if (fchmodat(level, ".", status.st_mode & 07777, 0) != 0) return trouble(out, errno, "chmod ", path, "", "");
    if (copy_entries(directory, level, NULL, -1, out) != 0) return -1;
    close(directory);
    root->levels[root->level_count++] = level;
    return level;
}

static uint64_t device_of(int place) {
    uint64_t device = 0, inode = 0;
    clinux_identity(place, &device, &inode);
    return device;
}

/// The filesystem of ours that `place` is in; -1 where it is another's.
static int level_of(const struct private_root *root, int place) {
    for (int index = 0; index < root->level_count; index++)
        if (device_of(root->levels[index]) == device_of(place)) return index;
    for (int index = 0; index < root->own_count; index++)
        if (root->own[index] == device_of(place)) return root->level_count + index;
    return -1;
}

int mount_place(struct private_root *root, const char *path, bool is_directory, const uint64_t *foreign,
                int foreign_count, struct trouble *out) {
    char prefix[longest_name];
    size_t length = strlen(path);
    if (length >= sizeof prefix || path[0] != '/') return trouble(out, ENAMETOOLONG, path, "", "", "");
    size_t done = 0;
    while (done < length) {
        size_t next = done + 1;
        while (next < length && path[next] != '/') next++;
        memcpy(prefix, path, next);
        prefix[next] = 0;
        int there = open(prefix, O_PATH | O_CLOEXEC);
        if (there < 0 && errno == ENOENT) {
            memcpy(prefix, path, done);
            prefix[done] = 0;
            const char *parent = done == 0 ? "/" : prefix;
            int above = open(parent, O_PATH | O_DIRECTORY | O_CLOEXEC);
            if (above < 0) return trouble(out, errno, "cannot make a mount point in ", parent, "", "");
            if (level_of(root, above) < 0) {
                for (int index = 0; index < foreign_count; index++)
                    if (foreign[index] == device_of(above))
                        return trouble(out, 0, "mountPath ", path, ": the volume mounted above it has nothing there", "");
                close(above);
                if (make_level(root, parent, out) < 0) return -1;
                above = open(parent, O_PATH | O_DIRECTORY | O_CLOEXEC);
                if (above < 0) return trouble(out, errno, "open ", parent, "", "");
            }
            char name[longest_name];
            memcpy(name, path + done + 1, next - done - 1);
            name[next - done - 1] = 0;
            int made;
            if (next < length || is_directory) {
                made = mkdirat(above, name, 0755);
            } else {
                made = openat(above, name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);
                if (made >= 0) made = close(made);
            }
            close(above);
            if (made != 0) return trouble(out, errno, "cannot make a mount point at ", path, "", "");
            memcpy(prefix, path, next);
            prefix[next] = 0;
            there = open(prefix, O_PATH | O_CLOEXEC);
        }
        if (there < 0) return trouble(out, errno, "mountPath ", path, "", "");
        if (next == length) return there;
        close(there);
        done = next;
    }
    return trouble(out, EINVAL, "mountPath ", path, "", "");
}

int seal_root(struct private_root *root, struct trouble *out) {
    for (int index = 0; index < root->level_count; index++)
        if (clinux_mount_make_readonly(root->levels[index]) != 0)
            return trouble(out, errno, "mount_setattr", "", "", "");
    return 0;
}

int clinux_enter_private_root(const char *hidden, const char **call) {
    static struct private_root root;
    static struct trouble out;
    mode_t mask = umask(0);
    int result = enter_namespaces(&out);
    if (result == 0) result = build_root(&root, hidden, NULL, false, &out);
    if (result == 0) close(root.root);
    umask(mask);
    *call = out.text;
    errno = out.error;
    return result;
}
