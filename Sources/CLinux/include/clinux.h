/// What Swift cannot reach of Linux: constants behind _GNU_SOURCE, system calls that the C library of an older
/// distribution may lack, and wiping that the optimiser may not remove.
#ifndef SECRETD_CLINUX_H
#define SECRETD_CLINUX_H

#include <stddef.h>
#include <stdint.h>

/// Overwrites `count` bytes with zeros; never optimised away. Source: man 3 explicit_bzero.
void clinux_wipe(void *bytes, size_t count);

#endif
