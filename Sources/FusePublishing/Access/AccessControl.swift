import Projection
import Publishing
import Synchronization

/// Puts the rules in force at every open, and writes down who has opened what.
package final class AccessControl: Gatekeeper {
    private let policy: Mutex<AccessPolicy>
    private let log: AuditLog

    package init(_ policy: AccessPolicy, log: AuditLog) {
        self.policy = Mutex(policy)
        self.log = log
    }

    /// Other rules, from the next open on.
    package func replace(_ new: AccessPolicy) {
        policy.withLock { $0 = new }
    }

    func admits(thread: Int32, uid: UInt32, gid: UInt32, to file: Node.Identity) -> Bool {
        let policy = policy.withLock { $0 }
        let notesAllowed = log.wants(.allowed)
        guard !policy.isEmpty || notesAllowed else { return true }
        // What every open has to pay: all there is to know only where all opens are written down.
        let facts = notesAllowed ? policy.facts.union(log.facts) : policy.facts
        var opener = Opener.reading(thread: thread, uid: uid, gid: gid, facts: facts)
        let opened = OpenedFile(file)
        let decision = policy.decide(opener, opened)
        if log.wants(decision.verdict) {
            if facts != log.facts.union(facts) {
                opener = Opener.reading(thread: thread, uid: uid, gid: gid, facts: log.facts)
            }
            log.record(AuditRecord(opener, opened, decision))
        }
        return decision.verdict == .allowed
    }
}

extension OpenedFile {
    init(_ file: Node.Identity) {
        // The node's layout is namespace, Pod, volume. `secretd mount` has the container's own.
        let isNode = file.volume.count == 3
        self.init(
            namespace: isNode ? file.volume[0] : "",
            pod: isNode ? file.volume[1] : "",
            volume: isNode ? file.volume[2] : file.volume.joined(separator: "/"),
            key: file.path.text,
            generation: file.generation.text
        )
    }
}
