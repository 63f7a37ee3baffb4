import KubeObjects
import Testing

@Suite struct NameRuleTests {
    @Test(
        arguments: [
            ("a", []), ("ab", []), ("abc", []), ("a1", []), ("a-1", []), ("a--1--2--b", []), ("0", []), ("0-1", []),
            (String(repeating: "a", count: 63), []),
            ("", [Sentence.label]), ("A", [Sentence.label]), ("ABC", [Sentence.label]), ("-", [Sentence.label]),
            ("a-", [Sentence.label]), ("-a", [Sentence.label]), ("_", [Sentence.label]), ("a_b", [Sentence.label]),
            (" a", [Sentence.label]), ("a ", [Sentence.label]), ("a\n", [Sentence.label]), ("ä", [Sentence.label]),
            (".", [Sentence.label]), ("a.", [Sentence.label]),
            ("a.b", ["must not contain dots"]),
            (String(repeating: "a", count: 64), ["must be no more than 63 characters"]),
            (
                String(repeating: "a", count: 63) + ".",
                ["must be no more than 63 characters", Sentence.label]
            ),
        ] as [(String, [String])]
    )
    func labels(name: String, complaints: [String]) {
        #expect(NameRule.label(name) == complaints)
    }

    @Test(
        arguments: [
            ("a", []), ("a.b", []), ("0.1.2", []), ("a-1.b-2", []), (String(repeating: "a", count: 253), []),
            // Only the whole is measured, not each label.
            (String(repeating: "a", count: 64) + ".b", []),
            ("", [Sentence.subdomain]), (".", [Sentence.subdomain]), ("a.", [Sentence.subdomain]),
            (".a", [Sentence.subdomain]), ("a..b", [Sentence.subdomain]), ("a.-b", [Sentence.subdomain]),
            ("A.b", [Sentence.subdomain]), ("a b", [Sentence.subdomain]), ("a/b", [Sentence.subdomain]),
            ("a.b\n", [Sentence.subdomain]),
            (String(repeating: "a", count: 254), ["must be no more than 253 characters"]),
        ] as [(String, [String])]
    )
    func subdomains(name: String, complaints: [String]) {
        #expect(NameRule.subdomain(name) == complaints)
    }

    @Test(
        arguments: [
            ("a", []), ("good", []), ("GOOD-GOOD", []), ("_.-", []), (".key", []), ("a..b", []), ("a.", []),
            ("tls.crt", []), (String(repeating: "k", count: 253), []),
            ("", [Sentence.dataKey]), ("a/b", [Sentence.dataKey]), ("a b", [Sentence.dataKey]),
            ("a\n", [Sentence.dataKey]), ("\na", [Sentence.dataKey]), ("ä", [Sentence.dataKey]),
            ("a\0", [Sentence.dataKey]),
            (".", ["must not be '.'"]), ("..", ["must not be '..'"]), ("...", ["must not start with '..'"]),
            ("..data", ["must not start with '..'"]),
            ("../x", [Sentence.dataKey, "must not start with '..'"]),
            (String(repeating: "k", count: 254), ["must be no more than 253 characters"]),
        ] as [(String, [String])]
    )
    func dataKeys(key: String, complaints: [String]) {
        #expect(NameRule.dataKey(key) == complaints)
    }

    @Test func emptyEnvironmentName() {
        #expect(NameRule.environmentName("") == ["environment variable name must be non-empty"])
    }

    @Test(
        arguments: [
            ("simple", []), ("now-with-dashes", []), ("1-starts-with-num", []), ("1234", []), ("Upper_case.X", []),
            ("simple/simple", []), ("1.2.3.4/5678", []), ("example.com/A_b.C", []),
            (String(repeating: "a", count: 63), []), (String(repeating: "a", count: 253) + "/" + "b", []),
            ("", ["name part must be non-empty", "name part \(Sentence.qualifiedName)"]),
            ("nospecialchars%^=@", ["name part \(Sentence.qualifiedName)"]),
            ("-starts", ["name part \(Sentence.qualifiedName)"]), ("ends_", ["name part \(Sentence.qualifiedName)"]),
            (String(repeating: "a", count: 64), ["name part must be no more than 63 characters"]),
            ("/simple", ["prefix part must be non-empty"]),
            ("only/", ["name part must be non-empty", "name part \(Sentence.qualifiedName)"]),
            ("No.Upper/x", ["prefix part \(Sentence.subdomain)"]),
            (String(repeating: "a", count: 254) + "/b", ["prefix part must be no more than 253 characters"]),
            (
                "a/b/c",
                [
                    "a qualified name \(Sentence.qualifiedName) with an optional DNS subdomain prefix and '/' "
                        + "(e.g. 'example.com/MyName')"
                ]
            ),
        ] as [(String, [String])]
    )
    func qualifiedNames(key: String, complaints: [String]) {
        #expect(QualifiedName.complaints(aboutKey: key) == complaints)
    }

    @Test(
        arguments: [
            ("", []), ("simple", []), ("A.b_c-1", []), (String(repeating: "a", count: 63), []),
            ("a b", [Sentence.labelValue]), ("-a", [Sentence.labelValue]), ("a.", [Sentence.labelValue]),
            ("a/b", [Sentence.labelValue]),
            (String(repeating: "a", count: 64), ["must be no more than 63 characters"]),
        ] as [(String, [String])]
    )
    func labelValues(value: String, complaints: [String]) {
        #expect(QualifiedName.complaints(aboutLabelValue: value) == complaints)
    }
}
