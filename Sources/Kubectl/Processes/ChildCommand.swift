import Glibc

/// Runs a program with the terminal, standard input and output that this process has: an editor, `diff`.
package enum ChildCommand {
    /// Starts a program and waits for its end. ^C meanwhile is the program's to heed.
    ///
    /// - Parameter arguments: The program, looked for in `PATH`, and its arguments.
    /// - Returns: Its exit code, or 128 and the number of the signal that ended it.
    /// - Throws: `KubectlError` where it cannot be started.
    package static func run(_ arguments: [String]) throws(KubectlError) -> Int32 {
        guard let program = arguments.first else { throw KubectlError("no program to run") }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // As a shell would start it: whatever this thread blocks or ignores is not the program's.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let interrupt = signal(SIGINT, SIG_IGN)
        let quit = signal(SIGQUIT, SIG_IGN)
        defer {
            signal(SIGINT, interrupt)
            signal(SIGQUIT, quit)
        }
        var child: pid_t = 0
        let copies = arguments.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        let code = posix_spawnp(&child, program, nil, &attributes, copies + [nil], environ)
        guard code == 0 else {
            let reason = code == ENOENT ? "executable file not found in $PATH" : String(cString: strerror(code))
            throw KubectlError("failed to run \"\(program)\": \(reason)")
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }
}
