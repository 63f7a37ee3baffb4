import KubeObjects
import Testing

@testable import Containers

struct ExecSessionTests {
    private static func container(_ generation: String, password: String = "one", ca: String = "1") -> ExecContainer {
        ExecContainer(
            pod: ["kind": "Pod"],
            container: "main",
            environment: [EnvironmentValue(name: "PASSWORD", value: SecretBytes(utf8: password))],
            volumes: [.init(name: "tls", generation: generation), .init(name: "ca", generation: ca)]
        )
    }

    private static func change(_ volumes: [String], environment: Bool = false) -> ExecMessage {
        .changed(ExecChange(volumes: volumes, environment: environment))
    }

    @Test func whatIsMissingIsToldOnceEachTimeItIsAnotherThing() {
        var session = ExecSession()
        #expect(session.step(.waiting("a")) == .waiting("a"))
        #expect(session.step(.waiting("a")) == nil)
        #expect(session.step(.waiting("b")) == .waiting("b"))
    }

    @Test func everythingIsToldOnce() {
        var session = ExecSession()
        guard case .ready(let ready) = session.step(.ready(Self.container("1"))) else {
            Issue.record("not ready")
            return
        }
        #expect(ready.volumes == ["tls", "ca"])
        #expect(session.step(.ready(Self.container("1"))) == nil)
    }

    @Test func aNewGenerationIsToldByItsVolume() {
        var session = ExecSession()
        _ = session.step(.ready(Self.container("1")))
        #expect(session.step(.ready(Self.container("2"))) == Self.change(["tls"]))
        #expect(session.step(.ready(Self.container("2"))) == nil)
        #expect(session.step(.ready(Self.container("3", ca: "2"))) == Self.change(["tls", "ca"]))
    }

    @Test func anotherEnvironmentIsToldOnceUntilItIsAsItWas() {
        var session = ExecSession()
        _ = session.step(.ready(Self.container("1")))
        #expect(session.step(.ready(Self.container("1", password: "two"))) == Self.change([], environment: true))
        #expect(session.step(.ready(Self.container("1", password: "three"))) == nil)
        #expect(session.step(.ready(Self.container("2", password: "three"))) == Self.change(["tls"]))
        #expect(session.step(.ready(Self.container("2"))) == nil)
        #expect(session.step(.ready(Self.container("2", password: "two"))) == Self.change([], environment: true))
    }

    @Test func whatGoesMissingLaterIsNoNews() {
        var session = ExecSession()
        _ = session.step(.ready(Self.container("1")))
        #expect(session.step(.waiting("secret \"a\" not found")) == nil)
        #expect(session.step(.refused("no")) == nil)
        #expect(session.step(.ready(Self.container("2"))) == Self.change(["tls"]))
    }

    @Test func aRefusalIsTheEnd() {
        var session = ExecSession()
        #expect(session.step(.refused("no")) == .refused("no"))
        #expect(session.isEnded)
        #expect(session.step(.ready(Self.container("1"))) == nil)
    }
}
