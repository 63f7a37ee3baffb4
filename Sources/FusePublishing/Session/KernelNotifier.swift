import LinuxSystem

/// A thread that tells the kernel of pages that have become old while somebody read them. Sleeps otherwise.
final class KernelNotifier: Sendable {
    private final class Bells: Sendable {
        let added: EventDescriptor

        init() throws(SystemError) { added = try EventDescriptor() }
    }

    private let bells: Bells
    let stale: StaleNodes

    init() throws(SystemError) {
        let bells = try Bells()
        self.bells = bells
        stale = StaleNodes { bells.added.ring() }
    }

    /// Starts the thread; it ends when the session has.
    func start(_ session: FuseSession) throws(SystemError) {
        try SystemThread.start { [bells, stale] in
            while true {
                let fired = try? Poll.readable([bells.added.rawValue, session.endRawValue], timeout: nil)
                guard let fired, !fired[1] else { return }
                bells.added.clear()
                for id in stale.takeAll() { session.forgetContent(of: id) }
            }
        }
    }
}
