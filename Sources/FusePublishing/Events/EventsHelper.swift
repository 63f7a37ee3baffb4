import CLinux
import Glibc
import LinuxSystem
import Logging
import Synchronization
import SystemPackage

/// The process that makes changes before watchers' eyes, started when it is first needed and again when it has died.
///
/// See `clinux_events_helper.h` for why it is a process. Without it the files are as they should be all the same; only
/// nobody is told.
final class EventsHelper: Sendable {
    private struct Process: ~Copyable {
        var pid: pid_t
        var socket: OwnedFD
    }

    /// The tree's root on a writable mount that nobody else sees.
    private let place: Place?
    /// The tree's root where others see it: used where there is no other mount.
    private let path: String
    private let process = Mutex<Process?>(nil)
    private let onStart: @Sendable (Int32) -> Void
    private let logger: Logger

    /// How long an answer may take before the helper is given up, in seconds.
    private static let patience = 10

    /// - Parameters:
    ///   - place: The tree's root on a writable mount that nobody else sees; nil where only `path` leads to it.
    ///   - onStart: Called with the process's pid before it does anything, and with 0 when it has gone.
    init(
        at place: consuming Place?,
        _ path: String,
        logger: Logger,
        onStart: @escaping @Sendable (Int32) -> Void
    ) {
        self.place = place
        self.path = path
        self.logger = logger
        self.onStart = onStart
    }

    /// Starts the process, so that it has a copy of as little of this one's memory as can be.
    func start() throws(SystemError) {
        let failure = process.withLock { process -> SystemError? in
            do throws(SystemError) {
                if process == nil { process = try launch() }
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// Does `changes`, in order, and comes back when they are done. What it could not do it leaves out.
    func perform(_ changes: [VisibleChange]) {
        guard !changes.isEmpty else { return }
        process.withLock { process in
            if let problem = attempt(changes, &process) {
                logger.warning("watchers were not told of a change", metadata: ["error": "\(problem)"])
            }
        }
    }

    /// The process's pid; nil while there is none.
    var pid: Int32? { process.withLock { $0?.pid } }

    /// Ends the process.
    func stop() {
        process.withLock { process in
            guard let running = process.take() else { return }
            end(running, killing: false)
        }
    }

    // MARK: The process

    private func launch() throws(SystemError) -> Process {
        var pid: pid_t = 0
        let socket =
            switch place {
            case .some(let place): clinux_events_helper_start(place.rawValue, nil, &pid)
            case .none: clinux_events_helper_start(-1, path, &pid)
            }
        guard socket >= 0 else { throw .last("fork", "events helper") }
        let owned = OwnedFD(owning: socket)
        var patience = timeval(tv_sec: Self.patience, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        onStart(pid)
        return Process(pid: pid, socket: owned)
    }

    private func end(_ running: consuming Process, killing: Bool) {
        let pid = running.pid
        onStart(0)
        if killing { kill(pid, SIGKILL) }
        // It ends when this goes.
        _ = consume running
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    }

    /// What went wrong; nil where nothing did.
    private func attempt(_ changes: [VisibleChange], _ process: inout Process?) -> SystemError? {
        do throws(SystemError) {
            if process == nil { process = try launch() }
        } catch {
            return error
        }
        guard let running = process.take() else { return nil }
        do throws(SystemError) {
            let answer = try exchange(changes, over: running.socket)
            process = consume running
            guard answer.failures > 0 else { return nil }
            return SystemError(
                "change \(answer.kind)",
                "\(answer.failures) of \(changes.count)",
                .init(rawValue: answer.error)
            )
        } catch {
            end(running, killing: true)
            return error
        }
    }

    private func exchange(
        _ changes: [VisibleChange],
        over socket: borrowing OwnedFD
    ) throws(SystemError) -> clinux_changes_answer {
        var message: [UInt8] = []
        for change in changes {
            Self.add(change.kind.rawValue, change.path + [0], change.size, to: &message)
        }
        Self.add(UInt32(clinux_change_end), [], 0, to: &message)
        try Self.send(message, over: socket)
        let size = MemoryLayout<clinux_changes_answer>.size
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 8)
        defer { buffer.deallocate() }
        guard try socket.read(into: buffer, subject: "events helper") == size else {
            throw SystemError("read", "events helper", .brokenPipe)
        }
        return buffer.load(as: clinux_changes_answer.self)
    }

    private static func send(_ message: [UInt8], over socket: borrowing OwnedFD) throws(SystemError) {
        var sent = 0
        while sent < message.count {
            let descriptor = socket.rawValue
            let count = message.withUnsafeBytes { bytes in
                Glibc.send(descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .last("send", "events helper") }
            sent += count
        }
    }

    private static func add(_ kind: UInt32, _ path: [UInt8], _ size: Int, to message: inout [UInt8]) {
        let head = clinux_change(kind: kind, length: UInt32(path.count), size: UInt64(size))
        withUnsafeBytes(of: head) { message.append(contentsOf: $0) }
        message.append(contentsOf: path)
    }
}
