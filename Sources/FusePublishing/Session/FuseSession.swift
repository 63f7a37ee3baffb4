import CFuse3
import Glibc
import LinuxSystem
import Synchronization
import SystemPackage

/// A connection to the kernel that is being served: requests come in on one thread of their own, and notifications go
/// out from any thread but that one.
///
/// Takes over a connection that an earlier process has served as well as a new one.
final class FuseSession: @unchecked Sendable {  // libfuse's calls on a session may come from any thread
    /// How the session came about.
    enum Origin {
        /// A new mount: the kernel begins by asking what the server can do.
        case new
        /// The kernel has asked an earlier process that already, and may have requests that nobody answered.
        case resumed
    }

    private let session: OpaquePointer
    /// Kept for as long as the session lives; libfuse has its address.
    private let server: Unmanaged<FuseServer>
    /// libfuse closes it with the session.
    private let device: Int32
    private let isResumed: Bool
    /// Rung once: it is time to end, or it has ended.
    private let bell: EventDescriptor
    private let end = ThreadEnd()
    private let isEnding = Atomic(false)
    private let mustStop = Atomic(false)
    /// Called when the kernel has closed the connection: the mount is gone.
    private let onDisconnect: @Sendable () -> Void

    /// Starts to serve.
    ///
    /// - Parameter device: The connection; this takes a descriptor of its own.
    /// - Throws: Where descriptors or threads have run out.
    init(
        _ device: Int32,
        _ origin: Origin,
        server: FuseServer,
        onDisconnect: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        let own = fcntl(device, F_DUPFD_CLOEXEC, 3)
        guard own >= 0 else { throw .last("fcntl", "/dev/fuse") }
        let keeper = Unmanaged.passRetained(server)
        guard let session = Self.make(keeper) else {
            keeper.release()
            close(own)
            throw SystemError("fuse_session_new", "", .noMemory)
        }
        self.session = session
        self.server = keeper
        self.device = own
        isResumed = origin == .resumed
        bell = try EventDescriptor()
        self.onDisconnect = onDisconnect
        var io = FuseChannel.functions
        guard fuse_session_custom_io(session, &io, own) == 0 else {
            throw SystemError("fuse_session_custom_io", "", .invalidArgument)
        }
        if isResumed { greetForKernel() }
        if isResumed { askAgain() }
        try SystemThread.start { self.serve() }
    }

    private static func make(_ server: Unmanaged<FuseServer>) -> OpaquePointer? {
        let name = strdup("secretd")
        defer { free(name) }
        let argv = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: 1)
        defer { argv.deallocate() }
        argv.initialize(to: name)
        var arguments = fuse_args(argc: 1, argv: argv, allocated: 0)
        var table = FuseOperations.table()
        return fuse_session_new(&arguments, &table, MemoryLayout<fuse_lowlevel_ops>.size, server.toOpaque())
    }

    /// The thread that serves keeps the session until it has ended.
    deinit {
        fuse_session_destroy(session)
        server.release()
    }

    // MARK: The thread that serves

    private func serve() {
        var buffer = fuse_buf()
        defer {
            free(buffer.mem)
            bell.ring()
            end.signal()
        }
        // An open is most often followed by a read, and that by another: to look for it for a moment costs less than to
        // be put to sleep and woken again.
        var looks = 0
        while !mustStop.load(ordering: .relaxed) {
            let count = fuse_session_receive_buf(session, &buffer)
            if count > 0 {
                fuse_session_process_buf(session, &buffer)
                looks = Self.looksBeforeSleep
            } else if count == -EAGAIN, looks > 0 {
                looks -= 1
                sched_yield()
            } else if count == 0 || count == -ENODEV {
                // Unmounted everywhere.
                if !isEnding.load(ordering: .relaxed) { onDisconnect() }
                return
            } else if count == -EAGAIN {
                // Out of memory for a moment: then it looks again at once.
                let ready = try? Poll.readable([device, bell.rawValue], timeout: nil)
                if ready?[1] == true { return }
            } else if count != -EINTR, count != -ENOENT {
                onDisconnect()
                return
            }
        }
    }

    /// Some 20 µs; none where there is one processor, which the application needs.
    private static let looksBeforeSleep = sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1 ? 40 : 0

    /// Readable once the session has ended or is about to.
    var endRawValue: Int32 { bell.rawValue }

    /// The mount is about to be taken away by this process itself.
    func expectEnd() { isEnding.store(true, ordering: .relaxed) }

    /// Stops serving; the connection stays for whoever else has it.
    func stop() {
        mustStop.store(true, ordering: .relaxed)
        bell.ring()
        end.wait()
    }

    // MARK: Taking over

    /// Tells libfuse what the kernel told the process before; the kernel itself says it only once.
    private func greetForKernel() {
        var greeting = FuseChannel.Greeting()
        withUnsafeMutableBytes(of: &greeting) { bytes in
            var buffer = fuse_buf()
            buffer.mem = bytes.baseAddress
            buffer.size = bytes.count
            fuse_session_process_buf(session, &buffer)
        }
    }

    /// Has the kernel send once more what the process before has taken and not answered. Linux 6.9; before that, those
    /// requests wait until somebody interrupts them. Source: linux/fuse.h FUSE_NOTIFY_RESEND.
    private func askAgain() {
        var message = fuse_out_header(len: UInt32(MemoryLayout<fuse_out_header>.size), error: 7, unique: 0)
        _ = write(device, &message, MemoryLayout<fuse_out_header>.size)
    }

    // MARK: Telling the kernel

    /// Whether the kernel knows the node. It asks for its attributes anew.
    func forgetAttributes(of id: NodeID) -> Bool {
        fuse_lowlevel_notify_inval_inode(session, id.rawValue, -1, 0) != -ENOENT
    }

    /// Tells the kernel. It may have to wait for somebody who waits for an answer, so never on the thread that serves.
    func send(_ notice: KernelNotice) {
        // Most often it does not know what it is told to forget.
        _ = notice.bytes.withUnsafeBytes { write(device, $0.baseAddress, $0.count) }
    }
}
