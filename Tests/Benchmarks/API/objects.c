#include "objects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "manifests.h"

const char *const json_type = "application/json";
const char *const merge_patch_type = "application/merge-patch+json";

#define COLLECTIONS "/api/v1/namespaces/default"

/// Frees the body.
static struct text request(const char *method, const char *target, const char *type, struct text body) {
    struct text made = http_request(method, target, type, &body);
    free(body.bytes);
    return made;
}

struct text secret_request(const char *method, const char *name, int keys, int version) {
    bool is_patch = strcmp(method, "PATCH") == 0;
    struct text body;
    FILE *file = open_memstream(&body.bytes, &body.length);
    putc('{', file);
    if (!is_patch) fprintf(file, "\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"%s\"},", name);
    fputs("\"data\":{", file);
    for (int key = 0; key < keys; key++) {
        unsigned char value[VALUE_SIZE];
        make_value(value, sizeof value, key, version);
        fprintf(file, "%s\"key%d\":\"", key ? "," : "", key);
        write_base64(file, value, sizeof value);
        putc('"', file);
    }
    fputs("}}", file);
    if (fclose(file)) fail("memory for", name);
    char target[160];
    bool is_new = strcmp(method, "POST") == 0;
    snprintf(target, sizeof target, COLLECTIONS "/secrets%s%s", is_new ? "" : "/", is_new ? "" : name);
    return request(method, target, is_patch ? merge_patch_type : json_type, body);
}

struct text pod_request(const char *pod, const char *secret) {
    struct text body;
    FILE *file = open_memstream(&body.bytes, &body.length);
    fprintf(file,
            "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"%s\"},\"spec\":{\"containers\":[{"
            "\"name\":\"app\",\"image\":\"registry.example.com/app:1\",\"volumeMounts\":[{\"name\":\"v\",\"mountPath\":"
            "\"/secrets\",\"readOnly\":true}]}],\"volumes\":[{\"name\":\"v\",\"secret\":{\"secretName\":\"%s\"}}]}}",
            pod, secret);
    if (fclose(file)) fail("memory for", pod);
    return request("POST", COLLECTIONS "/pods", json_type, body);
}

struct text get_request(const char *path) {
    char target[256];
    snprintf(target, sizeof target, COLLECTIONS "/%s", path);
    return http_request("GET", target, NULL, NULL);
}

void version_mark(int version, char mark[13]) {
    char text[VERSION_SIZE + 1];
    version_text(version, text);
    FILE *file = fmemopen(mark, 13, "w");
    // 9 of its bytes: a whole number of groups.
    write_base64(file, (const unsigned char *)text, 9);
    fclose(file);
}
