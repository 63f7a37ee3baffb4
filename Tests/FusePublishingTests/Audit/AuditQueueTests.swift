import Testing

@testable import FusePublishing

private let second: Int64 = 1_000_000_000

@Suite struct AuditQueueTests {
    private func put(_ count: Int, to queue: inout AuditQueue, at now: Int64) -> [Bool] {
        (0..<count).map { _ in queue.put(SampleRecord.of(), at: now) }
    }

    @Test func onlyTheFirstRecordWakesTheWriter() {
        var queue = AuditQueue(rate: 10, at: 0)
        #expect(put(3, to: &queue, at: 0) == [true, false, false])
        #expect(queue.take(at: 0).records.count == 3)
        #expect(put(1, to: &queue, at: 0) == [true])
    }

    @Test func anIdleQueueHasNothingToWaitFor() {
        var queue = AuditQueue(rate: 10, at: 0)
        #expect(queue.reportDue == nil)
        _ = put(10, to: &queue, at: 0)
        #expect(queue.reportDue == nil)
        #expect(queue.take(at: 0).suppressed == 0)
    }

    @Test func whatIsBeyondTheRateIsCountedAndToldWithinASecond() throws {
        var queue = AuditQueue(rate: 2, at: 0)
        #expect(put(5, to: &queue, at: 7) == [true, false, true, false, false])
        let due = try #require(queue.reportDue)
        #expect(due > 7 && due <= 7 + second)
        var batch = queue.take(at: due - 1)
        #expect(batch.records.count == 2 && batch.suppressed == 0)
        batch = queue.take(at: due)
        #expect(batch.records.isEmpty && batch.suppressed == 3)
        #expect(queue.reportDue == nil)
        #expect(queue.take(at: due).suppressed == 0)
    }

    /// Nanoseconds until the second burst, and how many of that pass.
    private static let bursts: [(Int64, Int)] = [
        (0, 0), (99_999_999, 0), (100_000_000, 1), (500_000_000, 5), (second, 10), (3600 * second, 10), (-second, 0),
    ]

    @Test(arguments: bursts)
    func theRateIsEarnedByTheTimeThatPasses(elapsed: Int64, passing: Int) {
        var queue = AuditQueue(rate: 10, at: second)
        _ = put(10, to: &queue, at: second)
        #expect(queue.take(at: second).records.count == 10)
        _ = put(20, to: &queue, at: second + elapsed)
        #expect(queue.take(at: second + elapsed).records.count == passing)
    }

    @Test func slowTricklesLoseNothing() {
        var queue = AuditQueue(rate: 3, capacity: 10_000, at: 0)
        _ = put(3, to: &queue, at: 0)
        for step in 1...3000 { _ = put(1, to: &queue, at: Int64(step) * second / 3 + 1) }
        #expect(queue.take(at: 1000 * second).records.count == 3003)
        #expect(queue.reportDue == nil)
    }

    @Test func aFullQueueCountsAndKeepsTheOldest() {
        var queue = AuditQueue(rate: 100, capacity: 2, at: 0)
        for key in ["a", "b", "c"] { _ = queue.put(SampleRecord.of(key: key), at: 0) }
        let batch = queue.take(at: 0, isLast: true)
        #expect(batch.records.map(\.file.key) == ["a", "b"])
        #expect(batch.suppressed == 1)
    }

    @Test func whatCouldNotBeWrittenIsToldLater() throws {
        var queue = AuditQueue(rate: 1, at: 0)
        queue.giveBack(0, at: 0)
        #expect(queue.reportDue == nil)
        queue.giveBack(4, at: 0)
        let due = try #require(queue.reportDue)
        #expect(due > second)
        #expect(queue.take(at: due).suppressed == 4)
    }

    @Test(arguments: [Int.min, 0, 1]) func thereIsAlwaysSomeRate(rate: Int) {
        var queue = AuditQueue(rate: rate, at: 0)
        _ = put(2, to: &queue, at: 0)
        #expect(queue.take(at: 0).records.count == 1)
    }
}
