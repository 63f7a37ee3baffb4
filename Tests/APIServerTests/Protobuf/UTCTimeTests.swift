import Testing

@testable import APIServer

@Suite struct UTCTimeTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_767_323_045, "2026-01-02T03:04:05Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-62_135_596_800, "0001-01-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] as [(Int64, String)]
    )
    func secondsBecomeCalendarTime(seconds: Int64, text: String) {
        #expect(UTCTime.text(secondsSince1970: seconds) == text)
    }

    @Test(arguments: [-62_135_596_801, 253_402_300_800, .min, .max] as [Int64])
    func yearsOfOtherThanFourDigitsAreNone(seconds: Int64) {
        #expect(UTCTime.text(secondsSince1970: seconds) == nil)
    }
}
