import LinuxSystem
import TestSupport
import Testing

@Suite struct ServiceManagerTests {
    private func manager(_ environment: [String: String]) -> ServiceManager? {
        ServiceManager(environment: { environment[$0] })
    }

    @Test(arguments: ["", "relative", String(repeating: "/long", count: 30)])
    func withoutASocketThereIsNoManager(name: String) {
        #expect(manager(["NOTIFY_SOCKET": name]) == nil)
        #expect(manager([:]) == nil)
    }

    @Test func sendsLinesToTheSocket() throws {
        let socket = try NotifySocket(in: TemporaryDirectory())
        let manager = try #require(self.manager(["NOTIFY_SOCKET": socket.path]))
        manager.ready(status: "2 volumes")
        #expect(try socket.message(containing: "READY") == "READY=1\nSTATUS=2 volumes")
        manager.reloading()
        #expect(try socket.message(containing: "RELOADING=1").contains("\nMONOTONIC_USEC="))
        manager.stopping()
        try socket.message(containing: "STOPPING=1")
    }

    @Test func aManagerThatDoesNotListenIsNoError() {
        manager(["NOTIFY_SOCKET": "/nonexistent/notify"])?.ready(status: "")
        manager(["NOTIFY_SOCKET": "@secretd-nobody-listens-here"])?.ready(status: "")
    }

    @Test func theWatchdogIsOursOnlyIfItNamesUs() {
        let socket = ["NOTIFY_SOCKET": "/run/notify"]
        #expect(manager(socket)?.watchdogInterval == nil)
        #expect(manager(socket.merging(["WATCHDOG_USEC": "30000000"]) { $1 })?.watchdogInterval == .seconds(30))
        let other = socket.merging(["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"]) { $1 }
        #expect(manager(other)?.watchdogInterval == nil)
    }
}
