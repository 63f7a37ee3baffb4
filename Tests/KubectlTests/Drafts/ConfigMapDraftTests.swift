import KubeObjects
import TestSupport
import Testing

@testable import Kubectl

struct ConfigMapDraftTests {
    private let files: DraftFiles

    init() throws {
        files = try DraftFiles()
    }

    private func draft(_ name: String = "foo", _ literals: [String] = [], from paths: [String] = [], hash: Bool = false)
        -> ConfigMapDraft
    {
        ConfigMapDraft(
            name: DraftName(name, appendsHash: hash),
            sources: DataSources(literals: literals, files: paths.map(files.resolved))
        )
    }

    @Test func objectHasTheFieldsOfKubectls() throws {
        #expect(
            try draft().object() == [
                "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "foo", "creationTimestamp": .null],
            ]
        )
        #expect(
            try draft("foo", ["a=", "b=c,d=e"], from: ["@/hello1", "@/bytes1"]).object() == [
                "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "foo", "creationTimestamp": .null],
                "data": ["a": "", "b": "c,d=e", "hello1": "hello world"], "binaryData": ["bytes1": "//0="],
            ]
        )
    }

    @Test(arguments: [
        ([], [], "867km9574f"), (["a=b", "c=d,e=f"], [], "t87c92m727"),
        ([], ["f1=@/hello1", "b1=@/bytes1"], "5k5cg2cmbc"),
        ([], ["k1=@/bytes1", "k2=@/bytes1"], "chg2hmb48c"), ([], ["b1=@/bytes1"], "mhg9gm2m77"),
        (["a=é😀"], [], "6ktt622k9g"), (["a=<>&\"\\\n\t \u{2028}\u{1}\u{7f}\u{8}\u{c}"], [], "f9c2822662"),
    ])
    func hashIsKubectls(literals: [String], paths: [String], hash: String) throws {
        let object = try draft("foo", literals, from: paths, hash: true).object()
        #expect(object.value(at: "metadata", "name") == .string("foo-\(hash)"))
    }

    @Test(arguments: [
        (["a"], [], "invalid literal source #1, expected key=value"),
        (["a#=b"], [], "\"a#\" is not a valid key name for a ConfigMap: \(RuleTexts.dataKey)"),
        (
            ["a=b", "a=c"], [],
            "cannot add key \"a\", another key by that name already exists in Data for ConfigMap \"foo\""
        ),
        (
            ["bytes1=c"], ["@/bytes1"],
            "cannot add key \"bytes1\", another key by that name already exists in BinaryData for ConfigMap \"foo\""
        ),
        ([], ["@/none"], "error reading @/none: no such file or directory"),
        ([], ["k=@"], "cannot give a key name for a directory path"),
        // Unlike a Secret's, files come before literals.
        (["a"], ["@/none"], "error reading @/none: no such file or directory"),
    ])
    func badSourcesAreRefused(literals: [String], paths: [String], reason: String) {
        let draft = draft("foo", literals, from: paths)
        #expect(files.message { () throws(KubectlError) in try draft.object() } == "error: \(reason)")
    }

    @Test func severalComplaintsAboutAKeyAreJoined() {
        let key = String(repeating: "#", count: 254)
        let reason =
            "\"\(key)\" is not a valid key name for a ConfigMap: must be no more than 253 characters,\(RuleTexts.dataKey)"
        #expect(throws: KubectlError(reason)) { try draft("foo", ["\(key)=v"]).object() }
    }

    @Test func nameIsNeededAndEnvironmentFilesAreNoDirectories() {
        #expect(throws: KubectlError("name must be specified")) { try draft("", ["a"]).object() }
        let sources = DataSources(environmentFiles: [files.directory.path])
        #expect(throws: KubectlError("env config file cannot be a directory")) {
            try ConfigMapDraft(name: DraftName("foo"), sources: sources).object()
        }
    }
}
