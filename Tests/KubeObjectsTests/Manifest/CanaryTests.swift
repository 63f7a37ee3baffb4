import KubeObjects
import Testing

/// A planted value must not show in any problem, however broken the file is around it.
@Suite struct CanaryTests {
    private static let canary = "Hunter2-Canary"
    /// Base64 of the canary.
    private static let encoded = "SHVudGVyMi1DYW5hcnk="

    private static let head = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n"

    private static let broken: [String] = [
        // YAML syntax
        "stringData:\n  a: \"CANARY\n", "stringData:\n  a: 'CANARY\n", "stringData:\n  a: [CANARY\n",
        "stringData:\n  a: {CANARY\n",
        "stringData:\n  a: CANARY: CANARY\n", "stringData:\n\ta: CANARY\n", "stringData:\n  a: CANARY\n b: CANARY\n",
        "stringData:\n  a: \"CANARY\" CANARY\n", "stringData:\n  a: @CANARY\n", "stringData:\n  a: `CANARY`\n",
        "stringData:\n  a: %CANARY\n", "stringData:\n  a: *CANARY\n", "stringData:\n  a: &CANARY *CANARY\n",
        "stringData:\n  a: !CANARY x\n", "stringData:\n  a: !CANARY!x CANARY\n", "stringData:\n  a: !<CANARY> x\n",
        "stringData:\n  a: \"\\CANARY\"\n", "stringData:\n  a: \"\\uCANARY\"\n", "stringData:\n  a: |CANARY\n",
        "stringData:\n  a: |\n  CANARY\n", "stringData:\n  a: >\n      x\n    CANARY\n   - b\n", "%CANARY\n---\n",
        "%YAML CANARY\n---\n", "%TAG CANARY\n---\n", "stringData:\n  a: CANARY\u{0}\n",
        "stringData:\n  a: CANARY\u{7}\n",
        "stringData:\n  <<: CANARY\n", "stringData:\n  <<: [CANARY]\n", "stringData:\n  ? [CANARY]\n  : CANARY\n",
        "stringData:\n  ? {CANARY: 1}\n  : 2\n", "stringData:\n  CANARY: 1\n  CANARY: 2\n", "{CANARY: [}\n",
        "stringData:\n  a: !!int CANARY\n", "stringData:\n  a: !!binary CANARY\n", "CANARY\n", "- CANARY\n",
        "CANARY: [\n",
        "a: 1\n--- CANARY\n--- [CANARY\n",
        // types
        "data: CANARY\n", "data: [CANARY]\n", "data:\n  a: CANARY\n", "data:\n  a: ENCODED=\n",
        "data:\n  a: {b: CANARY}\n",
        "stringData: {password:CANARY}\nimmutable: 5\n", "stringData: {password=CANARY: {}}\n",
        "stringData:\n  password CANARY: 5\n",
        "stringData:\n  \"a\\nCANARY\": 5\n", "data: {\"ENCODED\": 5}\n".replacing("ENCODED", with: "a:ENCODED"),
        "data:\n  a: [CANARY]\n", "data:\n  a: \"CANARY\"\n", "stringData: CANARY\n", "stringData:\n  a: {b: CANARY}\n",
        "stringData:\n  a: [ENCODED]\n", "immutable: CANARY\n", "type: [CANARY]\n", "stringData:\n- CANARY\n",
        "stringData:\n  - a: CANARY\n", "data:\n  a: 'ENCODED ENCODED'\n", "data:\n  a: |\n    ENCODED\n    *\n",
    ]

    private static let brokenJSON: [String] = [
        #"{"data": {"a": "CANARY""#, #"{"data": {"a": "CANARY}"#, #"{"data": {"a": CANARY}}"#,
        #"{"data": {"a": "CANARY" "b"}}"#,
        #"{"data": {"a": "CANARY\q"}}"#, #"{"data": {"a": "CANARY\ud800"}}"#, "{\"data\": {\"a\": \"CANARY\u{1}\"}}",
        #"{"data": {"CANARY": 1, "CANARY": 2}}"#, #"{"data": "CANARY"} CANARY"#, #"{"data": 'CANARY"#, "[\"CANARY\"",
        #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"a":"CANARY"}}"#,
        #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":["CANARY"]}"#,
        #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"a":{"CANARY":"CANARY"}}}"#,
        #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"a":"CANARY"}"#,
        #""CANARY""#, #"["CANARY"]"#, #"{"apiVersion": {"a": "CANARY"}}"#, #"{"apiVersion": "v1", "kind": ["CANARY"]}"#,
    ]

    private func expectNoCanary(in manifest: Manifest, _ text: String) {
        #expect(!manifest.errors.isEmpty, "\(text) is not broken")
        var dumped = ""
        dump(manifest.problems, to: &dumped)
        for shown in manifest.problems.map(\.description) + ["\(manifest.problems)", dumped] {
            #expect(!shown.contains(Self.canary))
            #expect(!shown.contains("SHVudGVyM"))
        }
    }

    private func planted(_ template: String) -> String {
        template.replacing("CANARY", with: Self.canary).replacing("ENCODED", with: Self.encoded)
    }

    @Test(arguments: broken) func brokenYAMLShowsNoValue(_ template: String) {
        let text = template.hasPrefix("%") ? planted(template) : Self.head + planted(template)
        expectNoCanary(in: Manifest(text), template)
        expectNoCanary(in: Manifest(Self.head + "---\n" + text), template)
    }

    @Test(arguments: brokenJSON) func brokenJSONShowsNoValue(_ template: String) {
        expectNoCanary(in: Manifest(planted(template)), template)
    }

    /// Cuts a good file off at every byte and damages every byte of it.
    @Test func noDamageShowsAValue() {
        let yaml =
            Self.head + "stringData:\n  a: \(Self.canary)\n  b: \"x \(Self.canary)\"\ndata:\n  c: \(Self.encoded)\n"
        let json =
            #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"a":"\#(Self.canary)"},"#
            + #""data":{"c":"\#(Self.encoded)"}}"#
        for text in [yaml, json] {
            let bytes = Array(text.utf8)
            for index in bytes.indices {
                var variants = [Array(bytes[..<index])]
                for byte in [0x00, 0x0a, 0x20, 0x22, 0x3a, 0x5b, 0x7b, 0xff] as [UInt8] {
                    var changed = bytes
                    changed[index] = byte
                    variants.append(changed)
                }
                for variant in variants {
                    let shown = Manifest(bytes: variant).problems.map(\.description).joined(separator: "\n")
                    #expect(!shown.contains("Hunter2"))
                    #expect(!shown.contains("SHVudGVyM"))
                }
            }
        }
    }
}
