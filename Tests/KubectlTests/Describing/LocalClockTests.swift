import KubeObjects
import Testing

@testable import Kubectl

struct LocalClockTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 +0000"),
        (0, "2026-11-24T17:41:12Z", "Tue, 24 Nov 2026 17:41:12 +0000"),
        (-18_000, "2026-11-24T02:41:12Z", "Mon, 23 Nov 2026 21:41:12 -0500"),
        (19_800, "2026-12-31T23:59:59Z", "Fri, 01 Jan 2027 05:29:59 +0530"),
        (0, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 +0000"),
        (0, "2024-02-29T12:00:00+02:00", "Thu, 29 Feb 2024 10:00:00 +0000"),
    ])
    func datesAreInLocalTime(offset: Int64, timestamp: String, date: String) {
        #expect(LocalClock(now: 0, offset: { _ in offset }).date(.string(timestamp)) == date)
    }

    @Test func noTimestampIsTheYearOne() {
        #expect(LocalClock(now: 0).date(nil) == "Mon, 01 Jan 0001 00:00:00 +0000")
    }

    @Test func ageIsInTwoFiguresAtMost() {
        let clock = LocalClock(now: 310)
        #expect(clock.age(since: "1970-01-01T00:00:00Z") == "5m10s")
        #expect(clock.age(since: .null) == "<unknown>")
    }
}
