#include "report.h"

#include <stdio.h>
#include <stdlib.h>

int setting(const char *name, int standard) {
    const char *text = getenv(name);
    return text ? atoi(text) : standard;
}

static int ascending(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

double percentile(double *samples, int count, double share) {
    qsort(samples, (size_t)count, sizeof *samples, ascending);
    int index = (int)(share * count);
    return samples[index < count ? index : count - 1];
}

void heading(void) { printf("\n%-58s %12s  %-14s %s\n", "", "measured", "to reach", "met"); }

const double no_limit = -1;

void row(const char *what, double value, const char *unit, double limit) {
    char reach[32] = "";
    if (limit >= 0) snprintf(reach, sizeof reach, "<= %.4g %s", limit, unit);
    printf("%-58s %9.2f %-3s %-14s %s\n", what, value, unit, reach, limit >= 0 ? value <= limit ? "yes" : "NO" : "");
    fflush(stdout);
}
