import KubeObjects
import Testing

@testable import Kubectl

/// The texts are what kubectl prints.
struct MetadataChangeTests {
    private static let object: JSONValue = [
        "kind": "Secret",
        "metadata": ["name": "x", "labels": ["app": "web", "z": "1"], "annotations": ["note": "hi"]],
    ]

    @Test func argumentsAreObjectsAndBehindThemChanges() throws {
        let split = try MetadataChange.split(["secret", "a", "=b", "-", "c=d", "e-"], .label)
        #expect(split.objects == ["secret", "a", "=b", "-"])
        #expect(split.changes == ["c=d", "e-"])
    }

    @Test(arguments: [
        (MetadataChange.Subject.label, "all resources must be specified before label changes: y"),
        (.annotation, "all resources must be specified before annotation changes: y"),
    ])
    func objectBehindAChangeIsRefused(subject: MetadataChange.Subject, message: String) {
        #expect(throws: KubectlError(message)) { try MetadataChange.split(["secret", "x", "a=b", "y"], subject) }
    }

    @Test(arguments: [
        (MetadataChange.Subject.label, ["a==b"], "invalid label spec: a==b"),
        (.label, ["a=b", "a-"], "can not both modify and remove a label in the same command"),
        (
            .annotation, ["a=b", "c=d", "a-", "c-"],
            "can not both modify and remove the following annotation(s) in the same command: a, c"
        ),
        (
            .label, ["a=" + String(repeating: "x", count: 64)],
            "invalid label value: \"a=" + String(repeating: "x", count: 64) + "\": must be no more than 63 characters"
        ),
    ])
    func mistakeIsToldInKubectlsWords(subject: MetadataChange.Subject, words: [String], message: String) {
        #expect(throws: KubectlError(message)) { try MetadataChange(parsing: words, subject) }
    }

    @Test func annotationMayBeAnything() throws {
        let change = try MetadataChange(parsing: ["a==b c", "d="], .annotation)
        #expect(change.added == ["a": "=b c", "d": ""])
    }

    @Test func lastOfSeveralValuesCounts() throws {
        #expect(try MetadataChange(parsing: ["a=1", "b=2", "a=3"], .label).added == ["a": "3", "b": "2"])
    }

    @Test func setsAndRemoves() throws {
        let change = try MetadataChange(parsing: ["new=1", "app=web", "z-", "gone-"], .label)
        let changed = try change.applied(to: Self.object, overwrites: false)
        #expect(changed["metadata"].texts("labels") == ["app": "web", "new": "1"])
        #expect(changed["metadata"].texts("annotations") == ["note": "hi"])
        #expect(change.missing(in: Self.object) == ["gone"])
    }

    @Test(arguments: [
        (
            MetadataChange.Subject.label, ["z=2", "app=x"],
            """
            'app' already has a value (web), and --overwrite is false
            'z' already has a value (1), and --overwrite is false
            """
        ),
        (
            .annotation, ["note=ho"],
            "--overwrite is false but found the following declared annotation(s): 'note' already has a value (hi)"
        ),
    ])
    func anotherValueIsKept(subject: MetadataChange.Subject, words: [String], message: String) throws {
        let change = try MetadataChange(parsing: words, subject)
        let lines = message.split(separator: "\n").map(String.init)
        let failure = subject == .label ? ObjectFailure.texts(lines) : .text(message)
        #expect(throws: failure) { try change.applied(to: Self.object, overwrites: false) }
        let overwritten = try change.applied(to: Self.object, overwrites: true)
        #expect(change.added.allSatisfy { overwritten["metadata"].texts(subject.field)[$0.key] == $0.value })
    }

    @Test func listsOfSeveralObjectsSayWhoseTheyAre() {
        #expect(MetadataList.text(of: Self.object, .label, isOne: true) == "app=web\nz=1\n")
        #expect(
            MetadataList.text(of: Self.object, .annotation, isOne: false)
                == "Listing annotations for Secret./x:\n note=hi\n"
        )
    }

    @Test func severalComplaintsAboutOneObjectStandWithoutTheirBeginning() throws {
        var failures = ObjectFailures()
        failures.append(.texts(["a", "b"]))
        #expect(failures.error() == KubectlError(verbatim: "a\nb"))
        var one = ObjectFailures()
        one.append(.texts(["a"]))
        #expect(one.error() == KubectlError("a"))
    }
}
