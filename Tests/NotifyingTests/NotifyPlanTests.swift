import KubeObjects
import Testing

@testable import Notifying

@Suite struct NotifyPlanTests {
    private func plan(_ rules: NotifyRule...) -> NotifyPlan { NotifyPlan(NotifyRules(rules: rules)) }

    private func generations(_ jobs: [NotifyJob]) -> [String] { jobs.flatMap(\.changes).map(\.generation) }

    @Test func withoutDebounceAChangeIsToldAtOnce() {
        var plan = plan(Sample.hookRule())
        plan.published(Sample.change("1"), at: Sample.moment(0))
        let (jobs, wake) = plan.next(at: Sample.moment(0))
        #expect(generations(jobs) == ["1"] && jobs[0].attempt == 1 && wake == nil)
        #expect(plan.records["hook", Sample.tls]?.state == .pending)
        #expect(plan.finished("hook", .told, at: Sample.moment(1), random: 0) == .told)
        #expect(plan.records["hook", Sample.tls]?.state == .told && plan.isIdle)
    }

    @Test func quietIsCountedFromTheLastChangeAndCappedFromTheFirst() {
        var plan = plan(Sample.hookRule(debounce: .init(quiet: .seconds(1), cap: .milliseconds(2500))))
        plan.published(Sample.change("1", keys: ["a"]), at: Sample.moment(0))
        #expect(plan.next(at: Sample.moment(0.5)) == ([], .seconds(1)))
        plan.published(Sample.change("2", keys: ["b"]), at: Sample.moment(0.9))
        #expect(plan.next(at: Sample.moment(1)) == ([], .milliseconds(1900)))
        plan.published(Sample.change("3", keys: ["a"]), at: Sample.moment(1.8))
        #expect(plan.next(at: Sample.moment(2)) == ([], .milliseconds(2500)))
        let (jobs, _) = plan.next(at: Sample.moment(2.5))
        #expect(generations(jobs) == ["3"] && jobs[0].changes[0].keys == ["a", "b"])
    }

    @Test func aThousandChangesAreToldInFewActionsAndTheLastIsNeverLost() throws {
        let unit = try Sample.unit()
        for rule in [Sample.hookRule(), NotifyRule(name: "hook", action: .reloadUnit(unit))] {
            var plan = plan(rule)
            var told: [String] = []
            for number in 1...1000 {
                plan.published(Sample.change("\(number)"), at: Sample.moment(Double(number) / 1000))
                if number % 100 == 0, plan.running["hook"] != nil {
                    _ = plan.finished("hook", .told, at: Sample.moment(Double(number) / 1000), random: 0)
                }
                told += generations(plan.next(at: Sample.moment(Double(number) / 1000)).jobs)
            }
            _ = plan.finished("hook", .told, at: Sample.moment(2), random: 0)
            told += generations(plan.next(at: Sample.moment(2)).jobs)
            _ = plan.finished("hook", .told, at: Sample.moment(2), random: 0)
            #expect(told.count <= 12 && told.last == "1000", "\(told)")
            #expect(plan.isIdle && plan.records["hook", Sample.tls]?.generation == "1000")
        }
    }

    @Test func oneReloadTellsOfAllVolumesAndEachHasItsOutcome() throws {
        let debounce = Debounce(quiet: .seconds(1), cap: .seconds(4))
        var plan = plan(NotifyRule(name: "nginx", action: .reloadUnit(try Sample.unit()), debounce: debounce))
        let volumes = ["a", "b", "c"].map(Sample.volume)
        for volume in volumes { plan.published(Sample.change("1", of: volume), at: Sample.moment(0)) }
        let (jobs, _) = plan.next(at: Sample.moment(1))
        #expect(jobs.count == 1 && jobs[0].changes.map(\.volume) == volumes)
        _ = plan.finished("nginx", .skipped("nginx.service does not run"), at: Sample.moment(1), random: 0)
        #expect(volumes.allSatisfy { plan.records["nginx", $0]?.state == .skipped })
    }

    @Test func eachVolumeHasItsOwnRunOfAHookInTheOrderOfTheChanges() {
        var plan = plan(Sample.hookRule())
        for name in ["c", "a", "b"] {
            plan.published(Sample.change(name, of: Sample.volume(name)), at: Sample.moment(0))
        }
        var order: [String] = []
        for _ in 0..<3 {
            let (jobs, _) = plan.next(at: Sample.moment(1))
            #expect(jobs.count == 1 && plan.next(at: Sample.moment(1)).jobs.isEmpty)
            order += generations(jobs)
            _ = plan.finished("hook", .told, at: Sample.moment(1), random: 0)
        }
        #expect(order == ["c", "a", "b"])
    }

