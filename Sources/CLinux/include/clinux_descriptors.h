/// Descriptors that travel between processes: the macros of control messages are out of Swift's reach.
#ifndef SECRETD_CLINUX_DESCRIPTORS_H
#define SECRETD_CLINUX_DESCRIPTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/// The most descriptors that one message carries here; the kernel's own limit is 253. Source: man 7 unix SCM_MAX_FD.
enum { clinux_most_descriptors = 250 };

/// The next connection of a listening socket, close-on-exec; -1 with errno. Source: man 2 accept4.
int clinux_accept(int socket, bool blocks);

/// Sends one datagram to `address` with `descriptor` attached. 0, or -1 with errno. Source: man 7 unix SCM_RIGHTS.
int clinux_send_descriptor(int socket, const void *address, unsigned length, const void *message,
                           size_t count, int descriptor);

/// Receives a message of at most `*count` bytes with one descriptor, close-on-exec; blocks. `*count` becomes its length.
/// The descriptor; -1 with errno; errno is 0 where the message had none or the other end has closed.
int clinux_receive_descriptor(int socket, void *message, size_t *count);

/// Sends on a connected stream, with `number` descriptors attached to the first byte; none may be attached too.
/// How many bytes went, or -1 with errno: EINVAL for more than `clinux_most_descriptors`.
ssize_t clinux_send_descriptors(int socket, const void *message, size_t count, const int *descriptors, size_t number);

/// Receives at most `count` bytes from a stream, and at most `*number` descriptors, close-on-exec; blocks.
/// `*number` becomes how many came. How many bytes came, 0 at the end; -1 with errno: EMSGSIZE where more descriptors
/// came than there is room for; those that came are closed then.
ssize_t clinux_receive_descriptors(int socket, void *message, size_t count, int *descriptors, size_t *number);

#endif
