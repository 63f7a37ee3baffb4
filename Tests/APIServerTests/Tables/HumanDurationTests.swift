import Testing

@testable import APIServer

@Suite struct HumanDurationTests {
    private static let minute: Int64 = 60
    private static let hour = 60 * minute
    private static let day = 24 * hour
    private static let year = 365 * day

    private static let known: [(Int64, String)] = [
        (Int64.min, "<invalid>"),
        (-2, "<invalid>"),
        (-1, "0s"),
        (0, "0s"),
        (1, "1s"),
        (70, "70s"),
        (119, "119s"),
        (2 * minute, "2m"),
        (2 * minute + 1, "2m1s"),
        (7 * minute + 11, "7m11s"),
        (10 * minute - 1, "9m59s"),
        (10 * minute, "10m"),
        (10 * minute + 59, "10m"),
        (3 * hour - 1, "179m"),
        (3 * hour, "3h"),
        (3 * hour + minute - 1, "3h"),
        (3 * hour + minute, "3h1m"),
        (8 * hour - 1, "7h59m"),
        (8 * hour, "8h"),
        (8 * hour + 59 * minute, "8h"),
        (48 * hour - 1, "47h"),
        (48 * hour, "2d"),
        (49 * hour - 1, "2d"),
        (49 * hour, "2d1h"),
        (8 * day - 1, "7d23h"),
        (8 * day, "8d"),
        (8 * day + 23 * hour, "8d"),
        (2 * year - 1, "729d"),
        (2 * year, "2y"),
        (2 * year + day - 1, "2y"),
        (2 * year + day, "2y1d"),
        (3 * year + 7 * day, "3y7d"),
        (8 * year - 1, "7y364d"),
        (8 * year, "8y"),
        (8 * year + 364 * day, "8y"),
        (100 * year, "100y"),
    ]

    @Test(arguments: known) func twoFiguresAtMost(seconds: Int64, text: String) {
        #expect(HumanDuration.text(seconds: seconds) == text)
    }
}
