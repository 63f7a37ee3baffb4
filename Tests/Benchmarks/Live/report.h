/// The table that the benchmark prints.
#ifndef REPORT_H
#define REPORT_H

/// A number from the environment, or the standard one.
int setting(const char *name, int standard);

/// The value below which `share` of the samples lie; sorts them.
double percentile(double *samples, int count, double share);

void heading(void);

/// For a row that only informs.
extern const double no_limit;

void row(const char *what, double value, const char *unit, double limit);

#endif
