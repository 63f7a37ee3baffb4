import Testing

@testable import APIServer

@Suite struct TimestampTests {
    private static let known: [(Int64, String)] = [
        (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (86399, "1970-01-01T23:59:59Z"),
        (86400, "1970-01-02T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
        (951_868_799, "2000-02-29T23:59:59Z"), (951_868_800, "2000-03-01T00:00:00Z"),
        (978_307_199, "2000-12-31T23:59:59Z"), (1_709_164_800, "2024-02-29T00:00:00Z"),
        (1_767_225_600, "2026-01-01T00:00:00Z"), (2_147_483_648, "2038-01-19T03:14:08Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
        (-62_167_219_200, "0000-01-01T00:00:00Z"),
    ]

    @Test(arguments: known) func textsOfSeconds(seconds: Int64, text: String) {
        #expect(Timestamp.text(seconds) == text)
    }

    @Test(arguments: known) func secondsOfTexts(seconds: Int64, text: String) {
        #expect(Timestamp.parse(text) == seconds)
    }

    @Test func everyDayOfEightCenturiesReadsBackInOrder() {
        let noons = (Int64(-150_000)...150_000).map { $0 * 86400 + 43200 }
        let texts = noons.map(Timestamp.text)
        #expect(texts.map(Timestamp.parse) == noons)
        #expect(texts == texts.sorted())
        #expect(Set(texts).count == noons.count)
    }

    @Test(
        arguments: [
            ("1970-01-01T00:00:01.999Z", 1), ("1970-01-01T00:00:01.000000001Z", 1), ("1970-01-01T02:00:00+02:00", 0),
            ("1969-12-31T20:30:00-03:30", 0), ("1970-01-01T00:00:00.5+00:00", 0), ("1970-01-01T00:00:00-00:00", 0),
        ] as [(String, Int64)]
    )
    func fractionsAndOffsets(text: String, seconds: Int64) {
        #expect(Timestamp.parse(text) == seconds)
    }

    @Test(
        arguments: [
            "", "Z", "1970-01-01", "1970-01-01T00:00:00", "1970-01-01 00:00:00Z", "1970-01-01t00:00:00Z",
            "1970-01-01T00:00:00z", "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00Z ", " 1970-01-01T00:00:00Z",
            "1970-01-01T00:00:60Z", "1970-01-01T00:60:00Z", "1970-01-01T24:00:00Z", "1970-13-01T00:00:00Z",
            "1970-00-01T00:00:00Z", "1970-01-00T00:00:00Z", "1970-01-32T00:00:00Z", "1970-04-31T00:00:00Z",
            "1970-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2024-02-30T00:00:00Z", "70-01-01T00:00:00Z",
            "1970-1-01T00:00:00Z", "+970-01-01T00:00:00Z", "-970-01-01T00:00:00Z", "1970-01-01T00:00:00+0000",
            "1970-01-01T00:00:00+25:00", "1970-01-01T00:00:00+00:60", "1970-01-01T00:00:00+1:00",
            "1970-01-01T00:00:00ZZ", "١٩٧٠-01-01T00:00:00Z",
        ]
    )
    func refuses(text: String) {
        #expect(Timestamp.parse(text) == nil)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (1, "1970-01-01T00:00:00.000001Z"),
            (-1, "1969-12-31T23:59:59.999999Z"), (1_767_225_600_034_000, "2026-01-01T00:00:00.034000Z"),
        ] as [(Int64, String)]
    )
    func microseconds(microseconds: Int64, text: String) {
        #expect(Timestamp.microText(microseconds) == text)
    }
}
