import KubeObjects
import Testing

@testable import Kubectl

struct NotificationTableTests {
    private static let told = ServedNotification(
        rule: "nginx",
        action: "reload nginx.service",
        namespace: "default",
        pod: "web",
        volume: "tls",
        generation: "2026_11_24_22_30_06.1191765531",
        state: "told",
        since: 1_000,
        attempts: 2,
        error: ""
    )

    @Test func aRowSaysWhoWasToldOfWhatAndWhen() {
        let lines = NotificationTable.lines(of: [Self.told], now: 1_004)
        #expect(lines.count == 2)
        let words = lines[1].split(separator: " ").map(String.init)
        let expected = [
            "nginx", "reload", "nginx.service", "web", "tls", "2026_11_24_22_30_06.1191765531", "told", "2", "4s",
        ]
        #expect(words == expected)
    }

    @Test func whatAPodMayNotHaveHasNoVolume() {
        var refused = Self.told
        (refused.volume, refused.generation, refused.state, refused.since) = ("", "", "refused", 0)
        refused.error = "not allowed to\u{1b}[2J namespace default"
        let line = NotificationTable.lines(of: [refused], now: 1_004).last ?? ""
        #expect(line.contains(" -        -            refused   2       -     not allowed"))
        #expect(!line.contains("\u{1b}"))
    }

    @Test func noRowsNoTable() {
        #expect(NotificationTable.lines(of: [], now: 0).isEmpty)
    }

    @Test func theDaemonsAnswerIsReadBack() {
        #expect(ServedNotification(Self.told.json) == Self.told)
        #expect(ServedNotification(["rule": 1]) == nil)
    }
}
