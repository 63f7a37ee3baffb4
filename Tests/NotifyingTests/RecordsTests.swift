import LinuxSystem
import TestSupport
import Testing

@testable import Notifying

/// What a new process makes of what an earlier one has written.
@Suite struct RecordsTests {
    /// What the next process starts from.
    private func restarted(_ plan: NotifyPlan, _ rules: NotifyRule...) -> NotifyPlan {
        NotifyPlan(NotifyRules(rules: rules), records: NotifyRecords(plan.records.lines))
    }

    private func told(_ plan: inout NotifyPlan) -> [String] {
        plan.next(at: Sample.moment(9)).jobs.flatMap(\.changes).map(\.generation)
    }

    private func plan(after outcome: ActionOutcome?, attempts: Int = 1) -> NotifyPlan {
        var plan = NotifyPlan(NotifyRules(rules: [Sample.hookRule(attempts: attempts)]))
        plan.published(Sample.change("1"), at: Sample.moment(0))
        _ = plan.next(at: Sample.moment(0))
        if let outcome { _ = plan.finished("hook", outcome, at: Sample.moment(0), random: 0) }
        return plan
    }

    @Test(arguments: [ActionOutcome.told, .skipped("nobody")])
    func whatWasToldIsNotToldAgain(outcome: ActionOutcome) {
        var next = restarted(plan(after: outcome), Sample.hookRule())
        next.published(Sample.change("1", isAdopted: true), at: Sample.moment(1))
        #expect(next.isIdle)
        next.published(Sample.change("2"), at: Sample.moment(2))
        #expect(told(&next) == ["2"])
    }

    @Test(arguments: [nil, .cancelled] as [ActionOutcome?])
    func whatWasBegunIsToldAgain(outcome: ActionOutcome?) {
        var next = restarted(plan(after: outcome), Sample.hookRule())
        next.published(Sample.change("1", isAdopted: true), at: Sample.moment(1))
        let (jobs, _) = next.next(at: Sample.moment(1))
        #expect(jobs.map(\.attempt) == [1] && jobs[0].changes[0].keys == nil)
    }

    @Test func aGenerationThatNobodyWasToldOfIsTold() {
        var next = restarted(plan(after: .told), Sample.hookRule())
        next.published(Sample.change("2", isAdopted: true), at: Sample.moment(1))
        #expect(told(&next) == ["2"])
    }

    @Test func aFailureIsTriedOnceMoreAtTheStart() {
        var next = restarted(plan(after: .failed("x")), Sample.hookRule(attempts: 5))
        next.published(Sample.change("1", isAdopted: true), at: Sample.moment(1))
        #expect(told(&next) == ["1"])
        #expect(next.finished("hook", .failed("y"), at: Sample.moment(1), random: 0) == .failed("y"))
        #expect(next.isIdle)
    }

    @Test func aNewRuleTakesWhatIsThereForKnown() {
        var next = restarted(plan(after: .told), Sample.hookRule(), Sample.hookRule("new"))
        next.published(Sample.change("1", isAdopted: true), at: Sample.moment(1))
        #expect(next.isIdle && next.records["new", Sample.tls]?.state == .adopted)
    }

    /// The earlier process was killed before it could note the volume's first generation.
    @Test func aVolumeThatNoProcessHasNotedIsTold() {
        var next = restarted(plan(after: .told), Sample.hookRule())
        next.published(Sample.change("1", of: Sample.ca, isAdopted: true), at: Sample.moment(1))
        #expect(told(&next) == ["1"])
    }

    @Test func withoutAnyNotesWhatIsThereCountsAsKnown() {
        var plan = NotifyPlan(NotifyRules(rules: [Sample.hookRule()]))
        plan.published(Sample.change("1", isAdopted: true), at: Sample.moment(1))
        #expect(plan.isIdle && plan.report.map(\.state) == [.adopted])
    }

    @Test func recordsGoWithTheirRulesAndVolumes() {
        let old = plan(after: .told)
        #expect(restarted(old).report.isEmpty && restarted(old).records["hook", Sample.tls] == nil)
        var next = restarted(old, Sample.hookRule())
        next.keepOnly([Sample.ca])
        #expect(next.records.lines.isEmpty && next.records.unwritten == [.gone(Sample.tls)])
    }

    @Test func linesComeBackAsTheyWere() {
        let record = NotifyRecord(generation: "1", state: .failed, since: 7, attempts: 2, detail: "a \"b\"\n")
        let lines: [RecordLine] = [
            .outcome(rule: "a", Sample.tls, record), .dropped(rule: "a", Sample.tls), .seen(Sample.ca, generation: "2"),
            .gone(Sample.ca),
        ]
        #expect(lines.map { line in line.bytes.withUnsafeBytes { RecordLine($0) } } == lines)
    }

    private func written(_ directory: TemporaryDirectory) throws -> RecordFile.Contents {
        var file = try RecordFile(in: directory.path)
        return try file.read()
    }

    @Test func aHalfLineAtTheEndIsWhatAKilledProcessLeaves() throws {
        let directory = try TemporaryDirectory()
        var file = try RecordFile(in: directory.path)
        #expect(try file.read().lines == nil)
        let line = RecordLine.seen(Sample.tls, generation: "1")
        try file.write([line], isLong: { _ in false }, all: { [line] })
        try file.write([line], isLong: { _ in false }, all: { [] })
        #expect(try written(directory).lines == [line, line])
        let text = String(decoding: line.bytes, as: UTF8.self)
        try directory.write("\(text)\n\(text.prefix(20))", to: "notify/outcomes")
        #expect(try written(directory).lines == [line])
        #expect(try written(directory).problem == nil)
    }

    @Test func aFileThatMakesNoSenseIsMovedAside() throws {
        let directory = try TemporaryDirectory()
        _ = try RecordFile(in: directory.path)
        try directory.write("{\"namespace\":1}\n{}\n", to: "notify/outcomes")
        let (logger, lines) = LineLog.logger()
        let (_, found) = RecordKeeper.open(directory.path, logger: logger)
        #expect(
            found == nil && lines.all.count == 1 && lines.all[0].contains("error=line 1 is no outcome"),
            "\(lines.all)"
        )
        #expect(FileStatus(following: directory.appending("notify/outcomes.broken")) != nil)
        #expect(FileStatus(following: directory.appending("notify/outcomes")) == nil)
    }

    @Test func theFileDoesNotGrowWithoutEnd() throws {
        let directory = try TemporaryDirectory()
        var file = try RecordFile(in: directory.path)
        var records = NotifyRecords()
        var rewrites = 0
        for number in 0..<5000 {
            records.see(Sample.tls, generation: "\(number)")
            let lines = records.takeUnwritten()
            try file.write(lines, isLong: { $0 > 1002 }) {
                rewrites += 1
                return records.lines
            }
        }
        #expect(rewrites < 8)
        #expect(try written(directory).lines?.count ?? 9999 <= 1002)
        #expect(try written(directory).lines?.last == .seen(Sample.tls, generation: "4999"))
    }
}
