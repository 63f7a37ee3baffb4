/// Writes the manifests that the benchmarks feed to the daemon: Pods of one volume, Secrets of keys with 1 KiB each.
#ifndef MANIFESTS_H
#define MANIFESTS_H

#include <stddef.h>
#include <stdio.h>

/// Bytes of one key's value.
#define VALUE_SIZE 1024
/// Every value starts with its version in this many characters, `v00000042:`.
#define VERSION_SIZE 10

void make_directory(const char *path);

/// Pod `default/<pod>` with a volume `v` from `secret`, as `<directory>/pod-<pod>.yaml`.
void write_pod(const char *directory, const char *pod, const char *secret);

/// Secret `default/<secret>` with keys `key0`, `key1` … of `version`, at `path`.
void write_secret(const char *path, const char *secret, int keys, int version);

/// Secret `default/<secret>` with keys `key0`, `key1` … of `size` bytes each, at `path`.
void write_secret_of_size(const char *path, const char *secret, int keys, size_t size);

/// Fills `value` with what key number `key` of a Secret of `version` has: the version, and noise.
void make_value(unsigned char *value, size_t size, int key, int version);

void write_base64(FILE *file, const unsigned char *bytes, size_t count);

/// The first VERSION_SIZE characters of a value, and a zero.
void version_text(int version, char text[VERSION_SIZE + 1]);

_Noreturn void fail(const char *what, const char *subject);

#endif
