import KubeObjects
import TestSupport
import Testing

@testable import Kubectl

struct GenericSecretDraftTests {
    private let files: DraftFiles

    init() throws {
        files = try DraftFiles()
    }

    private func draft(
        _ name: String = "foo",
        type: String = "",
        literals: [String] = [],
        from paths: [String] = [],
        environment: [String] = [],
        hash: Bool = false
    ) -> GenericSecretDraft {
        let sources = DataSources(
            literals: literals,
            files: paths.map(files.resolved),
            environmentFiles: environment.map(files.resolved)
        ) { $0 == "g_key1" ? SecretBytes(utf8: "1") : nil }
        return GenericSecretDraft(name: DraftName(name, appendsHash: hash), type: type, sources: sources)
    }

    @Test func objectHasTheFieldsOfKubectls() throws {
        #expect(
            try draft().object() == [
                "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "foo", "creationTimestamp": .null],
            ]
        )
        var full = draft(type: "my-type", literals: ["a=b", "c=", "d=e=f", "g=1,h=2"])
        full.name.namespace = "blue"
        #expect(
            try full.object() == [
                "apiVersion": "v1", "kind": "Secret", "type": "my-type",
                "metadata": ["name": "foo", "namespace": "blue", "creationTimestamp": .null],
                "data": ["a": "Yg==", "c": "", "d": "ZT1m", "g": "MSxoPTI="],
            ]
        )
    }

    struct Hashed: Sendable {
        var name = "foo"
        var type = ""
        var literals: [String] = []
        var files: [String] = []
        var environment: [String] = []
        var hash: String
    }

    @Test(arguments: [
        Hashed(hash: "949tdgdkgg"),
        Hashed(type: "my-type", hash: "dg474f9t76"),
        Hashed(literals: ["key1=value1", "key2=value2"], hash: "tf72c228m4"),
        Hashed(literals: ["key1==value1"], hash: "fdcc8tkhh5"),
        Hashed(files: ["foo1=@/hello1", "foo2=@/hello2"], hash: "hbkh2cdb57"),
        Hashed(files: ["foo1=@/bytes1", "foo2=@/bytes2"], hash: "mkhg4ktk4d"),
        Hashed(name: "valid_env", environment: ["@/literal.env"], hash: "bkb2m2965h"),
        Hashed(name: "two_valid_env", environment: ["@/literal.env", "@/more.env"], hash: "gd56gct5cf"),
        Hashed(name: "get_env", environment: ["@/given.env"], hash: "68mt8f2kkt"),
        Hashed(name: "valid_with_space", environment: ["@/space.env"], hash: "bhkb4gfck6"),
        Hashed(name: "a<b>", type: "x&\"y", hash: "h7d9c66mgm"),
    ])
    func hashIsKubectls(_ row: Hashed) throws {
        let draft = draft(
            row.name,
            type: row.type,
            literals: row.literals,
            from: row.files,
            environment: row.environment,
            hash: true
        )
        #expect(try draft.object().value(at: "metadata", "name") == .string("\(row.name)-\(row.hash)"))
    }

    @Test(arguments: [
        (["key1=/file=2"], "key names or file paths cannot contain '='"),
        (["=key=/file1"], "key names or file paths cannot contain '='"),
        (["key1==file1"], "key names or file paths cannot contain '='"),
        (["=file1"], "key name for file path file1 missing"), (["key1="], "file path for key name key1 missing"),
        (["@/none"], "error reading @/none: no such file or directory"),
        (["@/hello1/x"], "error reading @/hello1/x: not a directory"),
        ([""], "error reading : no such file or directory"), (["-"], "error reading -: no such file or directory"),
        (["k=@"], "cannot give a key name for a directory path"),
        (["a=@/hello1", "a=@/hello2"], "cannot add key a, another key by that name already exists"),
        (["a#=@/hello1"], "\"a#\" is not valid key name for a Secret \(RuleTexts.dataKey)"),
        (["..=@/hello1"], "\"..\" is not valid key name for a Secret must not be '..'"),
        (["k=/proc/self/mem"], "read /proc/self/mem: input/output error"),
    ])
    func badFilesAreRefused(paths: [String], reason: String) {
        #expect(files.message { () throws(KubectlError) in try draft(from: paths).object() } == "error: \(reason)")
    }

    @Test(arguments: [
        (["key#1=value1"], "\"key#1\" is not valid key name for a Secret \(RuleTexts.dataKey)"),
        (["key1=a", "key1=b"], "cannot add key key1, another key by that name already exists"),
        // kubectl shows the literal, which may be a value.
        (["key1value1"], "invalid literal source #1, expected key=value"),
        (["a=b", "=key=value1"], "invalid literal source #2, expected key=value"),
        ([""], "invalid literal source #1, expected key=value"),
        (["pass: hunter2=x"], "\"pass…\" is not valid key name for a Secret \(RuleTexts.dataKey)"),
    ])
    func badLiteralsAreRefused(literals: [String], reason: String) {
        #expect(
            files.message { () throws(KubectlError) in try draft(literals: literals).object() } == "error: \(reason)"
        )
    }

    @Test func keyOfAnySourceCountsOnceLiteralsFirst() {
        let double = draft(literals: ["a=b"], from: ["a=@/hello1"])
        #expect(
            files.message { () throws(KubectlError) in try double.object() }
                == "error: cannot add key a, another key by that name already exists"
        )
        let both = draft(literals: ["x"], from: ["@/none"])
        #expect(
            files.message { () throws(KubectlError) in try both.object() }
                == "error: invalid literal source #1, expected key=value"
        )
    }

    @Test func nameIsNeeded() {
        #expect(
            files.message { () throws(KubectlError) in try draft("", literals: ["x"]).object() }
                == "error: name must be specified"
        )
    }

    @Test(arguments: [(["a=b"], []), ([], ["@/hello1"]), (["a=b"], ["@/hello1"])])
    func environmentFilesStandAlone(literals: [String], paths: [String]) {
        let mixed = draft(literals: literals, from: paths, environment: ["@/literal.env"])
        #expect(
            files.message { () throws(KubectlError) in try mixed.object() }
                == "error: from-env-file cannot be combined with from-file or from-literal"
        )
    }

    @Test func largestValueIsKept() throws {
        try files.write([UInt8](repeating: 0xe9, count: 1 << 20), to: "large")
        let data = try draft(from: ["@/large"], hash: true).object().value(at: "data", "large")?.text
        #expect(data?.utf8.count == 1_398_104)
        #expect(data?.hasPrefix("6enp6enp") == true)
    }
}
