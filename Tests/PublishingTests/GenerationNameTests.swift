import Testing

@testable import Publishing

@Suite
struct GenerationNameTests {
    // 2026-11-23 16:20:18 UTC
    static let second = 1_795_450_818

    @Test func isTheTimeInUTCAndTenDigits() {
        let name = GenerationName(seconds: Self.second, random: 7, after: nil)
        #expect(name.entry == "..2026_11_23_16_20_18.1000000003")
        #expect(name.text == "2026_11_23_16_20_18.1000000003")
        #expect(GenerationName(entry: name.entry) == name)
        #expect(GenerationName(seconds: 0, random: .max, after: nil).entry == "..1970_01_01_00_00_00.3147483647")
    }

    @Test(arguments: [
        "..2026_11_23_16_20_18.1", "..2026_11_23_16_20_18.3403175871", "..0000_00_00_00_00_00.0",
    ]) func isRecognised(_ entry: String) {
        #expect(GenerationName(entry: entry)?.entry == entry)
    }

    @Test(arguments: [
        "", "..", "..data", "..data_tmp", "2026_11_23_16_20_18.1", ".2026_11_23_16_20_18.1", "..2026_11_23_16_20_18",
        "..2026_11_23_16_20_18.", "..2026_11_23_16_20_18.12345678901", "..2026_11_23_16_20_18.1a",
        "..2026_11_23_16_20_18.1 ", "..2026-11-23-16-20-18.1", "...2026_11_23_16_20_18.1", "..2026_11_23_16_20_1x.1",
        "../etc/passwd", "..2026_11_23_16_20_18.1/x", "..2026_11_23_16_20_18.\u{661}",
    ]) func isNotRecognised(_ entry: String) {
        #expect(GenerationName(entry: entry) == nil)
    }

    @Test func laterOnesSortAfterEarlierOnesWithinASecondToo() {
        var last: GenerationName?
        var random: UInt32 = 4_000_000_000
        for step in 0..<2000 {
            random = random &* 1_664_525 &+ 1_013_904_223
            let next = GenerationName(seconds: Self.second + step / 1000, random: random, after: last)
            if let last { #expect(last.entry < next.entry) }
            #expect(next.entry.utf8.count == "..2026_11_23_16_20_18.1234567890".utf8.count)
            last = next
        }
    }

    @Test func theLastNumberOfASecondIsNoDeadEnd() {
        let last = GenerationName(entry: "..2026_11_23_16_20_18.9999999999")
        let next = GenerationName(seconds: Self.second, random: 1, after: last)
        #expect(GenerationName(entry: next.entry) != nil)
        #expect(next != last)
    }
}
