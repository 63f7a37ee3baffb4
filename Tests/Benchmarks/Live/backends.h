/// The two backends beside each other.
#ifndef BACKENDS_H
#define BACKENDS_H

/// Measures reading, updating, a large directory and a kill of the daemon, on tmpfs and on FUSE, by turns.
void measure_backends(const char *binary, const char *base);

#endif
