import Agent
import KubeObjects
import Projection
import Publishing
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct ReconcilerTests {
    private let tls = ["default", "web", "tls"]

    /// Runs an agent over one feed for the time of `body`.
    private func withAgent(
        _ publisher: MemoryPublisher = MemoryPublisher(),
        sweepDelay: Duration = .zero,
        _ body: @Sendable (Reconciler, ScriptedFeed, MemoryPublisher, RecordingObserver) async throws -> Void
    ) async throws {
        let feed = ScriptedFeed()
        let observer = RecordingObserver()
        let reconciler = Reconciler(
            feeds: [feed],
            publisher: publisher,
            layout: NodeLayout(),
            node: NodeFacts(processors: 1, memory: 1, ephemeralStorage: 1),
            observer: observer,
            sweepDelay: sweepDelay,
            now: { 1_000 },
            random: { 0 }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await reconciler.run() }
            try await body(reconciler, feed, publisher, observer)
            group.cancelAll()
        }
    }

    @Test func whoAsksIsToldTheStateAfterWhatCameBefore() async throws {
        try await withAgent { reconciler, feed, _, observer in
            feed.say(.replaced([.pod(.using("web", secret: "s")), .secret(.named("s", ["a": "1"]))]))
            _ = await observer.next(\.synced)
            feed.apply(.secret(.named("s", ["a": "2"])))
            #expect(await observer.next(\.objects) == [ObjectKey(.secret, namespace: "default", name: "s")])
            let names = await withCheckedContinuation { answer in
                reconciler.ask { state in
                    let secret = state.secret(namespace: "default", name: "s")
                    let pod = state.pod(namespace: "default", name: "web")
                    answer.resume(returning: [pod?.metadata.name, secret?.data["a"].map { "\($0.count)" }])
                }
            }
            #expect(names == ["web", "1"])
        }
    }

    @Test func publishesWhatTheFirstSyncBrings() async throws {
        try await withAgent { reconciler, feed, publisher, observer in
            feed.say(.replaced([.pod(.using("web", secret: "s")), .secret(.named("s", ["a": "1"]))]))
            let summary = await observer.next(\.synced)
            #expect(summary == AgentSummary(volumes: 1, unresolved: 0, errors: 0))
            #expect(publisher.volumes == [tls: ["a": "1"]])
            let status = try #require(reconciler.snapshot().first)
            #expect(status.condition.state == .served)
            #expect(status.sources == "secret/s")
            #expect(status.generation == "g1")
            #expect(status.servedSince == 1_000)
        }
    }

    @Test func whoeverHasSpokenIsHeardAfterWhatFollows() async throws {
        try await withAgent { _, feed, _, observer in
            feed.apply(.secret(.named("s", ["a": "1"])))
            #expect(await observer.next(\.heard) == "script")
            feed.say(.replaced([.pod(.using("web", secret: "s")), .secret(.named("s", ["a": "1"]))]))
            #expect(await observer.next(\.updated) != nil)
            #expect(await observer.next(\.heard) == "script whole")
            feed.say(.degraded([FeedProblem(.error, origin: "a.yaml", message: "broken")]))
            #expect(await observer.next(\.heard) == "script")
            feed.say(.degraded([]))
            #expect(await observer.next(\.heard) == "script whole")
        }
    }

    @Test func aMissingSecretDoesNotHoldReadyBackAndIsNoticedAtOnce() async throws {
        try await withAgent { _, feed, publisher, observer in
            feed.say(.replaced([.pod(.using("web", secret: "s"))]))
            let waiting = await observer.next(\.updated)
            #expect(waiting?.condition.state == .waiting)
            #expect(waiting?.condition.message == #"secret "s" not found"#)
            let summary = await observer.next(\.synced)
            #expect(summary?.unresolved == 1)
            #expect(publisher.volumes.isEmpty, "an empty directory would let a consumer start without its keys")
            feed.apply(.secret(.named("s", ["a": "1"])))
            let served = await observer.next(\.updated)
            #expect(served?.condition.state == .served)
            #expect(publisher.volumes == [tls: ["a": "1"]])
        }
    }

    @Test func aDeletedSecretLeavesItsFilesAndSaysSo() async throws {
        try await withAgent { _, feed, publisher, observer in
            feed.say(.replaced([.pod(.using("web", secret: "s")), .secret(.named("s", ["a": "1"]))]))
            _ = await observer.next(\.synced)
            feed.delete(.secret, "s")
            let stale = await observer.next(\.updated)
            #expect(stale?.condition.state == .stale)
            #expect(stale?.generation == "g1")
            #expect(publisher.volumes == [tls: ["a": "1"]])
            feed.apply(.secret(.named("s", ["b": "2"])))
            #expect(await observer.next(\.updated)?.condition.state == .served)
            #expect(publisher.volumes == [tls: ["b": "2"]])
        }
    }

    @Test func aMissingKeyKeepsItsFileWhileTheRestFollows() async throws {
        try await withAgent { _, feed, publisher, observer in
            let items = ["a", "b"].map { KeyToPath(key: $0, path: $0) }
            feed.say(
                .replaced([.pod(.using("web", secret: "s", items: items)), .secret(.named("s", ["a": "1", "b": "1"]))])
            )
            _ = await observer.next(\.synced)
            feed.apply(.secret(.named("s", ["a": "2"])))
            #expect(await observer.next(\.updated)?.condition.state == .partial)
            #expect(publisher.volumes == [tls: ["a": "2", "b": "1"]])
        }
    }

    @Test func nothingIsPublishedBeforeAllFeedsAreHeard() async throws {
        let (first, second) = (ScriptedFeed("first"), ScriptedFeed("second"))
        let publisher = MemoryPublisher(existing: [tls])
        let observer = RecordingObserver()
        let reconciler = Reconciler(
            feeds: [first, second],
            publisher: publisher,
            layout: NodeLayout(),
            node: NodeFacts(processors: 1, memory: 1, ephemeralStorage: 1),
            observer: observer,
            now: { 0 }
        )
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await reconciler.run() }
            second.say(.replaced([.pod(.using("web", secret: "s")), .secret(.named("s", ["a": "2"]))]))
            reconciler.ping()
            _ = await observer.next(\.alive)
            #expect(publisher.state.withLock(\.publishes) == 0)
            first.say(.replaced([.secret(.named("s", ["a": "1"]))]))
            _ = await observer.next(\.synced)
            #expect(publisher.volumes == [tls: ["a": "1"]])
            group.cancelAll()
        }
    }

    @Test func aFailedPublishIsTriedAgainAndToldOnce() async throws {
        try await withAgent { reconciler, feed, publisher, observer in
            publisher.state.withLock { $0.failures = 2 }
            feed.say(.replaced([.pod(.using("web", secret: "s")), .secret(.named("s", ["a": "1"]))]))
            let failed = await observer.next(\.failed)
            #expect(failed?.condition.reason == "SystemError")
            // The next thing that is told is the success: the second failure was no news.
            #expect(await observer.next { $0.updated ?? $0.failed }?.condition.state == .served)
            #expect(publisher.state.withLock(\.publishes) == 3)
            #expect(reconciler.snapshot().first?.condition.state == .served)
        }
    }

    @Test func anEventOfItsObjectTriesAFailedVolumeAtOnce() async throws {
        try await withAgent { _, feed, publisher, observer in
            publisher.state.withLock { $0.failures = 1_000 }
            feed.say(.replaced([.pod(.using("web", secret: "s")), .secret(.named("s", ["a": "1"]))]))
            _ = await observer.next(\.failed)
            publisher.state.withLock { $0.failures = 0 }
            feed.apply(.secret(.named("s", ["a": "2"])))
            #expect(await observer.next(\.updated)?.condition.state == .served)
            #expect(publisher.volumes == [tls: ["a": "2"]])
        }
    }

    @Test func aDeletedPodsDirectoryGoes() async throws {
        try await withAgent { reconciler, feed, publisher, observer in
            feed.say(.replaced([.pod(.using("web", secret: "s")), .secret(.named("s", ["a": "1"]))]))
            _ = await observer.next(\.synced)
            feed.delete(.pod, "web")
            #expect(await observer.next(\.removed)?.path == tls)
            #expect(publisher.volumes.isEmpty)
            #expect(reconciler.snapshot().isEmpty)
        }
    }

    @Test func aRestartRemovesWhatNobodyWantsAndAdoptsTheRest() async throws {
        let publisher = MemoryPublisher(existing: [tls, ["default", "gone", "tls"]])
        try await withAgent(publisher) { _, feed, publisher, observer in
            feed.say(.replaced([.pod(.using("web", secret: "s"))]))
            let status = await observer.next(\.updated)
            #expect(status?.condition.state == .stale, "its files are live, though its Secret is not there")
            #expect(await observer.next(\.removed)?.path == ["default", "gone", "tls"])
            #expect(publisher.volumes == [tls: ["old": "old"]])
        }
    }

    @Test func nothingIsSweptBeforeTheStateHasBeenWholeForAWhile() async throws {
        let gone = ["default", "gone", "tls"]
        let publisher = MemoryPublisher(existing: [gone])
        try await withAgent(publisher, sweepDelay: .seconds(3_600)) { reconciler, feed, publisher, observer in
            feed.say(.replaced([]))
            _ = await observer.next(\.synced)
            reconciler.ping()
            _ = await observer.next(\.alive)
            #expect(publisher.volumes.keys.contains(gone))
            // The manifest that was being replaced at the start is there now.
            feed.apply(.pod(.using("gone", secret: "s")), .secret(.named("s", ["a": "1"])))
            _ = await observer.next(\.updated)
            #expect(publisher.volumes == [gone: ["a": "1"]])
        }
    }

    @Test func aDirectoryThatCouldNotBeRemovedAndIsWantedAgainStays() async throws {
        try await withAgent { reconciler, feed, publisher, observer in
            feed.say(.replaced([.pod(.using("web", secret: "s")), .secret(.named("s", ["a": "1"]))]))
            _ = await observer.next(\.synced)
            publisher.state.withLock { $0.removalFailures = 1 }
            feed.delete(.pod, "web")
            #expect(await observer.next(\.removalFailed) == "default/web/tls")
            feed.apply(.pod(.using("web", secret: "s")))
            _ = await observer.next(\.updated)
            feed.apply(.secret(.named("other", ["a": "1"])))
            reconciler.ping()
            _ = await observer.next(\.alive)
            #expect(publisher.volumes == [tls: ["a": "1"]])
        }
    }

    @Test func aFailingRemovalIsToldOnceAndTriedOnlyWhenItIsDue() async throws {
        try await withAgent(sweepDelay: .seconds(3_600)) { reconciler, feed, publisher, observer in
            feed.say(.replaced([.pod(.using("web", secret: "s")), .secret(.named("s", ["a": "1"]))]))
            _ = await observer.next(\.synced)
            publisher.state.withLock { $0.removalFailures = 1_000 }
            feed.delete(.pod, "web")
            _ = await observer.next(\.removalFailed)
            for _ in 0..<10 {
                reconciler.ping()
                _ = await observer.next(\.alive)
            }
            #expect(publisher.state.withLock(\.removalFailures) == 999)
        }
    }

    @Test func aVolumeThatCameBackWithoutItsSecretIsNotPublishedEmpty() async throws {
        try await withAgent(MemoryPublisher(existing: [tls])) { _, feed, publisher, observer in
            feed.say(.replaced([.pod(.using("web", secret: "s")), .secret(.named("s", ["a": "1"]))]))
            _ = await observer.next(\.synced)
            feed.delete(.pod, "web")
            _ = await observer.next(\.removed)
            feed.delete(.secret, "s")
            feed.apply(.pod(.using("web", secret: "s")))
            #expect(await observer.next(\.updated)?.condition.state == .waiting)
            #expect(publisher.volumes.isEmpty)
        }
    }

    @Test func aRestartWithABrokenManifestRemovesNothingUntilItIsMended() async throws {
        let gone = ["default", "gone", "tls"]
        try await withAgent(MemoryPublisher(existing: [gone])) { reconciler, feed, publisher, observer in
            feed.say(.degraded([FeedProblem(.error, origin: "gone.yaml:3:1", message: "broken")]))
            feed.say(.replaced([]))
            _ = await observer.next(\.synced)
            #expect(publisher.volumes.keys.contains(gone), "the broken file may be the one that wants it")
            feed.say(.degraded([]))
            #expect(await observer.next(\.removed)?.path == gone)
            #expect(publisher.volumes.isEmpty)
        }
    }

    @Test func aThousandVolumesAreToldInOrder() async throws {
        try await withAgent { _, feed, publisher, observer in
            let pods = (0..<1_000).map { KubeObject.pod(.using("p\($0)", secret: "s")) }
            feed.say(.replaced(pods + [.secret(.named("s", ["a": "1"]))]))
            var names: [String] = []
            while names.count < 1_000, let status = await observer.next(\.updated) { names.append(status.id.pod) }
            #expect(names == names.sorted())
            feed.apply(.secret(.named("s", ["a": "2"])))
            for _ in 0..<1_000 { _ = await observer.next(\.updated) }
            #expect(publisher.volumes.count == 1_000)
            #expect(publisher.volumes.values.allSatisfy { $0 == ["a": "2"] })
        }
    }

    @Test func aTreeThatIsGoneEndsTheAgent() async throws {
        let feed = ScriptedFeed()
        let publisher = MemoryPublisher()
        let observer = RecordingObserver()
        let reconciler = Reconciler(
            feeds: [feed],
            publisher: publisher,
            layout: NodeLayout(),
            node: NodeFacts(processors: 1, memory: 1, ephemeralStorage: 1),
            observer: observer,
            now: { 0 }
        )
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await reconciler.run() }
            feed.say(.replaced([]))
            _ = await observer.next(\.synced)
            publisher.state.withLock { $0.isInPlace = false }
            reconciler.ping()
            await #expect(throws: AgentError.treeIsGone) { try await group.waitForAll() }
        }
    }

    @Test func problemsOfAFeedArePassedOn() async throws {
        try await withAgent { _, feed, _, observer in
            let problem = FeedProblem(.error, origin: "pod.yaml:1:1", message: "broken")
            feed.say(.degraded([problem]))
            #expect(await observer.next(\.problems) == [problem])
        }
    }
}
