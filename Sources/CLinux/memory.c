#include "clinux_memory.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U
#endif

int clinux_memory_file(const char *name) {
    int file = memfd_create(name, MFD_CLOEXEC | MFD_NOEXEC_SEAL);
    // Before Linux 6.3 the flag is unknown.
    return file >= 0 || errno != EINVAL ? file : memfd_create(name, MFD_CLOEXEC);
}

int clinux_reserve(int file, off_t offset, off_t length) { return fallocate(file, 0, offset, length); }

int clinux_punch(int file, off_t offset, off_t length) {
    return fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, length);
}

off_t clinux_next_data(int file, off_t offset) { return lseek(file, offset, SEEK_DATA); }

off_t clinux_next_hole(int file, off_t offset) { return lseek(file, offset, SEEK_HOLE); }

void clinux_keep_private(void *bytes, size_t count) {
    madvise(bytes, count, MADV_DONTDUMP);
    madvise(bytes, count, MADV_DONTFORK);
}

uint32_t clinux_load(const void *bytes, size_t offset) {
    return __atomic_load_n((const uint32_t *)((const char *)bytes + offset), __ATOMIC_ACQUIRE);
}

void clinux_store(void *bytes, size_t offset, uint32_t value) {
    __atomic_store_n((uint32_t *)((char *)bytes + offset), value, __ATOMIC_RELEASE);
}
