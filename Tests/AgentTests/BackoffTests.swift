import Agent
import Testing

@Suite struct BackoffTests {
    @Test func doublesFromATenthOfASecondToHalfAMinute() {
        var backoff = Backoff()
        let delays = (0..<12).map { _ in backoff.next(random: 0.999_999) }
        #expect(delays[0] > .milliseconds(99) && delays[0] <= .milliseconds(100))
        #expect(delays[1] > .milliseconds(199) && delays[1] <= .milliseconds(200))
        #expect(delays[11] > .seconds(29) && delays[11] <= .seconds(30))
    }

    @Test func jitterTakesAwayAtMostAHalf() {
        var backoff = Backoff()
        #expect(backoff.next(random: 0) == .milliseconds(50))
    }

    @Test func goesOnForEver() {
        var backoff = Backoff()
        for _ in 0..<10_000 { _ = backoff.next(random: 0) }
        #expect(backoff.next(random: 0) == .seconds(15))
        #expect(backoff.failures == 10_001)
    }
}
