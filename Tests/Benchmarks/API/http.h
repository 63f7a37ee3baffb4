/// A client of the API over its Unix socket: HTTP/1.1, one request at a time on a connection.
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>

/// Bytes that are sent as they are.
struct text {
    char *bytes;
    size_t length;
};

struct connection {
    int socket;
    /// Of the last complete answer, or of the one that has begun.
    int status;
    /// What was received: the head, the body as far as it is decoded, and what is still to be decoded.
    char *bytes;
    size_t room, used, head, body;
    /// Of a body that says how long it is.
    size_t length;
    bool is_chunked;
};

/// Waits until somebody listens.
struct connection connection_open(const char *path);

void connection_close(struct connection *connection);

/// A whole request. `type` is the body's, and NULL where there is no body, nor a `body`.
struct text http_request(const char *method, const char *target, const char *type, const struct text *body);

/// Forgets the last answer, and sends.
void connection_send(struct connection *connection, const struct text *request);

/// Takes what has arrived without waiting. Whether the answer is complete; one without an end never is.
bool connection_receive(struct connection *connection);

/// Sends, and waits for the answer.
///
/// Returns: its status.
int connection_exchange(struct connection *connection, const struct text *request);

/// The same for a request that is made for this once, and must succeed.
void connection_must(struct connection *connection, const char *method, const char *target, const char *type,
                     const struct text *body);

/// Forgets the part of the body that is decoded.
void connection_discard_body(struct connection *connection);

const char *connection_body(const struct connection *connection);

#endif
