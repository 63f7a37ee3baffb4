import Foundation
import Glibc
import TestSupport

extension TestNode {
    var state: String { directory.appending("state") }
    var socket: String { directory.appending("s.sock") }

    /// Starts `secretd run` with store and API, and waits until both are there.
    ///
    /// - Returns: The daemon, and the port of its API.
    @discardableResult
    func startWithAPI(_ arguments: String...) throws -> (daemon: ChildProcess, port: Int) {
        let daemon = try run(
            ["--state", state, "--socket", socket, "--listen", "127.0.0.1:0"] + arguments,
            environment: [:]
        )
        var port: Int?
        var isSocket = false
        var isSynced = false
        try daemon.line { line in
            if line.contains("msg=API at=https://"), let text = line.split(separator: ":").last { port = Int(text) }
            isSocket = isSocket || line.contains("msg=API at=\(socket)")
            isSynced = isSynced || line.contains("in sync")
            return isSynced && isSocket && port != nil
        }
        return (daemon, port ?? 0)
    }

    func client() throws -> APIClient { try APIClient(socket) }

    /// Waits until `condition` holds: polls, because there is nothing to wait for.
    func eventually(within seconds: Double = 10, _ condition: () throws -> Bool) throws -> Bool {
        let deadline = Deadline(seconds: seconds)
        while !deadline.isPast {
            if try condition() { return true }
            usleep(2000)
        }
        return false
    }
}
