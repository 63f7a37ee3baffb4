#include "http.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "manifests.h"

struct connection connection_open(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    struct connection connection = {.room = 8192, .bytes = malloc(8192)};
    connection.socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection.socket < 0) fail("socket", path);
    for (int attempt = 0; connect(connection.socket, (struct sockaddr *)&address, sizeof address) < 0; attempt++) {
        bool is_starting = errno == ENOENT || errno == ECONNREFUSED || errno == EAGAIN;
        if (!is_starting || attempt == 300000) fail("connect", path);
        nanosleep(&(struct timespec){.tv_nsec = 100000}, NULL);
    }
    return connection;
}

void connection_close(struct connection *connection) {
    close(connection->socket);
    free(connection->bytes);
    *connection = (struct connection){.socket = -1};
}

struct text http_request(const char *method, const char *target, const char *type, const struct text *body) {
    struct text request;
    FILE *file = open_memstream(&request.bytes, &request.length);
    fprintf(file, "%s %s HTTP/1.1\r\nHost: secretd\r\n", method, target);
    if (body) fprintf(file, "Content-Type: %s\r\nContent-Length: %zu\r\n", type, body->length);
    fputs("\r\n", file);
    if (body) fwrite(body->bytes, 1, body->length, file);
    if (fclose(file)) fail("memory for", target);
    return request;
}

void connection_send(struct connection *connection, const struct text *request) {
    connection->used = connection->head = connection->body = connection->length = 0;
    connection->status = 0;
    for (size_t sent = 0; sent < request->length;) {
        ssize_t count = send(connection->socket, request->bytes + sent, request->length - sent, MSG_NOSIGNAL);
        if (count < 0) fail("send", "a request");
        sent += (size_t)count;
    }
}

const char *connection_body(const struct connection *connection) { return connection->bytes + connection->head; }

/// The value of a header; NULL where it is not there.
static const char *header(const struct connection *connection, const char *name) {
    const char *end = connection->bytes + connection->head;
    const size_t length = strlen(name);
    for (const char *line = connection->bytes; line < end;) {
        if (strncasecmp(line, name, length) == 0 && line[length] == ':') return line + length + 1;
        const char *next = memchr(line, '\n', (size_t)(end - line));
        if (!next) break;
        line = next + 1;
    }
    return NULL;
}

/// Whether the head is there.
static bool parse_head(struct connection *connection) {
    if (connection->head) return true;
    const char *end = memmem(connection->bytes, connection->used, "\r\n\r\n", 4);
    if (!end) return false;
    connection->head = (size_t)(end + 4 - connection->bytes);
    if (sscanf(connection->bytes, "HTTP/1.1 %d ", &connection->status) != 1) fail("no HTTP/1.1 from", "the API");
    const char *length = header(connection, "Content-Length");
    connection->is_chunked = !length;
    if (length) connection->length = strtoul(length, NULL, 10);
    return true;
}

/// Moves the content of complete chunks to the end of the body. Whether the last one was there.
static bool decode_chunks(struct connection *connection) {
    const size_t start = connection->head + connection->body;
    size_t at = start, decoded = start;
    bool is_complete = false;
    while (!is_complete) {
        const char *line = connection->bytes + at;
        const char *end = memmem(line, connection->used - at, "\r\n", 2);
        if (!end) break;
        size_t size = strtoul(line, NULL, 16), content = (size_t)(end + 2 - connection->bytes);
        if (connection->used < content + size + 2) break;
        memmove(connection->bytes + decoded, connection->bytes + content, size);
        decoded += size;
        at = content + size + 2;
        is_complete = size == 0;
    }
    memmove(connection->bytes + decoded, connection->bytes + at, connection->used - at);
    connection->used -= at - decoded;
    connection->body = decoded - connection->head;
    return is_complete;
}

bool connection_receive(struct connection *connection) {
    if (connection->room - connection->used < connection->room / 4) {
        connection->room *= 2;
        connection->bytes = realloc(connection->bytes, connection->room);
        if (!connection->bytes) fail("memory for", "an answer");
    }
    char *free_bytes = connection->bytes + connection->used;
    ssize_t count = recv(connection->socket, free_bytes, connection->room - connection->used - 1, MSG_DONTWAIT);
    if (count < 0 && errno == EAGAIN) return false;
    if (count == 0) errno = ECONNRESET;
    if (count <= 0) fail("read", "an answer");
    connection->used += (size_t)count;
    connection->bytes[connection->used] = 0;
    if (!parse_head(connection)) return false;
    if (connection->is_chunked) return decode_chunks(connection);
    connection->body = connection->used - connection->head;
    return connection->body >= connection->length;
}

int connection_exchange(struct connection *connection, const struct text *request) {
    connection_send(connection, request);
    do {
        struct pollfd wait = {.fd = connection->socket, .events = POLLIN};
        if (poll(&wait, 1, 120000) != 1) fail("no answer", "within 120 s");
    } while (!connection_receive(connection));
    return connection->status;
}

void connection_must(struct connection *connection, const char *method, const char *target, const char *type,
                     const struct text *body) {
    struct text request = http_request(method, target, type, body);
    int status = connection_exchange(connection, &request);
    free(request.bytes);
    if (status / 100 == 2) return;
    fprintf(stderr, "bench: %s %s: status %d\n", method, target, status);
    exit(1);
}

void connection_discard_body(struct connection *connection) {
    char *body = connection->bytes + connection->head;
    connection->used -= connection->body;
    memmove(body, body + connection->body, connection->used - connection->head);
    connection->body = 0;
}
