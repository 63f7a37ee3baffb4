import KubeObjects
import Testing

@testable import APIServer

@Suite struct ServerSideApplyTests {
    private let start = "2026-01-01T00:00:00Z"
    private let later = "2026-01-02T00:00:00Z"

    private func secret(_ members: String) throws -> JSONValue {
        try patchJSON(#"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},\#(members)}"#)
    }

    private func apply(
        _ configuration: JSONValue,
        to live: JSONValue?,
        as manager: String,
        force: Bool = false,
        kind: String = "Secret",
        time: String = "2026-01-01T00:00:00Z"
    ) throws(ApplyError) -> JSONValue {
        try ServerSideApply.apply(
            configuration,
            to: live,
            kind: kind,
            manager: manager,
            force: force,
            time: time
        )
    }

    /// `manager/operation: fields` of every entry.
    private func owners(_ object: JSONValue) -> [String] {
        ManagedFields(of: object).entries.map {
            "\($0.manager)/\($0.operation.rawValue): \($0.fields.shownPaths.joined(separator: " "))"
        }
    }

    @Test func createsWithAnOwner() throws {
        let object = try apply(try secret(#""data":{"k":"dg=="},"type":"Opaque""#), to: nil, as: "kubectl")
        var wanted = try secret(#""data":{"k":"dg=="},"type":"Opaque""#)
        wanted.set(
            try patchJSON(
                #"[{"manager":"kubectl","operation":"Apply","apiVersion":"v1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:k":{}},"f:type":{}}}]"#
            ),
            at: "metadata",
            "managedFields"
        )
        #expect(object == wanted)
    }

    @Test func theSameAgainChangesNothing() throws {
        let configuration = try secret(#""data":{"k":"dg=="}"#)
        let once = try apply(configuration, to: nil, as: "a")
        #expect(try apply(configuration, to: once, as: "a", time: later) == once)
        let both = try apply(configuration, to: once, as: "b")
        #expect(try apply(configuration, to: both, as: "a", time: later) == both)
        #expect(owners(both) == ["a/Apply: .data.k", "b/Apply: .data.k"])
    }

    @Test func changesItsOwnFieldsAndTheTime() throws {
        let live = try apply(try secret(#""data":{"k":"MQ=="}"#), to: nil, as: "a")
        let object = try apply(try secret(#""data":{"k":"Mg=="}"#), to: live, as: "a", time: later)
        #expect(object.value(at: "data", "k") == "Mg==")
        #expect(ManagedFields(of: object).entries.first?.time == later)
    }

    @Test func removesWhatItAppliesNoMore() throws {
        let live = try apply(try secret(#""data":{"a":"MQ==","b":"MQ=="}"#), to: nil, as: "a")
        let object = try apply(try secret(#""data":{"b":"MQ=="}"#), to: live, as: "a")
        #expect(object["data"] == ["b": "MQ=="])
        #expect(owners(object) == ["a/Apply: .data.b"])
        let empty = try apply(try secret(#""type":"Opaque""#), to: live, as: "a")
        #expect(empty["data"] == nil)
    }

    @Test func keepsWhatOthersOwnOrNobody() throws {
        var live = try apply(try secret(#""data":{"a":"MQ==","b":"MQ=="}"#), to: nil, as: "a")
        live = try apply(try secret(#""data":{"b":"MQ=="}"#), to: live, as: "b")
        live.set("eA==", at: "data", "unowned")
        let object = try apply(try secret(#""type":"Opaque""#), to: live, as: "a")
        #expect(object["data"] == ["b": "MQ==", "unowned": "eA=="])
        #expect(owners(object) == ["a/Apply: .type", "b/Apply: .data.b"])
    }

    @Test func refusesToChangeWhatAnotherOwns() throws {
        let live = try apply(try secret(#""data":{"k":"MQ=="}"#), to: nil, as: "other")
        let change = try secret(#""data":{"k":"Mg=="}"#)
        let error = #expect(throws: ApplyError.self) { try apply(change, to: live, as: "kubectl") }
        #expect(error?.description == #"Apply failed with 1 conflict: conflict with "other": .data.k"#)
        let forced = try apply(change, to: live, as: "kubectl", force: true)
        #expect(forced.value(at: "data", "k") == "Mg==")
        #expect(owners(forced) == ["kubectl/Apply: .data.k"])
    }

    @Test func listsConflictsByManager() throws {
        var live = try apply(try secret(#""data":{"x":"MQ==","y":"MQ=="}"#), to: nil, as: "a")
        live = try apply(try secret(#""data":{"z":"MQ=="}"#), to: live, as: "c")
        var changed = live
        changed.set("Mg==", at: "data", "y")
        live = ServerSideApply.noteUpdate(old: live, new: changed, kind: "Secret", manager: "b", time: later)
        let configuration = try secret(#""data":{"x":"Mw==","y":"Mw==","z":"MQ=="}"#)
        let error = #expect(throws: ApplyError.self) { try apply(configuration, to: live, as: "kubectl") }
        #expect(
            error?.description == """
                Apply failed with 2 conflicts: conflicts with "a":
                - .data.x
                conflicts with "b" using v1:
                - .data.y
                """
        )
        guard case .conflicts(let conflicts) = error else { return }
        #expect(conflicts.map(\.message) == [#"conflict with "a""#, #"conflict with "b" using v1"#])
        #expect(conflicts.map(\.field) == [".data.x", ".data.y"])
    }

    @Test func ownsListElementsByKey() throws {
        let one = try patchJSON(
            #"{"kind":"Pod","spec":{"containers":[{"name":"a","image":"a:1"},{"name":"b","image":"b:1"}]}}"#
        )
        let two = try patchJSON(#"{"kind":"Pod","spec":{"containers":[{"name":"c","image":"c:1"}]}}"#)
        var live = try apply(one, to: nil, as: "one", kind: "Pod")
        live = try apply(two, to: live, as: "two", kind: "Pod")
        let names = live.value(at: "spec", "containers")?.elements?.compactMap { $0["name"]?.text }
        #expect(names == ["a", "b", "c"])
        let less = try patchJSON(#"{"kind":"Pod","spec":{"containers":[{"name":"b","image":"b:1"}]}}"#)
        live = try apply(less, to: live, as: "one", kind: "Pod")
        #expect(
            live.value(at: "spec", "containers")
                == (try patchJSON(#"[{"name":"b","image":"b:1"},{"name":"c","image":"c:1"}]"#))
        )
        let error = #expect(throws: ApplyError.self) {
            try apply(
                try patchJSON(#"{"kind":"Pod","spec":{"containers":[{"name":"c","image":"c:2"}]}}"#),
                to: live,
                as: "one",
                kind: "Pod"
            )
        }
        #expect(
            error?.description
                == #"Apply failed with 1 conflict: conflict with "two": .spec.containers[name="c"].image"#
        )
    }

    @Test func keepsTheKeyOfAnElementThatAnotherOwns() throws {
        let one = try patchJSON(#"{"spec":{"volumes":[{"name":"v","emptyDir":{"medium":"Memory"}}]}}"#)
        var live = try apply(one, to: nil, as: "one", kind: "Pod")
        live = try apply(try patchJSON(#"{"spec":{"volumes":[{"name":"v"}]}}"#), to: live, as: "two", kind: "Pod")
        live = try apply([:], to: live, as: "one", kind: "Pod")
        #expect(live["spec"] == (try patchJSON(#"{"volumes":[{"name":"v"}]}"#)))
        #expect(owners(live) == [#"two/Apply: .spec.volumes[name="v"] .spec.volumes[name="v"].name"#])
    }

    @Test func mergesFinalizersAsASet() throws {
        let one = try patchJSON(#"{"metadata":{"finalizers":["a/x"]}}"#)
        let two = try patchJSON(#"{"metadata":{"finalizers":["b/y"]}}"#)
        var live = try apply(one, to: nil, as: "one")
        live = try apply(two, to: live, as: "two")
        #expect(Set(live.value(at: "metadata", "finalizers")?.elements ?? []) == ["a/x", "b/y"])
        live = try apply([:], to: live, as: "one")
        #expect(live.value(at: "metadata", "finalizers") == ["b/y"])
    }

    @Test func doesNotTouchWhatTheServerWrites() throws {
        var live = try secret(#""data":{"k":"MQ=="}"#)
        live.set("1", at: "metadata", "uid")
        live.set("7", at: "metadata", "resourceVersion")
        var configuration = try secret(#""data":{"k":"Mg=="}"#)
        configuration.set("2", at: "metadata", "uid")
        configuration.set("3", at: "metadata", "resourceVersion")
        configuration.set(.null, at: "metadata", "creationTimestamp")
        let object = try apply(configuration, to: live, as: "a")
        #expect(object.value(at: "metadata", "uid") == "1")
        #expect(object.value(at: "metadata", "resourceVersion") == "7")
        #expect(owners(object) == ["a/Apply: .data.k"])
    }

    @Test func notesUpdatesOfAppliedObjectsOnly() throws {
        let old = try secret(#""data":{"a":"MQ==","b":"MQ=="}"#)
        let new = try secret(#""data":{"a":"Mg=="}"#)
        func note(_ old: JSONValue?, _ new: JSONValue) -> JSONValue {
            ServerSideApply.noteUpdate(old: old, new: new, kind: "Secret", manager: "kubectl-edit", time: later)
        }
        #expect(note(old, new) == new)
        #expect(note(nil, new) == new)

        let applied = try apply(old, to: nil, as: "a")
        let noted = note(applied, new)
        #expect(noted["data"] == new["data"])
        #expect(owners(noted) == ["kubectl-edit/Update: .data.a"])
        #expect(note(noted, noted) == noted)
        let error = #expect(throws: ApplyError.self) { try apply(old, to: noted, as: "a") }
        #expect(
            error?.description == #"Apply failed with 1 conflict: conflict with "kubectl-edit" using v1: .data.a"#
        )
        var extended = applied
        extended.set("Mw==", at: "data", "c")
        #expect(owners(note(applied, extended)) == ["a/Apply: .data.a .data.b", "kubectl-edit/Update: .data.c"])
        #expect(note(applied, applied) == applied)
    }

    @Test func takesOwnersThatTheClientWrites() throws {
        let applied = try apply(try secret(#""data":{"a":"MQ=="}"#), to: nil, as: "a")
        func note(_ owners: JSONValue?) -> [String] {
            var new = applied
            new.set(owners, at: "metadata", "managedFields")
            return self.owners(
                ServerSideApply.noteUpdate(old: applied, new: new, kind: "Secret", manager: "m", time: later)
            )
        }
        var renamed = applied.value(at: "metadata", "managedFields")?.elements ?? []
        renamed[0]["manager"] = "b"
        #expect(note(.array(renamed)) == ["b/Apply: .data.a"])
        #expect(note(nil) == ["a/Apply: .data.a"])
        #expect(note([]) == ["a/Apply: .data.a"])
        #expect(note([[:]]) == [])
    }

    /// The requests of `kubectl apply --server-side` over an object that `kubectl apply` made, once somebody else
    /// applied it.
    @Test func kubectlGoesOverFromClientSideApply() throws {
        var live = try apply(try secret(#""type":"Opaque""#), to: nil, as: "controller")
        var changed = live
        changed.set("MQ==", at: "data", "k")
        live = ServerSideApply.noteUpdate(
            old: live,
            new: changed,
            kind: "Secret",
            manager: "kubectl-client-side-apply",
            time: start
        )
        let configuration = try secret(#""data":{"k":"Mg=="}"#)
        #expect(throws: ApplyError.self) { try apply(configuration, to: live, as: "somebody") }
        let object = try apply(configuration, to: live, as: "kubectl")
        #expect(owners(object) == ["controller/Apply: .type", "kubectl/Apply: .data.k"])

        changed.set("Mw==", at: "data", "k")
        let edited = ServerSideApply.noteUpdate(
            old: live,
            new: changed,
            kind: "Secret",
            manager: "kubectl-edit",
            time: start
        )
        let error = #expect(throws: ApplyError.self) { try apply(configuration, to: edited, as: "kubectl") }
        #expect(
            error?.description == #"Apply failed with 1 conflict: conflict with "kubectl-edit" using v1: .data.k"#
        )
    }

    static let mistakes = [
        ("[]", "an applied configuration must be an object"),
        (#"{"metadata":"hunter2"}"#, "metadata must be an object"),
        (#"{"metadata":{"managedFields":[{}]}}"#, "metadata.managedFields must be nil"),
        (#"{"spec":{"volumes":[{"emptyDir":{}}]}}"#, #"an element of "volumes" does not have the key "name""#),
        (#"{"spec":{"volumes":[{"name":"a"},{"name":"a"}]}}"#, #""volumes" has two elements with the same key"#),
        (#"{"metadata":{"finalizers":[{}]}}"#, #"elements of "finalizers" must be plain values"#),
    ]

    @Test(arguments: mistakes) func saysWhatIsWrong(configuration: String, message: String) throws {
        let configuration = try patchJSON(configuration)
        #expect(throws: ApplyError.malformed(message)) { try apply(configuration, to: nil, as: "a", kind: "Pod") }
    }

    @Test func bearsTheDeepestDocuments() throws {
        let object = try apply(["spec": nested(490)], to: ["spec": nested(490, 2)], as: "a")
        #expect(object["spec"] == nested(490))
        #expect(object.extent.depth <= 512)
        #expect(throws: ApplyError.self) { try apply(nested(512), to: nil, as: "a") }
        let noted = ServerSideApply.noteUpdate(
            old: object,
            new: ["spec": nested(511)],
            kind: "Secret",
            manager: "m",
            time: start
        )
        #expect(noted["spec"] == nested(511))
    }

    @Test func survivesOwnersThatMakeNoSense() throws {
        var live = try secret(#""data":{"k":"MQ=="}"#)
        live.set(
            try patchJSON(
                #"[1,{},{"operation":"Apply","manager":"x","fieldsV1":{"f:data":{"k:{":{},"v:":{},"":{},"f:k":{},"f:n":1},"i:0":{}}},{"operation":"Other","fieldsV1":{}}]"#
            ),
            at: "metadata",
            "managedFields"
        )
        let error = #expect(throws: ApplyError.self) {
            try apply(try secret(#""data":{"k":"Mg=="}"#), to: live, as: "a")
        }
        #expect(error?.description == #"Apply failed with 1 conflict: conflict with "x": .data.k"#)
        let mine = try apply(try secret(#""type":"Opaque""#), to: live, as: "x")
        #expect(mine["data"] == nil)
    }
}
