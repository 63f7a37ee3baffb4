import Dispatch
import Glibc
package import LinuxSystem
import Synchronization

/// Runs a command for each change, one at a time; what changes while it runs is one change for the next run.
package final class CommandQueue: Sendable {
    /// Why a run was not good, for people: `exit code 1`, `signal 9`, or why it could not be started.
    package typealias Complaint = @Sendable (String) -> Void

    private struct State {
        var next: VolumeChange?
        /// What the command that runs now was told.
        var current: VolumeChange?
        var child: pid_t?
        /// Nothing comes any more: what waits is still run.
        var isFinished = false
        /// What waits is not run any more.
        var isStopped = false
    }

    private let command: [String]
    private let directory: String
    private let complain: Complaint
    private let state = Mutex(State())
    private let news = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - command: The program, looked for in `PATH`, and its arguments.
    ///   - directory: What the command learns as `SECRETD_DIRECTORY`.
    /// - Throws: `pthread_create`.
    package init(_ command: [String], directory: String, complain: @escaping Complaint) throws(SystemError) {
        self.command = command
        self.directory = directory
        self.complain = complain
        try SystemThread.start { self.work() }
    }

    package func run(for change: VolumeChange) {
        state.withLock { $0.next = $0.next?.merged(with: change) ?? change }
        news.signal()
    }

    /// Files may have been others for a moment: a command that runs now may have seen them, and runs once more.
    package func runAgain() {
        let isNews = state.withLock { state in
            guard state.next == nil, let current = state.current else { return false }
            state.next = current
            return true
        }
        if isNews { news.signal() }
    }

    /// Lets the command run for what has changed so far, and waits for its end.
    package func finish() {
        state.withLock { $0.isFinished = true }
        news.signal()
        ended.wait()
    }

    /// Ends a command that runs with SIGTERM, at the second call with SIGKILL, and starts no other one. May be called from
    /// any thread; `finish` waits.
    package func stop() {
        state.withLock { state in
            // Under the lock, so that the number is still this child's.
            if let child = state.child { kill(child, state.isStopped ? SIGKILL : SIGTERM) }
            state.isStopped = true
            state.next = nil
        }
        news.signal()
    }

    // MARK: - The thread

    private func work() {
        defer { ended.signal() }
        while true {
            let (change, isOver) = state.withLock { state in
                let change = state.next
                state.next = nil
                state.current = change
                return (change, change == nil && (state.isFinished || state.isStopped))
            }
            if isOver { return }
            guard let change else {
                news.wait()
                continue
            }
            carryOut(change)
        }
    }

    private func carryOut(_ change: VolumeChange) {
        let child: pid_t
        switch start(change) {
        case .stopped: return
        case .failed(let code):
            let reason = code == ENOENT ? "not found in $PATH" : String(cString: strerror(code))
            return complain("\(command[0]): \(reason)")
        case .started(let pid): child = pid
        }
        // Not reaped before it is forgotten: until then its number is nobody else's.
        var info = siginfo_t()
        while waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        var status: Int32 = 0
        state.withLock { state in
            state.child = nil
            while waitpid(child, &status, 0) < 0, errno == EINTR {}
        }
        if state.withLock({ $0.isStopped }) { return }
        if status & 0x7f != 0 {
            complain("\(command[0]): ended by signal \(status & 0x7f)")
        } else if status != 0 {
            complain("\(command[0]): exit code \((status >> 8) & 0xff)")
        }
    }

    private enum Start {
        case started(pid_t)
        case stopped
        case failed(Int32)
    }

    private func start(_ change: VolumeChange) -> Start {
        let environment = CommandEnvironment.merged(into: environ, for: change, in: directory)
        return state.withLock { state in
            if state.isStopped { return .stopped }
            var child: pid_t = 0
            let code = CommandStart.spawn(&child, command, environment)
            guard code == 0 else { return .failed(code) }
            state.child = child
            return .started(child)
        }
    }
}
