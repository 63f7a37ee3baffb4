#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "daemon.h"
#include "manifests.h"

struct load load_open(const char *path, int connections) {
    struct load load = {.connections = calloc((size_t)connections, sizeof *load.connections), .count = connections};
    for (int i = 0; i < connections; i++) load.connections[i] = connection_open(path);
    return load;
}

void load_close(struct load *load) {
    for (int i = 0; i < load->count; i++) connection_close(&load->connections[i]);
    free(load->connections);
}

static void refuse(const struct connection *connection) {
    fprintf(stderr, "bench: status %d: %.300s\n", connection->status, connection_body(connection));
    exit(1);
}

double load_run(struct load *load, const struct text *requests, int count, double *samples) {
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    int *current = calloc((size_t)load->count, sizeof *current);
    double *sent = calloc((size_t)load->count, sizeof *sent);
    int next = 0, done = 0;
    double start = now();
    for (int i = 0; i < load->count && next < count; i++) {
        struct epoll_event wanted = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
        int socket = load->connections[i].socket;
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &wanted) < 0) fail("epoll_ctl", "a connection");
        current[i] = next++;
        sent[i] = now();
        connection_send(&load->connections[i], &requests[current[i]]);
    }
    while (done < count) {
        struct epoll_event events[64];
        int ready = epoll_wait(epoll, events, 64, 120000);
        if (ready <= 0) fail("no answer", "within 120 s");
        for (int event = 0; event < ready; event++) {
            uint32_t i = events[event].data.u32;
            struct connection *connection = &load->connections[i];
            if (!connection_receive(connection)) continue;
            if (connection->status == 429) {
                load->refused++;
            } else {
                if (connection->status / 100 != 2) refuse(connection);
                if (samples) samples[done] = (now() - sent[i]) * 1e3;
                done++;
                if (next == count) continue;
                current[i] = next++;
            }
            sent[i] = now();
            connection_send(connection, &requests[current[i]]);
        }
    }
    double taken = now() - start;
    close(epoll);
    free(current);
    free(sent);
    return taken;
}

void load_fill(const char *path, struct text (*make)(int index), int first, int count) {
    struct text *requests = calloc((size_t)count, sizeof *requests);
    for (int i = 0; i < count; i++) requests[i] = make(first + i);
    struct load load = load_open(path, 64);
    load_run(&load, requests, count, NULL);
    load_close(&load);
    free_requests(requests, count);
}

void free_requests(struct text *requests, int count) {
    for (int i = 0; i < count; i++) free(requests[i].bytes);
    free(requests);
}