    @Test func aFailureIsTriedAgainWithGrowingWaits() {
        var plan = plan(Sample.hookRule(attempts: 4))
        plan.published(Sample.change("1"), at: Sample.moment(0))
        var now = 0.0
        for wait in [0.1, 0.2, 0.4] as [Double] {
            #expect(plan.next(at: Sample.moment(now)).jobs.count == 1)
            let verdict = plan.finished("hook", .failed("exit code 1"), at: Sample.moment(now), random: 0)
            #expect(verdict == .willRetry(Sample.moment(wait).monotonic, "exit code 1"))
            now += wait
            #expect(plan.next(at: Sample.moment(now - 0.05)).wake == Sample.moment(now).monotonic)
        }
        #expect(plan.next(at: Sample.moment(now)).jobs.map(\.attempt) == [4])
        #expect(plan.finished("hook", .told, at: Sample.moment(now), random: 0) == .told)
        #expect(plan.records["hook", Sample.tls]?.attempts == 4)
    }

    @Test func whenAllTriesAreUsedUpThatIsTheOutcome() {
        var plan = plan(Sample.hookRule(attempts: 1))
        plan.published(Sample.change("1"), at: Sample.moment(0))
        _ = plan.next(at: Sample.moment(0))
        #expect(
            plan.finished("hook", .failed("exit code 1"), at: Sample.moment(0), random: 0) == .failed("exit code 1")
        )
        #expect(plan.records["hook", Sample.tls]?.state == .failed && plan.isIdle)
        plan.published(Sample.change("1"), at: Sample.moment(1))
        #expect(plan.isIdle)
        plan.published(Sample.change("2"), at: Sample.moment(2))
        #expect(generations(plan.next(at: Sample.moment(2)).jobs) == ["2"])
    }

    @Test func aNewerGenerationSupersedesARetryAndBeginsAnew() {
        var plan = plan(Sample.hookRule(attempts: 3))
        plan.published(Sample.change("1", keys: ["a"]), at: Sample.moment(0))
        _ = plan.next(at: Sample.moment(0))
        _ = plan.finished("hook", .failed("x"), at: Sample.moment(0), random: 0)
        plan.published(Sample.change("2", keys: ["b"]), at: Sample.moment(0.01))
        let (jobs, _) = plan.next(at: Sample.moment(0.01))
        #expect(generations(jobs) == ["2"] && jobs[0].attempt == 1 && jobs[0].changes[0].keys == ["a", "b"])
    }

    @Test func whatFailsWhileANewerChangeWaitsIsToldWithIt() {
        var plan = plan(Sample.hookRule(attempts: 1))
        plan.published(Sample.change("1", keys: ["a"]), at: Sample.moment(0))
        _ = plan.next(at: Sample.moment(0))
        plan.published(Sample.change("2", keys: ["b"]), at: Sample.moment(0))
        #expect(plan.finished("hook", .failed("x"), at: Sample.moment(0), random: 0) == .willRetry(.zero, "x"))
        let (jobs, _) = plan.next(at: Sample.moment(0))
        #expect(generations(jobs) == ["2"] && jobs[0].attempt == 1 && jobs[0].changes[0].keys == ["a", "b"])
    }

    @Test func sixteenActionsRunAtOnce() {
        var plan = NotifyPlan(NotifyRules(rules: (0..<20).map { Sample.hookRule("rule\($0)") }))
        plan.published(Sample.change("1"), at: Sample.moment(0))
        let (jobs, _) = plan.next(at: Sample.moment(0))
        #expect(jobs.count == 16 && plan.next(at: Sample.moment(1)).jobs.isEmpty)
        _ = plan.finished(jobs[0].rule.name, .told, at: Sample.moment(1), random: 0)
        #expect(plan.next(at: Sample.moment(1)).jobs.count == 1)
    }

    @Test(
        arguments: [
            (["tls.crt"], true), (["other"], false), (["other", "tls.key"], true), ([], false), (nil, true),
        ] as [([String]?, Bool)]
    )
    func onlyTheKeysThatARuleNamesAreTold(keys: [String]?, isTold: Bool) {
        var rule = Sample.hookRule()
        rule.what = RuleTarget(keys: ["tls.*"])
        var plan = plan(rule)
        plan.published(Sample.change("1", keys: keys), at: Sample.moment(0))
        #expect(plan.next(at: Sample.moment(0)).jobs.isEmpty != isTold)
        #expect(plan.records["hook", Sample.tls]?.state == (isTold ? .pending : .skipped))
    }

    @Test func aVolumeThatIsGoneIsNotTold() {
        var plan = plan(Sample.hookRule())
        plan.published(Sample.change("1"), at: Sample.moment(0))
        plan.removed(Sample.tls)
        #expect(plan.isIdle && plan.report.isEmpty)
        plan.published(Sample.change("2"), at: Sample.moment(0))
        _ = plan.next(at: Sample.moment(0))
        plan.removed(Sample.tls)
        #expect(plan.finished("hook", .failed("x"), at: Sample.moment(0), random: 0) == .dropped)
        #expect(plan.isIdle && plan.report.isEmpty)
    }

    @Test func aRuleThatComesLaterKnowsWhatIsThere() {
        var plan = plan()
        plan.published(Sample.change("1"), at: Sample.moment(0))
        plan.replace(NotifyRules(rules: [Sample.hookRule()]), at: Sample.moment(1))
        #expect(plan.isIdle && plan.report.map(\.state) == [.adopted])
        plan.published(Sample.change("2"), at: Sample.moment(2))
        plan.replace(NotifyRules(rules: [Sample.hookRule(attempts: 9)]), at: Sample.moment(3))
        #expect(generations(plan.next(at: Sample.moment(3)).jobs) == ["2"])
        plan.replace(NotifyRules(), at: Sample.moment(4))
        #expect(plan.report.isEmpty && plan.finished("hook", .told, at: Sample.moment(4), random: 0) == .dropped)
    }

    @Test func whatIsOwedFromBeforeTheStartIsToldWithTheNextGenerationWhateverItsKeys() {
        let rule = NotifyRule(
            name: "hook",
            what: RuleTarget(keys: ["tls.crt"]),
            action: .exec(HookCommand(path: "/bin/true"))
        )
        var before = plan(rule)
        before.published(Sample.change("1"), at: Sample.moment(0))
        _ = before.next(at: Sample.moment(0))
        var after = NotifyPlan(NotifyRules(rules: [rule]), records: NotifyRecords(before.records.lines))
        after.published(Sample.change("2", keys: ["other"]), at: Sample.moment(1))
        #expect(generations(after.next(at: Sample.moment(1)).jobs) == ["2"])
        _ = after.finished("hook", .told, at: Sample.moment(2), random: 0)
        after.published(Sample.change("3", keys: ["other"]), at: Sample.moment(3))
        #expect(after.next(at: Sample.moment(3)).jobs.isEmpty)
    }

    @Test func podsThatAskAtTheStartLeaveEachOthersDebtsAlone() throws {
        let rules = NotifyRules(unitRequests: [UnitRequest(namespaces: ["default"], units: [try Sample.unit()])])
        let pods = ["a", "b", "web"].map { PodName(namespace: "default", name: $0) }
        var before = NotifyPlan(rules)
        for pod in pods { before.pod(pod, asksFor: ["nginx.service"], at: Sample.moment(0)) }
        before.published(Sample.change("1"), at: Sample.moment(0))
        _ = before.next(at: Sample.moment(0))
        var after = NotifyPlan(rules, records: NotifyRecords(before.records.lines))
        for pod in pods { after.pod(pod, asksFor: ["nginx.service"], at: Sample.moment(1)) }
        after.published(Sample.change("1", isAdopted: true), at: Sample.moment(1))
        #expect(generations(after.next(at: Sample.moment(1)).jobs) == ["1"])
    }

    @Test func podsAreHeardWhereTheConfigurationAllowsIt() throws {
        let requests = [UnitRequest(namespaces: ["default"], units: [try Sample.unit()])]
        var plan = NotifyPlan(NotifyRules(unitRequests: requests))
        let pod = PodName(namespace: "default", name: "web")
        plan.pod(pod, asksFor: ["nginx.service", "sshd.service", "--force"], at: Sample.moment(0))
        plan.pod(PodName(namespace: "other", name: "web"), asksFor: ["nginx.service"], at: Sample.moment(0))
        #expect(plan.refusals.map(\.unit) == ["--force", "sshd.service", "nginx.service"])
        plan.published(Sample.change("1"), at: Sample.moment(0))
        plan.published(
            Sample.change("1", of: .init(namespace: "other", pod: "web", volume: "tls")),
            at: Sample.moment(0)
        )
        let (jobs, _) = plan.next(at: Sample.moment(0))
        #expect(
            jobs.map { "\($0.rule.action)" } == ["reload nginx.service"]
                && jobs[0].changes.map(\.volume) == [Sample.tls]
        )
        #expect(plan.report.map(\.state) == [.pending, .refused, .refused, .refused])
        plan.pod(pod, asksFor: [], at: Sample.moment(1))
        #expect(plan.report.map(\.state) == [.refused])
    }
}
