import APIServer
import KubeObjects
import Testing

@testable import Kubectl

@Suite struct ServedHistoryTests {
    /// Four generations: adopted; a key more; a key changed, one gone; a mode.
    static let history = ServedHistory([
        "namespace": "default", "pod": "web", "volume": "tls",
        "generations": [
            generation(
                4,
                [
                    file("a", 7, in: 1), file("tls.crt", 13, in: 3, certificate: "CN=new"),
                    file("x", 3, in: 3, mode: "0600"),
                ],
                ["added": [], "changed": ["x"], "removed": []]
            ),
            generation(
                3,
                [
                    file("a", 7, in: 1), file("tls.crt", 13, in: 3, certificate: "CN=new"), file("x", 3, in: 3),
                ],
                ["added": ["x"], "changed": ["tls.crt"], "removed": ["key\n"]]
            ),
            generation(
                2,
                [
                    file("a", 7, in: 1), file("key\n", 5, in: 2), file("tls.crt", 12, in: 1, certificate: "CN=old"),
                ],
                ["added": ["key\n"], "changed": [], "removed": []]
            ),
            generation(
                1,
                [
                    file("a", 7, in: 1), file("tls.crt", 12, in: 1, certificate: "CN=old"),
                ],
                ["adopted": true]
            ),
        ],
    ])

    private static func generation(_ number: Int64, _ files: [JSONValue], _ more: [String: JSONValue]) -> JSONValue {
        let generation: [String: JSONValue] = [
            "number": .integer(number), "name": .string("2026_11_23_16_20_1\(number).3403175871"),
            "current": .bool(number == 4), "adopted": false, "since": .string("2026-11-23T16:20:1\(number)Z"),
            "files": .integer(Int64(files.count)), "bytes": 24, "contents": .array(files),
        ]
        return .object(generation.merging(more) { $1 })
    }

    private static func file(
        _ path: String,
        _ size: Int64,
        in number: Int64,
        mode: String = "0644",
        certificate: String? = nil
    ) -> JSONValue {
        var file: JSONValue = [
            "path": .string(path), "size": .integer(size), "mode": .string(mode), "uid": 0, "gid": 0,
            "changedIn": .integer(number),
        ]
        if let certificate {
            file["certificate"] = ["subject": .string(certificate), "notAfter": "2027-01-01T00:00:00Z"]
        }
        return file
    }

    @Test func theNewestComesFirstAndSaysWhatItChanged() {
        let now = Timestamp.parse("2026-11-23T16:20:24Z") ?? 0
        #expect(
            Self.history.lines(now: now).joined(separator: "\n") == """
                CURRENT   NUMBER   GENERATION                       SINCE                  AGE   FILES   BYTES   CHANGES
                *         4        2026_11_23_16_20_14.3403175871   2026-11-23T16:20:14Z   10s   3       24      ~x
                          3        2026_11_23_16_20_13.3403175871   2026-11-23T16:20:13Z   11s   3       24      \
                +x ~tls.crt -key\\n
                          2        2026_11_23_16_20_12.3403175871   2026-11-23T16:20:12Z   12s   3       24      +key\\n
                          1        2026_11_23_16_20_11.3403175871   2026-11-23T16:20:11Z   13s   2       24      \
                adopted at start
                """
        )
    }

    @Test func manyNamesAreCutShort() {
        let names = JSONValue.array((0..<20).map { .string("key-\($0)") })
        let history = ServedHistory(["generations": [["added": names, "changed": [], "removed": ["z"]]]])
        #expect(history.lines(now: 0).last?.hasSuffix("+key-6 +key-7 and 13 more") == true)
    }

    @Test func whereTheOneBeforeIsForgottenNobodyKnowsWhatChanged() {
        let history = ServedHistory(["generations": [["number": 9, "name": "g9", "current": true]]])
        #expect(history.lines(now: 0).last?.hasSuffix("?") == true)
    }
}
