import Glibc

/// The service manager that started this process, if one did, and the way to tell it things.
///
/// Source: man 3 sd_notify: datagrams of `NAME=value` lines to the socket in `NOTIFY_SOCKET`.
package struct ServiceManager: Sendable {
    /// A path, or `@` and an abstract name.
    private let socketName: String
    /// How often the manager wants to hear `WATCHDOG=1` at the least; nil where it does not watch.
    package let watchdogInterval: Duration?

    /// Nil where no service manager waits for notifications.
    package init?(environment name: (String) -> String? = { getenv($0).map { String(cString: $0) } }) {
        guard let socket = name("NOTIFY_SOCKET"), let first = socket.utf8.first else { return nil }
        guard first == UInt8(ascii: "/") || first == UInt8(ascii: "@") else { return nil }
        guard DatagramSocket.accepts(socket) else { return nil }
        socketName = socket
        let isOurs = name("WATCHDOG_PID").map { $0 == String(getpid()) } ?? true
        let interval = name("WATCHDOG_USEC").flatMap { Int64($0) }.map { Duration.microseconds($0) }
        watchdogInterval = isOurs ? interval : nil
    }

    /// Sends `state`, lines of `NAME=value`, as one datagram. A manager that is not listening is no error of ours.
    package func notify(_ state: String) {
        try? DatagramSocket().send(Array(state.utf8), to: socketName)
    }

    /// Sends `state` with a copy of `descriptor`. Whether it went out.
    func notify(_ state: String, with descriptor: Int32) -> Bool {
        do throws(SystemError) {
            try DatagramSocket().send(Array(state.utf8), to: socketName, with: descriptor)
            return true
        } catch {
            return false
        }
    }

    /// The service is up.
    package func ready(status: String) { notify("READY=1\nSTATUS=\(status)") }

    /// The service re-reads its configuration; `ready` ends it.
    package func reloading() {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let microseconds = Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
        notify("RELOADING=1\nMONOTONIC_USEC=\(microseconds)")
    }

    package func stopping() { notify("STOPPING=1") }
}
