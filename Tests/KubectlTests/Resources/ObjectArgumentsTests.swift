import APIServer
import Testing

@testable import Kubectl

struct ObjectArgumentsTests {
    @Test(arguments: [
        ("secret", "secrets"),
        ("secret a b", "secrets/a secrets/b"),
        ("secret/a cm/b", "secrets/a configmaps/b"),
        ("secret,cm a b", "secrets/a secrets/b configmaps/a configmaps/b"),
        ("secret,secrets", "secrets"),
        ("secret,cm", "secrets configmaps"),
        ("secret,secret a", "secrets/a"),
        ("all,secret", "pods secrets"),
        ("all a", "pods/a"),
        ("SECRET/a", "secrets/a"),
        ("po.v1. a", "pods/a"),
        ("secret/a secret/a", "secrets/a secrets/a"),
    ])
    func objectsAreInTheOrderOfTheArguments(line: String, targets: String) throws {
        let parsed = try ObjectArguments.parse(words(line))
        #expect(parsed.map(text).joined(separator: " ") == targets)
    }

    @Test(arguments: [
        ("x", "the server doesn't have a resource type \"x\""),
        ("x y", "the server doesn't have a resource type \"x\""),
        ("secret/a foo/x", "the server doesn't have a resource type \"foo\""),
        ("secret,foo a", "the server doesn't have a resource type \"foo\""),
        ("secret,", "the server doesn't have a resource type \"\""),
        ("foo.v2", "the server doesn't have a resource type \"foo\""),
        ("all/a", "the server doesn't have a resource type \"all\""),
        ("all,secret a", "the server doesn't have a resource type \"all\""),
        ("secret/", "arguments in resource/name form must have a single resource and name"),
        ("/a", "arguments in resource/name form must have a single resource and name"),
        ("secret,cm/a", "arguments in resource/name form must have a single resource and name"),
        ("secret/a/b", "arguments in resource/name form may not have more than one slash"),
        (
            "secret/a b",
            "there is no need to specify a resource type as a separate argument when passing arguments in "
                + "resource/name form (e.g. 'secretd get resource/<resource_name>' instead of "
                + "'secretd get resource resource/<resource_name>'"
        ),
    ])
    func mistakeIsToldInKubectlsWords(line: String, message: String) {
        #expect(throws: KubectlError(message)) { try ObjectArguments.parse(words(line)) }
    }

    @Test func nothingIsToldHowToSayIt() {
        #expect(throws: ObjectArguments.nothingGiven) { try ObjectArguments.parse([]) }
    }

    @Test func emptyNameIsRefused() {
        #expect(throws: KubectlError("resource name may not be empty")) {
            try ObjectArguments.parse(["secret", ""])
        }
    }

    @Test func typeWithoutNameIsRefusedWhereEverythingIsTooMuch() {
        #expect(throws: KubectlError("resource(s) were provided, but no name was specified")) {
            try ObjectArguments.parse(["secret"], bulk: .refused)
        }
    }

    @Test(arguments: [
        ("secret a", "name cannot be provided when a selector is specified"),
        ("secret/a", "selectors and the all flag cannot be used when passing resource/name arguments"),
        ("secret,cm a", "selectors and the all flag cannot be used when passing resource/name arguments"),
    ])
    func nameIsRefusedBesideSelector(line: String, message: String) {
        #expect(throws: KubectlError(message)) { try ObjectArguments.parse(words(line), bulk: .selected) }
    }

    @Test func nameIsRefusedInAllNamespaces() throws {
        #expect(throws: KubectlError("a resource cannot be retrieved by name across all namespaces")) {
            try ObjectArguments.parse(["secret", "a"], allNamespaces: true)
        }
        #expect(try ObjectArguments.parse(["node", "a"], allNamespaces: true) == [.named(.nodes, "a")])
    }

    private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

    private func text(_ target: ObjectArguments.Target) -> String {
        switch target {
        case .named(let resource, let name): "\(resource.name)/\(name)"
        case .all(let resource): resource.name
        }
    }
}
