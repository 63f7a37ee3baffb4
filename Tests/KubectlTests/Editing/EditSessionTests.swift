import APIServer
import KubeObjects
import Testing

@testable import Kubectl

struct EditSessionTests {
    private static func original(_ name: String, uid: String) -> EditSession.Original {
        EditSession.Original(
            target: GetTarget(.secrets, name: name, namespace: "default"),
            object: [
                "apiVersion": "v1", "kind": "Secret", "data": ["a": "MQ=="],
                "metadata": ["name": .string(name), "namespace": "default", "uid": .string(uid)],
            ]
        )
    }

    private static let one = original("x", uid: "u1")
    private static let two = original("y", uid: "u2")

    /// What the person makes of the text.
    private func edited(_ session: EditSession, _ old: String, _ new: String) -> String {
        let parts = session.text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        #expect(parts.count == 2)
        return parts.joined(separator: new)
    }

    @Test func textTellsWhatToDoAndHoldsTheObject() {
        let session = EditSession([Self.one], .yaml)
        #expect(
            session.text == """
                # Please edit the object below. Lines beginning with a '#' will be ignored,
                # and an empty file will abort the edit. If an error occurs while saving this file will be
                # reopened with the relevant failures.
                #
                apiVersion: v1
                data:
                  a: MQ==
                kind: Secret
                metadata:
                  name: x
                  namespace: default
                  uid: u1

                """
        )
    }

    @Test func severalObjectsAreAList() {
        let session = EditSession([Self.one, Self.two], .yaml)
        #expect(session.text.contains("#\napiVersion: v1\nitems:\n- apiVersion: v1\n  data:\n"))
        #expect(session.text.hasSuffix("kind: List\nmetadata: {}\n"))
    }

    @Test func unchangedTextIsNoEdit() {
        var session = EditSession([Self.one], .yaml)
        #expect(session.take(session.text) == .cancelled("Edit cancelled, no changes made."))
        // Neither is one that only looks different.
        #expect(
            session.take(edited(session, "a: MQ==", "\"a\":   'MQ=='"))
                == .cancelled("Edit cancelled, no changes made.")
        )
    }

    @Test(arguments: ["", "# only a comment\n", "\n\n"])
    func emptyTextIsNoEdit(text: String) {
        var session = EditSession([Self.one], .yaml)
        #expect(session.take(text) == .cancelled("Edit cancelled, saved file was empty."))
    }

    @Test func changedObjectIsSentAndTheOthersAreSkipped() {
        var session = EditSession([Self.one, Self.two], .yaml)
        guard case .changed(let changes) = session.take(edited(session, "a: MQ==", "a: Mg==")) else {
            Issue.record("nothing has changed")
            return
        }
        #expect(changes.map { $0.edited == $0.original.object } == [false, true])
        #expect(changes.map(\.original) == [Self.one, Self.two])
        #expect(changes[0].edited["data"] == ["a": "Mg=="])
    }

    @Test func JSONIsEditedToo() {
        var session = EditSession([Self.one], .json)
        #expect(session.text.hasPrefix("{\n    \"apiVersion\": \"v1\""))
        guard case .changed(let changes) = session.take(edited(session, "MQ==", "Mg==")) else {
            Issue.record("nothing has changed")
            return
        }
        #expect(changes.count == 1)
    }

    @Test func brokenTextIsOpenedAgainWithThePlace() {
        var session = EditSession([Self.one], .yaml)
        let broken = edited(session, "kind: Secret", " kind: : [")
        #expect(session.take(broken) == .again(message: "error: secrets \"x\" is invalid"))
        let lines = session.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[4].hasPrefix("# The edited file had a syntax error: 10:2: "))
        #expect(lines[5] == "#")
        #expect(lines[9] == " kind: : [")
    }

    @Test func brokenTextSavedAgainEndsTheEdit() {
        var session = EditSession([Self.one], .yaml)
        _ = session.take(edited(session, "kind: Secret", " kind: : ["))
        #expect(session.take(session.text) == .failed("Edit cancelled, no valid changes were saved."))
    }

    @Test func mendedTextIsSent() {
        var session = EditSession([Self.one], .yaml)
        _ = session.take(edited(session, "kind: Secret", " kind: : ["))
        guard case .changed = session.take(edited(session, " kind: : [", "kind: Secret\ntype: Opaque")) else {
            Issue.record("nothing has changed")
            return
        }
    }

    @Test func refusedTextIsOpenedAgainWithTheReasons() {
        var session = EditSession([Self.one], .yaml)
        let saved = edited(session, "kind: Secret", "kind: Secret\ntype: x")
        _ = session.take(saved)
        let reason = EditText.Reason(head: "secrets \"x\" was not valid", details: ["type: bad\nvery bad", "b: worse"])
        session.refuse(saved, [reason])
        #expect(
            session.text.contains(
                "#\n# secrets \"x\" was not valid:\n# * type: bad\n# very bad\n# * b: worse\n#\napiVersion: v1\n"
            )
        )
        #expect(session.text.contains("\ntype: x\n"))
        #expect(session.take(session.text) == .failed("Edit cancelled, no valid changes were saved."))
    }

    @Test(arguments: [
        ("name: x", "name: z", "At least one of apiVersion, kind and name was changed"),
        ("kind: Secret", "kind: ConfigMap", "At least one of apiVersion, kind and name was changed"),
        ("uid: u1", "uid: u9", "no original object found for one that was edited: its uid is another"),
        (
            "namespace: default", "namespace: team",
            "the namespace from the provided object \"team\" does not match the namespace \"default\". "
                + "You must pass '--namespace=team' to perform this operation."
        ),
    ])
    func whatAnObjectIsMustNotChange(old: String, new: String, message: String) {
        var session = EditSession([Self.one], .yaml)
        #expect(session.take(edited(session, old, new)) == .failed(message))
    }

    @Test func commentsInValuesStay() {
        let text = "# header\n#\ndata:\n  run: |\n    # not a comment of ours\n    true\n"
        #expect(EditText.withoutHeader(text) == "data:\n  run: |\n    # not a comment of ours\n    true\n")
    }
}
