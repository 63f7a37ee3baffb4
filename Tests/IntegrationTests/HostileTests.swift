import Foundation
import Glibc
import TestSupport
import Testing

/// Clients that mean harm, or do it: see hostile/hostile.py.
@Suite(.enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(4)))
struct HostileTests {
    @Test func theAPISurvivesItsClients() throws {
        let node = try TestNode()
        let (daemon, port) = try node.startWithAPI()
        let here = #filePath.split(separator: "/").dropLast()
        let script = "/" + (here + ["hostile", "hostile.py"]).joined(separator: "/")
        let clients = try ChildProcess("python3", [script, "\(port)", node.socket, node.state, "\(daemon.pid)"])
        #expect(try clients.wait(within: 200) == 0, "\(clients.output)")
        // With slow clients still there, it ends in time.
        let watcher = try node.client()
        try watcher.send("GET /api/v1/secrets?watch=1 HTTP/1.1\r\nHost: x\r\n\r\n")
        let idle = try node.client()
        try idle.send("POST /api/v1/secrets HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n")
        let reader = try node.client()
        try reader.send("GET /api/v1/secrets HTTP/1.1\r\nHost: x\r\n\r\n")
        let start = ContinuousClock.now
        #expect(try node.stop() == 0)
        #expect(start.duration(to: .now) < .seconds(8))
        withExtendedLifetime([watcher, idle, reader]) {}
    }
}
