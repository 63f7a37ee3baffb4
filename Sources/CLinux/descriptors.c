#include "clinux_descriptors.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

int clinux_accept(int socket, bool blocks) {
    return accept4(socket, NULL, NULL, SOCK_CLOEXEC | (blocks ? 0 : SOCK_NONBLOCK));
}

union control {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr aligned;
};

union wide_control {
    char bytes[CMSG_SPACE(clinux_most_descriptors * sizeof(int))];
    struct cmsghdr aligned;
};

int clinux_send_descriptor(int socket, const void *address, unsigned length, const void *message,
                           size_t count, int descriptor) {
    struct iovec part = {.iov_base = (void *)message, .iov_len = count};
    union control control = {0};
    struct msghdr header = {
        .msg_name = (void *)address,
        .msg_namelen = length,
        .msg_iov = &part,
        .msg_iovlen = 1,
        .msg_control = control.bytes,
        .msg_controllen = sizeof control.bytes,
    };
    struct cmsghdr *rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof descriptor);
    memcpy(CMSG_DATA(rights), &descriptor, sizeof descriptor);
    return sendmsg(socket, &header, MSG_NOSIGNAL) < 0 ? -1 : 0;
}

int clinux_receive_descriptor(int socket, void *message, size_t *count) {
    struct iovec part = {.iov_base = message, .iov_len = *count};
    union control control = {0};
    struct msghdr header = {
        .msg_iov = &part,
        .msg_iovlen = 1,
        .msg_control = control.bytes,
        .msg_controllen = sizeof control.bytes,
    };
    ssize_t received;
    do received = recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
    while (received < 0 && errno == EINTR);
    *count = received < 0 ? 0 : (size_t)received;
    if (received < 0) return -1;
    errno = 0;
    struct cmsghdr *rights = CMSG_FIRSTHDR(&header);
    if (received == 0 || rights == NULL || rights->cmsg_type != SCM_RIGHTS) return -1;
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(rights), sizeof descriptor);
    return descriptor;
}

ssize_t clinux_send_descriptors(int socket, const void *message, size_t count, const int *descriptors, size_t number) {
    if (number > clinux_most_descriptors) {
        errno = EINVAL;
        return -1;
    }
    struct iovec part = {.iov_base = (void *)message, .iov_len = count};
    union wide_control control = {0};
    struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1};
    if (number > 0) {
        header.msg_control = control.bytes;
        header.msg_controllen = CMSG_SPACE(number * sizeof *descriptors);
        struct cmsghdr *rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(number * sizeof *descriptors);
        memcpy(CMSG_DATA(rights), descriptors, number * sizeof *descriptors);
    }
    ssize_t sent;
    do sent = sendmsg(socket, &header, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent;
}

ssize_t clinux_receive_descriptors(int socket, void *message, size_t count, int *descriptors, size_t *number) {
    struct iovec part = {.iov_base = message, .iov_len = count};
    union wide_control control = {0};
    struct msghdr header = {
        .msg_iov = &part,
        .msg_iovlen = 1,
        .msg_control = control.bytes,
        .msg_controllen = sizeof control.bytes,
    };
    size_t room = *number;
    *number = 0;
    ssize_t received;
    do received = recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
    while (received < 0 && errno == EINTR);
    if (received < 0) return -1;
    int overflow = (header.msg_flags & MSG_CTRUNC) != 0;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(&header); part != NULL; part = CMSG_NXTHDR(&header, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
        size_t here = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t index = 0; index < here; index++) {
            int descriptor;
            memcpy(&descriptor, CMSG_DATA(part) + index * sizeof descriptor, sizeof descriptor);
            if (*number < room) {
                descriptors[(*number)++] = descriptor;
            } else {
                close(descriptor);
                overflow = 1;
            }
        }
    }
    if (!overflow) return received;
    for (size_t index = 0; index < *number; index++) close(descriptors[index]);
    *number = 0;
    errno = EMSGSIZE;
    return -1;
}
