import Glibc

/// Starts a program as a shell would: whatever this thread blocks or ignores is not the program's.
enum CommandStart {
    /// Standard output and standard error are this process's; standard input is empty.
    ///
    /// - Parameter command: The program, looked for in `PATH`, and its arguments.
    /// - Returns: 0, or the `errno` of why it could not be started.
    static func spawn(_ child: inout pid_t, _ command: [String], _ environment: [String]) -> Int32 {
        guard let program = command.first else { return EINVAL }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        let words = command.map { strdup($0) }
        let variables = environment.map { strdup($0) }
        defer { for text in words + variables { free(text) } }
        return posix_spawnp(&child, program, &actions, &attributes, words + [nil], variables + [nil])
    }
}
