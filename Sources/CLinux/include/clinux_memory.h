/// Files that live in memory, and memory that stays private: system calls and constants behind _GNU_SOURCE.
#ifndef SECRETD_CLINUX_MEMORY_H
#define SECRETD_CLINUX_MEMORY_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// A file in memory without a name, close-on-exec, never executable where the kernel knows that (Linux 6.3).
/// -1 with errno. Source: man 2 memfd_create.
int clinux_memory_file(const char *name);

/// Gives pages to a range of a file, and makes the file longer where the range needs it. 0, or -1 with errno.
/// Source: man 2 fallocate.
int clinux_reserve(int file, off_t offset, off_t length);

/// Gives a range's pages back; it reads as zeros. 0, or -1 with errno. Source: man 2 fallocate FALLOC_FL_PUNCH_HOLE.
int clinux_punch(int file, off_t offset, off_t length);

/// The first offset at or after `offset` that has data; -1 with errno ENXIO behind the last. Source: man 2 lseek.
off_t clinux_next_data(int file, off_t offset);

/// The first offset at or after `offset` that has none. Source: man 2 lseek SEEK_HOLE.
off_t clinux_next_hole(int file, off_t offset);

/// Keeps a mapping out of core dumps and out of child processes. Source: man 2 madvise MADV_DONTDUMP, MADV_DONTFORK.
void clinux_keep_private(void *bytes, size_t count);

/// Reads and writes a number in shared memory as one step; what was written before a store is seen by whoever sees it.
uint32_t clinux_load(const void *bytes, size_t offset);
void clinux_store(void *bytes, size_t offset, uint32_t value);

#endif
