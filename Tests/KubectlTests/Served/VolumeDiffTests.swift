import KubeObjects
import Testing

@testable import Kubectl

@Suite struct VolumeDiffTests {
    private func diff(_ from: String?, _ to: String? = nil) throws(KubectlError) -> String {
        try VolumeDiff(ServedHistoryTests.history, from: from, to: to).lines.joined(separator: "\n")
    }

    @Test func thePreviousAndTheCurrentAreCompared() throws {
        #expect(
            try diff(nil) == """
                2026_11_23_16_20_13.3403175871 (3) -> 2026_11_23_16_20_14.3403175871 (4)
                changed   x     mode 0644 -> 0600
                """
        )
    }

    @Test func everyFileThatDiffersHasALine() throws {
        #expect(
            try diff("2", "2026_11_23_16_20_14.3403175871") == """
                2026_11_23_16_20_12.3403175871 (2) -> 2026_11_23_16_20_14.3403175871 (4)
                removed   key\\n     5 bytes, mode 0644
                changed   tls.crt   12 -> 13 bytes, certificate CN=old until 2027-01-01T00:00:00Z -> \
                CN=new until 2027-01-01T00:00:00Z
                added     x         3 bytes, mode 0600
                """
        )
    }

    @Test func theOlderOneMayComeSecond() throws {
        #expect(
            try diff("..2026_11_23_16_20_13.3403175871", "1") == """
                2026_11_23_16_20_13.3403175871 (3) -> 2026_11_23_16_20_11.3403175871 (1)
                changed   tls.crt   13 -> 12 bytes, certificate CN=new until 2027-01-01T00:00:00Z -> \
                CN=old until 2027-01-01T00:00:00Z
                removed   x         3 bytes, mode 0644
                """
        )
    }

    @Test func equalGenerationsSayNothing() throws {
        let diff = try VolumeDiff(ServedHistoryTests.history, from: "current", to: "4")
        #expect(diff.lines.isEmpty)
        #expect(!diff.isDifferent)
    }

    @Test func bytesOfTheSameNumberAreSaidToHaveChanged() throws {
        func file(_ number: Int64) -> JSONValue {
            [
                "path": "k", "size": 5, "mode": "0644", "uid": 0, "gid": .integer(number * 7),
                "changedIn": .integer(number),
            ]
        }
        let generations: [JSONValue] = [2, 1].map { number in
            ["number": .integer(number), "name": .string("g\(number)"), "contents": [file(number)]]
        }
        let diff = try VolumeDiff(ServedHistory(["generations": .array(generations)]), from: nil, to: nil)
        #expect(diff.lines == ["g1 (1) -> g2 (2)", "changed   k     5 bytes as before, owner 0:7 -> 0:14"])
    }

    @Test func whatIsNotRememberedIsAnErrorAndNoDifference() {
        #expect(throws: KubectlError.self) { try diff("7") }
        do {
            _ = try diff("7")
        } catch {
            #expect(error.code == 2)
            #expect(
                error.message.hasPrefix(#"error: generation "7" is not remembered; these are: 2026_11_23_16_20_14."#)
            )
        }
        let single = ServedHistory(["generations": [["number": 1, "name": "g1", "contents": []]]])
        let expected = KubectlError("the daemon remembers one generation of the volume: nothing to compare", code: 2)
        #expect(throws: expected) { try VolumeDiff(single, from: nil, to: nil) }
    }
}
