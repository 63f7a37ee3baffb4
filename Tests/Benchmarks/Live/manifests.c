#include "manifests.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void fail(const char *what, const char *subject) {
    fprintf(stderr, "bench: %s %s: %s\n", what, subject, strerror(errno));
    exit(1);
}

void make_directory(const char *path) {
    if (mkdir(path, 0755) < 0 && errno != EEXIST) fail("mkdir", path);
}

void version_text(int version, char text[VERSION_SIZE + 1]) {
    snprintf(text, VERSION_SIZE + 1, "v%08u:", (unsigned)version % 100000000u);
}

void write_pod(const char *directory, const char *pod, const char *secret) {
    char path[512];
    snprintf(path, sizeof path, "%s/pod-%s.yaml", directory, pod);
    FILE *file = fopen(path, "we");
    if (!file) fail("open", path);
    fprintf(file,
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: %s\nspec:\n  containers:\n    - name: app\n"
            "      image: registry.example.com/app:1\n      volumeMounts:\n        - name: v\n"
            "          mountPath: /secrets\n          readOnly: true\n  volumes:\n    - name: v\n"
            "      secret:\n        secretName: %s\n",
            pod, secret);
    if (fclose(file)) fail("write", path);
}

void write_base64(FILE *file, const unsigned char *bytes, size_t count) {
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < count; i += 3) {
        size_t left = count - i;
        uint32_t group = (uint32_t)bytes[i] << 16;
        if (left > 1) group |= (uint32_t)bytes[i + 1] << 8;
        if (left > 2) group |= bytes[i + 2];
        putc(alphabet[group >> 18], file);
        putc(alphabet[group >> 12 & 63], file);
        putc(left > 1 ? alphabet[group >> 6 & 63] : '=', file);
        putc(left > 2 ? alphabet[group & 63] : '=', file);
    }
}

void make_value(unsigned char *value, size_t size, int key, int version) {
    uint32_t noise = (uint32_t)version * 2654435761u + (uint32_t)key * 40503u + 1;
    for (size_t i = 0; i < size; i++) {
        noise = noise * 1664525u + 1013904223u;
        value[i] = (unsigned char)(noise >> 24);
    }
    char text[VERSION_SIZE + 1];
    version_text(version, text);
    memcpy(value, text, VERSION_SIZE);
}

static void write_values(const char *path, const char *secret, int keys, size_t size, int version) {
    FILE *file = fopen(path, "we");
    if (!file) fail("open", path);
    fprintf(file, "apiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\ntype: Opaque\ndata:\n", secret);
    unsigned char *value = malloc(size);
    for (int key = 0; key < keys; key++) {
        make_value(value, size, key, version);
        fprintf(file, "  key%d: ", key);
        write_base64(file, value, size);
        putc('\n', file);
    }
    free(value);
    if (fclose(file)) fail("write", path);
}

void write_secret(const char *path, const char *secret, int keys, int version) {
    write_values(path, secret, keys, VALUE_SIZE, version);
}

void write_secret_of_size(const char *path, const char *secret, int keys, size_t size) {
    write_values(path, secret, keys, size, 0);
}
