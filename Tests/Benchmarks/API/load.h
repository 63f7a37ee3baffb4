/// Many requests over several connections.
#ifndef LOAD_H
#define LOAD_H

#include "http.h"

struct load {
    struct connection *connections;
    int count;
    /// Answers with 429, each of them asked for again.
    int refused;
};

/// Opens the connections.
struct load load_open(const char *path, int connections);

void load_close(struct load *load);

/// Sends all requests, one at a time on each connection, from one thread. All must succeed.
///
/// - samples: gets the milliseconds of each one, in the order in which they end; may be NULL.
///
/// Returns: the seconds that all of them took.
double load_run(struct load *load, const struct text *requests, int count, double *samples);

/// `count` requests that `make` makes of their numbers, over 64 connections.
void load_fill(const char *path, struct text (*make)(int index), int first, int count);

void free_requests(struct text *requests, int count);

#endif
