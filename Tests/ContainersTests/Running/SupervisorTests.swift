import Glibc
import KubeObjects
import Testing

@testable import Containers

struct SupervisorTests {
    private let now = ContinuousClock.now

    private func state(_ password: String) -> ContainerState {
        ContainerState(
            pod: Pod(metadata: ObjectMeta(name: "web")),
            container: Container(name: "main"),
            environment: [EnvironmentValue(name: "PASSWORD", value: SecretBytes(utf8: password))],
            volumes: ["tls"],
            mounts: []
        )
    }

    /// One whose command runs.
    private func running(_ policy: UpdatePolicy) -> Supervisor {
        var supervisor = Supervisor(policy: policy, timeout: .seconds(60), name: "x", now: now)
        #expect(supervisor.handle(.news(.ready(state("one"))), now: now) == [.setUp])
        #expect(supervisor.handle(.answer(.ready), now: now) == [.start])
        return supervisor
    }

    private func changed(_ volumes: [String], environment: Bool = false) -> Supervisor.Input {
        .news(.changed(ExecChange(volumes: volumes, environment: environment)))
    }

    @Test func aSignalIsSentOnceAChangeAndFilesFollowBefore() {
        var supervisor = running(.signal(SIGHUP))
        #expect(supervisor.handle(changed(["tls"]), now: now) == [.follow(["tls"]), .signal(SIGHUP)])
    }

    @Test func withoutAPolicyFilesFollowAndNothingElse() {
        var supervisor = running(.none)
        #expect(supervisor.handle(changed(["tls"], environment: true), now: now) == [.follow(["tls"])])
    }

    @Test func anotherEnvironmentIsARestartAndSaidByNames() {
        var supervisor = running(.signal(SIGHUP))
        #expect(supervisor.handle(changed([], environment: true), now: now) == [.renew])
        let actions = supervisor.handle(.news(.ready(state("two"))), now: now)
        #expect(actions == [.say("environment changed (PASSWORD): restarting"), .signal(SIGTERM)])
        #expect(supervisor.deadline != nil)
        #expect(supervisor.handle(.answer(.ended(code: 143)), now: now) == [.start])
    }

    @Test func theEnvironmentThatComesAfterTheEndIsSaidAndTaken() {
        var supervisor = running(.restart)
        let actions = supervisor.handle(changed(["tls"], environment: true), now: now)
        #expect(actions == [.follow(["tls"]), .say("volume tls changed: restarting"), .signal(SIGTERM), .renew])
        #expect(supervisor.handle(.answer(.ended(code: 143)), now: now) == [])
        let next = supervisor.handle(.news(.ready(state("two"))), now: now)
        #expect(next == [.say("environment changed (PASSWORD)"), .start])
    }

    @Test func whoDoesNotEndInTimeIsKilled() throws {
        var supervisor = running(.restart)
        _ = supervisor.handle(changed(["tls"]), now: now)
        let deadline = try #require(supervisor.deadline)
        #expect(supervisor.handle(.time, now: deadline) == [.signal(SIGKILL)])
    }

    @Test func theCommandsEndIsTheEnd() {
        var supervisor = running(.restart)
        #expect(supervisor.handle(.answer(.ended(code: 7)), now: now) == [.end(7)])
        #expect(supervisor.handle(changed(["tls"]), now: now) == [])
    }

    @Test func whatIsMissingIsSaidUntilTheTimeIsOver() {
        var supervisor = Supervisor(policy: .none, timeout: .seconds(60), name: nil, now: now)
        #expect(supervisor.handle(.news(.waiting("a")), now: now) == [.say("waiting for a")])
        #expect(supervisor.handle(.news(.waiting("a")), now: now) == [])
        let actions = supervisor.handle(.time, now: now + .seconds(60))
        #expect(actions.last == .end(1))
    }
}
