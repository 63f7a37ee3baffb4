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
    private let identity: Place.Identity
    /// The connection that it tells the kernel through; nil where that is not its business.
    private let connection: OwnedFD?
    private let process = Mutex<Process?>(nil)
    /// Processes that have been let go and not yet been seen to end.
    private let leaving = Mutex<[pid_t]>([])
    private let onStart: @Sendable (Int32) -> Void
    private let logger: Logger

    /// How long an answer may take before the helper is given up, in seconds.
    private static let patience = 10

    /// - Parameters:
    ///   - place: The tree's root on a writable mount that nobody else sees; nil where only `path` leads to it.
    ///   - identity: What `path` has to lead to.
    ///   - connection: A copy of it, where this process may be killed and the connection lives on.
    ///   - onStart: Called with the process's pid before it does anything, and with 0 when it has gone.
    init(
        at place: consuming Place?,
        _ path: String,
        _ identity: Place.Identity,
        connection: consuming OwnedFD?,
        logger: Logger,
        onStart: @escaping @Sendable (Int32) -> Void
    ) {
        self.place = place
        self.path = path
        self.identity = identity
        self.connection = connection
        self.logger = logger
        self.onStart = onStart
    }

    /// Whether it can tell the kernel things.
    var tellsKernel: Bool {
        switch connection {
        case .some: true
        case .none: false
        }
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

    /// Tells the kernel, makes changes, and tells it again, in order, and comes back when all is done. What it could not
    /// do it leaves out.
    ///
    /// - Returns: Whether the kernel was told.
    func perform(_ before: [KernelNotice], _ changes: [VisibleChange], _ after: [KernelNotice]) -> Bool {
        guard !before.isEmpty || !changes.isEmpty || !after.isEmpty else { return true }
        let message = Self.message(before, changes, after)
        return process.withLock { process in
            // One that has died since the last time is found out by that.
            var attempts = process == nil ? 1 : 2
            while true {
                attempts -= 1
                do throws(SystemError) {
                    if process == nil { process = try launch() }
                    guard let running = process.take() else { return false }
                    return try carryOut(message, by: running, &process, changes.count)
                } catch let error where attempts > 0 && (error.errno == .brokenPipe || error.errno == .connectionReset)
                {
                    continue
                } catch {
                    logger.warning("watchers were not told of a change", metadata: ["error": "\(error)"])
                    return false
                }
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
        reap()
        var pid: pid_t = 0
        var spot = clinux_helper_place()
        spot.directory = -1
        spot.connection = -1
        switch place {
        case .some(let place): spot.directory = place.rawValue
        case .none: break
        }
        switch connection {
        case .some(let connection): spot.connection = connection.rawValue
        case .none: break
        }
        spot.device = identity.device
        spot.inode = identity.inode
        let socket = path.withCString { path in
            spot.path = path
            return clinux_events_helper_start(&spot, &pid)
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
        // It ends when this goes; unless it waits for an answer of this filesystem that nobody gives any more.
        _ = consume running
        let descriptor = clinux_process_descriptor(pid)
        if descriptor >= 0 {
            let ending = OwnedFD(owning: descriptor)
            _ = try? Poll.readable([ending.rawValue], timeout: .seconds(1))
            _ = consume ending
        }
        leaving.withLock { $0.append(pid) }
        if !reap().isEmpty {
            logger.warning("the helper that tells watchers does not end", metadata: ["pid": "\(pid)"])
        }
    }

    /// Takes note of processes that have ended; the others' pids stay theirs.
    ///
    /// - Returns: Those that have not.
    @discardableResult
    private func reap() -> [pid_t] {
        leaving.withLock { leaving in
            leaving.removeAll { pid in
                var status: Int32 = 0
                return waitpid(pid, &status, WNOHANG) != 0
            }
            return leaving
        }
    }

    /// - Parameter process: Gets the process back that has done its work.
    private func carryOut(
        _ message: [UInt8],
        by running: consuming Process,
        _ process: inout Process?,
        _ count: Int
    ) throws(SystemError) -> Bool {
        let answer: clinux_changes_answer
        do throws(SystemError) {
            answer = try exchange(message, over: running.socket)
        } catch let error where error.errno == .resourceTemporarilyUnavailable || error.errno == .wouldBlock {
            // Somebody holds up the kernel. It has all it has to do, and tells the kernel when it can; another one goes on
            // in its place, and nothing here may wait for what it waits for.
            onStart(0)
            leaving.withLock { $0.append(running.pid) }
            _ = consume running
            logger.warning("the helper that tells watchers is held up", metadata: ["error": "\(error)"])
            return true
        } catch {
            end(running, killing: true)
            throw error
        }
        process = consume running
        if answer.failures > 0 {
            let error = SystemError(
                "change \(answer.kind)",
                "\(answer.failures) of \(count)",
                .init(rawValue: answer.error)
            )
            logger.warning("watchers were not told of a change", metadata: ["error": "\(error)"])
        }
        return true
    }

    private static func message(
        _ before: [KernelNotice],
        _ changes: [VisibleChange],
        _ after: [KernelNotice]
    ) -> [UInt8] {
        var message: [UInt8] = []
        for notice in before { add(UInt32(clinux_change_notify), notice.bytes, 0, to: &message) }
        for change in changes { add(change.kind.rawValue, change.path + [0], change.size, to: &message) }
        for notice in after { add(UInt32(clinux_change_notify), notice.bytes, 0, to: &message) }
        add(UInt32(clinux_change_end), [], 0, to: &message)
        return message
    }

    private func exchange(
        _ message: [UInt8],
        over socket: borrowing OwnedFD
    ) throws(SystemError) -> clinux_changes_answer {
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
