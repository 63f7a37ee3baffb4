import Testing

@testable import KubeObjects

@Suite struct DecodingLogTests {
    private let mark = SourceMark(line: 1, column: 1)

    @Test(arguments: [
        ("spec.volumes[0].secret", true), ("spec.volumes[0].secret.secretName", true),
        ("spec.volumes[0].secret.items[0].key", true), ("spec.volumes[0].secretX", false), ("spec.volumes[0]", false),
        ("spec.volumes[0].name", false), ("spec.volumes[01].secret", false), ("spec", false), ("", false),
    ])
    func anErrorCoversTheFieldAndAllInIt(_ path: String, _ covered: Bool) {
        let log = DecodingLog()
        log.error("spec.volumes[0].secret", "expected object, found string", at: mark)
        #expect(log.covers(path) == covered)
    }

    @Test func anErrorOfStringDataCoversDataToo() {
        let log = DecodingLog()
        log.error("stringData[tls.crt]", "expected string, found integer", at: mark)
        #expect(log.covers("data[tls.crt]"))
        #expect(!log.covers("data[tls.key]"))
        log.error("stringData", "expected object, found string", at: mark)
        #expect(log.covers("data[tls.key]"))
        #expect(!log.covers("data"))
    }

    @Test func warningsCoverNothing() {
        let log = DecodingLog()
        log.warn("unknown field \"a\"", at: mark)
        #expect(!log.covers("a"))
        #expect(log.problems.map(\.severity) == [.warning])
    }
}
