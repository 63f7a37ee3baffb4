/// Event descriptors and file leases: their headers or constants are out of Swift's reach.
#ifndef SECRETD_CLINUX_EVENTS_H
#define SECRETD_CLINUX_EVENTS_H

// man 2 F_SETLEASE, man 2 F_SETSIG: fcntl commands behind _GNU_SOURCE
extern const int clinux_F_SETLEASE;
extern const int clinux_F_SETSIG;

/// A non-blocking, close-on-exec event descriptor whose counter is 0, or -1 with errno set. Source: man 2 eventfd.
int clinux_eventfd(void);

#endif
