import Glibc
import LinuxSystem
import Logging
import SystemPackage

/// One run of a hook, from its start to its end.
final class HookRun: Sendable {
    /// How long a hook whose time is over has to end by itself.
    static let grace: Duration = .seconds(2)

    private let hook: HookCommand
    private let change: PublishedChange
    private let rule: String
    private let logger: Logger
    /// Rings when the daemon ends.
    private let bell: EventDescriptor

    init(_ hook: HookCommand, _ change: PublishedChange, rule: String, logger: Logger) throws(ActionFailure) {
        self.hook = hook
        self.change = change
        self.rule = rule
        self.logger = logger
        do throws(SystemError) { bell = try EventDescriptor() } catch { throw ActionFailure(error) }
    }

    /// Runs it on a thread of its own. When the task is cancelled, the hook is ended as if its time were over.
    func run() async -> ActionOutcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                do throws(SystemError) {
                    try SystemThread.start { continuation.resume(returning: self.runBlocking()) }
                } catch {
                    continuation.resume(returning: .failed("\(error)"))
                }
            }
        } onCancel: {
            bell.ring()
        }
    }

    private func runBlocking() -> ActionOutcome {
        do throws(ActionFailure) {
            return follow(try HookStart.start(hook, change, rule: rule))
        } catch {
            return .failed(error.text)
        }
    }

    private enum Ending {
        case byItself, overdue, daemonEnds
    }

    private func follow(_ started: consuming HookStart.Started) -> ActionOutcome {
        let logger = logger
        let rule = rule
        let pid = started.pid
        var output = HookOutput(started.output) { Self.tell($0, "stdout", rule, logger) }
        var error = HookOutput(started.error) { Self.tell($0, "stderr", rule, logger) }
        var ending = Ending.byItself
        // Ours until it is waited for, so the number is its own.
        if let process = try? ProcessHandle(opening: pid) {
            ending = wait(for: process, hook.timeout, &output, &error)
            if ending != .byItself { end(process, &output, &error) }
        } else {
            kill(-pid, SIGKILL)
        }
        output.finish()
        error.finish()
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, Glibc.errno == EINTR {}
        switch ending {
        case .daemonEnds: return .cancelled
        case .overdue: return .failed("no end within \(hook.timeout); killed")
        case .byItself: return Self.outcome(status)
        }
    }

    /// Until the hook has ended. What it has started and left behind may go on.
    private func wait(
        for process: borrowing ProcessHandle,
        _ timeout: Duration,
        _ output: inout HookOutput,
        _ error: inout HookOutput
    ) -> Ending {
        let deadline = ContinuousClock.now + timeout
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return .overdue }
            let ready = readable([process.rawValue, bell.rawValue], left, &output, &error)
            if ready[0] { return .byItself }
            if ready[1] { return .daemonEnds }
        }
    }

    /// Asks the hook's whole group to end, and kills what is left of it.
    private func end(_ process: borrowing ProcessHandle, _ output: inout HookOutput, _ error: inout HookOutput) {
        kill(-process.pid, SIGTERM)
        let deadline = ContinuousClock.now + Self.grace
        var isOver = false
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            // Nobody has the pipes any more: the group is gone too, as far as it shows.
            guard left > .zero, !(isOver && !output.isOpen && !error.isOpen) else { break }
            let ready = readable(isOver ? [] : [process.rawValue], left, &output, &error)
            if !isOver { isOver = ready[0] }
        }
        // The group has its number as long as the hook was not waited for.
        kill(-process.pid, SIGKILL)
    }

    /// Takes what the hook prints until one of `descriptors` is readable or the time is over.
    private func readable(
        _ descriptors: [Int32],
        _ timeout: Duration,
        _ output: inout HookOutput,
        _ error: inout HookOutput
    ) -> [Bool] {
        var all = descriptors
        if output.isOpen { all.append(output.rawValue) }
        if error.isOpen { all.append(error.rawValue) }
        // Out of memory: as if nothing had happened, until the time is over.
        let ready = (try? Poll.readable(all, timeout: timeout)) ?? all.map { _ in false }
        output.drain()
        error.drain()
        return Array(ready.prefix(descriptors.count))
    }

    private static func outcome(_ status: Int32) -> ActionOutcome {
        let signal = status & 0x7f
        guard signal == 0 else { return .failed("ended by signal \(signal)") }
        let code = (status >> 8) & 0xff
        return code == 0 ? .told : .failed("exit code \(code)")
    }

    private static func tell(_ line: String, _ stream: String, _ rule: String, _ logger: Logger) {
        logger.info("hook says", metadata: ["rule": "\(rule)", "stream": "\(stream)", "line": "\(line)"])
    }
}
