#include "clinux_descriptors.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

union control {
    char bytes[CMSG_SPACE(sizeof(int))];
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
