/// Descriptors that travel between processes: the macros of control messages are out of Swift's reach.
#ifndef SECRETD_CLINUX_DESCRIPTORS_H
#define SECRETD_CLINUX_DESCRIPTORS_H

#include <stddef.h>

/// Sends one datagram to `address` with `descriptor` attached. 0, or -1 with errno. Source: man 7 unix SCM_RIGHTS.
int clinux_send_descriptor(int socket, const void *address, unsigned length, const void *message,
                           size_t count, int descriptor);

/// Receives a message of at most `*count` bytes with one descriptor, close-on-exec; blocks. `*count` becomes its length.
/// The descriptor; -1 with errno; errno is 0 where the message had none or the other end has closed.
int clinux_receive_descriptor(int socket, void *message, size_t *count);

#endif
