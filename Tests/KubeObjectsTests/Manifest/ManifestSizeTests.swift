import KubeObjects
import Testing

/// Large and hostile files. The times are an order of magnitude above what a debug build needs: they catch a quadratic
/// step, not a slow machine.
@Suite struct ManifestSizeTests {
    private static let head = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n"

    private func timed(_ text: String) -> (manifest: Manifest, time: Duration) {
        let bytes = Array(text.utf8)
        let start = ContinuousClock.now
        let manifest = Manifest(bytes: bytes)
        return (manifest, ContinuousClock.now - start)
    }

    @Test func readsSixteenThousandKeysInOneSecond() {
        let value = String(repeating: "v", count: 50)
        let encoded = String(repeating: "YWFh", count: 17)
        let text = Self.head + "stringData:\n" + (0..<16_000).map { "  key-\($0): \(value)\n" }.joined()
        let base64 = Self.head + "data:\n" + (0..<16_000).map { "  key-\($0): \(encoded)\n" }.joined()
        let json =
            #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"#
            + (0..<16_000).map { #""key-\#($0)":"\#(encoded)""# }.joined(separator: ",") + "}}"
        for text in [text, base64, json] {
            let (manifest, time) = timed(text)
            #expect(manifest.secret?.data.count == 16_000)
            #expect(time < .seconds(3))
        }
    }

    @Test func namesSixteenThousandBadValuesWithoutDelay() {
        let text = Self.head + "data:\n" + (0..<16_000).map { "  key-\($0): '!'\n" }.joined()
        let (manifest, time) = timed(text)
        #expect(manifest.errors.count == 16_000)
        #expect(time < .seconds(5))
    }

    @Test func readsAMebibyteOfBase64() {
        let blob = String(repeating: "YWFh", count: 349_525) + "YQ=="
        let lines = String(repeating: "    \(String(repeating: "YWFh", count: 19))\n", count: 18_396)
        for text in ["\(Self.head)data:\n  blob: \(blob)\n", "\(Self.head)data:\n  blob: |\n\(lines)"] {
            let (manifest, time) = timed(text)
            #expect((1_048_000...1_048_576).contains(manifest.secret?.data["blob"]?.count ?? 0))
            #expect(time < .seconds(2))
        }
    }

    @Test func readsTwoThousandDocuments() {
        let text = (0..<2000).map {
            "---\n\(Self.head)-\($0)\ndata:\n  k: aGVsbG8=\n".replacing("name: s\n-", with: "name: s-")
        }
        let (manifest, time) = timed(text.joined())
        #expect(manifest.objects.count == 2000)
        #expect(Set(manifest.objects.map(\.metadata.name)).count == 2000)
        #expect(time < .seconds(5))
    }

    @Test func refusesAFileAboveTheLimit() {
        let exact = Self.head + "# " + String(repeating: "x", count: Manifest.maximumSize - Self.head.utf8.count - 2)
        #expect(exact.utf8.count == Manifest.maximumSize)
        #expect(Manifest(exact).objects.count == 1)
        let tooLong = Manifest(exact + "x")
        #expect(tooLong.entries.isEmpty)
        #expect(tooLong.problems.map(\.description) == ["1:1: Too long: may not be more than 10485760 bytes"])
    }

    @Test func nothingAtAllIsAnEmptyManifest() {
        for text in ["", "\n", "# comment\n", "---\n---\n", "\u{feff}"] {
            #expect(Manifest(text).entries.isEmpty)
            #expect(Manifest(text).problems.isEmpty)
        }
        #expect(Manifest.read(UnsafeRawBufferPointer(start: nil, count: 0)).problems.isEmpty)
    }

    @Test func anAliasBombIsAnErrorAndNotADelay() {
        var text = Self.head + "l0: &l0 [x, x, x, x, x, x, x, x]\n"
        for level in 1...20 {
            text += "l\(level): &l\(level) [\(Array(repeating: "*l\(level - 1)", count: 8).joined(separator: ", "))]\n"
        }
        let (manifest, time) = timed(text)
        #expect(manifest.errors.map(\.message) == ["more than 200000 values, aliases written out"])
        #expect(manifest.entries.isEmpty)
        #expect(time < .seconds(2))
    }

    @Test func aDocumentThatCannotBeReadDoesNotHideTheOnesBeforeIt() {
        let manifest = Manifest("\(Self.head)---\n\(Self.head)data: [\n---\n\(Self.head)")
        #expect(manifest.entries.count == 1)
        #expect(manifest.errors.count == 1)
        #expect(manifest.errors.first?.mark.line == 11)
    }
}
