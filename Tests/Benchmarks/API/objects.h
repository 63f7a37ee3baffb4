/// The objects that the benchmarks keep in the store, as JSON, and requests with them. All are in `default`.
#ifndef OBJECTS_H
#define OBJECTS_H

#include "http.h"

extern const char *const json_type;
extern const char *const merge_patch_type;

/// `METHOD` for a Secret with keys `key0`, `key1` … of VALUE_SIZE bytes: POST, PUT, or a merge PATCH of its data.
struct text secret_request(const char *method, const char *name, int keys, int version);

/// POST of a Pod with a volume `v` from `secret`.
struct text pod_request(const char *pod, const char *secret);

/// GET of a path below `/api/v1/namespaces/default/`.
struct text get_request(const char *path);

/// How the value of any key of `version` begins in base64.
void version_mark(int version, char mark[13]);

#endif
