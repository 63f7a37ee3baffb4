import LinuxSystem

/// A thread that tells the kernel of pages that have become old while somebody read them, and asks it which nodes it knows
/// where that is in doubt. Sleeps otherwise.
final class KernelNotifier: Sendable {
    private final class Bell: Sendable {
        let added: EventDescriptor

        init() throws(SystemError) { added = try EventDescriptor() }
    }

    private let bell: Bell
    let stale: StaleNodes

    init() throws(SystemError) {
        let bell = try Bell()
        self.bell = bell
        stale = StaleNodes { bell.added.ring() }
    }

    /// Starts the thread; it ends when the session has.
    func start(_ announcer: Announcer, _ server: FuseServer) throws(SystemError) {
        try SystemThread.start { [bell, stale] in
            let session = announcer.session
            while true {
                let fired = try? Poll.readable([bell.added.rawValue, session.endRawValue], timeout: nil)
                guard let fired, !fired[1] else { return }
                bell.added.clear()
                let work = stale.takeAll()
                announcer.carryOut(work.stale.map(KernelNotice.changed))
                for id in work.doubtful { server.settleDoubt(about: id, isKnown: session.forgetAttributes) }
            }
        }
    }
}
