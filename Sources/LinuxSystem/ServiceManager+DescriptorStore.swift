import Glibc

/// The service manager keeps descriptors for a service, over its end and its restart, until it is stopped.
///
/// Source: man 3 sd_notify FDSTORE, man 3 sd_listen_fds.
extension ServiceManager {
    /// Hands a copy of `descriptor` over to be kept as `name`. What was kept under the name stays, too.
    package func keep(_ descriptor: Int32, as name: String) {
        // Without FDPOLL=0 the manager would let go of a descriptor that reports an error, as /dev/fuse does at times.
        _ = notify("FDSTORE=1\nFDNAME=\(name)\nFDPOLL=0", with: descriptor)
    }

    /// Lets go of everything that is kept as `name`.
    package func letGo(of name: String) {
        notify("FDSTOREREMOVE=1\nFDNAME=\(name)")
    }

    /// Waits until the manager has dealt with all that it was sent: what it should keep, it has then, even if this
    /// process is killed at once. At most five seconds; whether it was in time. Source: man 3 sd_notify_barrier.
    @discardableResult
    package func synchronize() -> Bool {
        guard let pair = try? SocketPair(), notify("BARRIER=1", with: pair.theirs.rawValue) else { return false }
        let end = pair.keepingOurs()
        // The manager closes its copy, which is the last one.
        return (try? Poll.readable([end.rawValue], timeout: .seconds(5)))?.first ?? false
    }

    /// Takes what an earlier process of the service has left to be kept, by name; the last one where a name was kept
    /// twice. Call it once, before the process opens descriptors of its own: they come as numbers from 3 on.
    package static func takeKept(
        environment value: (String) -> String? = { getenv($0).map { String(cString: $0) } }
    ) -> [KeptDescriptor] {
        defer { for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) } }
        guard value("LISTEN_PID") == "\(getpid())", let count = value("LISTEN_FDS").flatMap({ Int32($0) }) else {
            return []
        }
        let names = (value("LISTEN_FDNAMES") ?? "").split(separator: ":", omittingEmptySubsequences: false)
        var kept: [KeptDescriptor] = []
        for index in 0..<max(0, count) {
            let descriptor = 3 + index
            guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { continue }
            let name = Int(index) < names.count ? String(names[Int(index)]) : ""
            kept.append(KeptDescriptor(name: name, rawValue: descriptor))
        }
        return kept
    }
}

/// A descriptor that the service manager has kept, not yet anybody's.
package struct KeptDescriptor: Hashable, Sendable {
    package var name: String
    package var rawValue: Int32

    package init(name: String, rawValue: Int32) {
        self.name = name
        self.rawValue = rawValue
    }
}
