/// A process's own settings that Swift cannot reach: prctl is variadic, and glibc's malloc.h is not imported.
#ifndef SECRETD_CLINUX_PROCESS_H
#define SECRETD_CLINUX_PROCESS_H

/// No core file, no attach by other users, /proc entries owned by root. 0, or -1 with errno.
/// Source: man 2 prctl PR_SET_DUMPABLE, man 2 setrlimit RLIMIT_CORE.
int clinux_forbid_core_dumps(void);

/// Ends the process at a crash without a word: Swift's runtime, unless told otherwise by SWIFT_BACKTRACE, may print the
/// memory that the registers point at.
void clinux_forbid_crash_reports(void);

/// Allows the process as many open descriptors as it may allow itself, and says how many, 2^20 at most; -1 with errno.
/// Source: man 2 getrlimit RLIMIT_NOFILE.
long clinux_raise_descriptor_limit(void);

/// A descriptor that is readable once the process has ended, close-on-exec; -1 with errno. Source: man 2 pidfd_open.
int clinux_process_descriptor(int process);

/// Sends a signal to the process that the descriptor stands for, never to another one with its number: ESRCH once it has
/// ended. 0, or -1 with errno. Source: man 2 pidfd_send_signal.
int clinux_signal_process(int descriptor, int signal);

/// Gives free heap pages back to the kernel. Source: man 3 malloc_trim.
void clinux_release_free_memory(void);

#endif
