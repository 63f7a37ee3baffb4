import KubeObjects
import Testing

/// What a plain scalar means: Kubernetes' values, measured with kubectl.
@Suite struct YAMLScalarTests {
    private func value(_ scalar: String) -> JSONValue? {
        let stream = DocumentStream("v: \(scalar)\n")
        guard stream.error == nil else { return nil }
        return stream.documents.first?["v"]?.json
    }

    @Test(
        arguments: [
            ("0", 0), ("7", 7), ("-7", -7), ("+7", 7), ("00", 0), ("0400", 256), ("0o400", 256), ("0O400", 256),
            ("0x100", 256), ("0X1f", 31), ("0b11", 3), ("0B11", 3), ("0_400", 256), ("2_56", 256), ("1__0", 10),
            ("-0400", -256), ("-0x10", -16), ("+0b11", 3), ("-0b11", -3), ("08", 8), ("089", 89), ("256.0", 256),
            ("1e2", 100), ("1E2", 100), ("1.5e1", 15), ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("5.", 5),
            ("400", 400), ("-0.0", 0),
        ] as [(String, Int64)]
    )
    func integers(_ scalar: String, _ integer: Int64) {
        #expect(value(scalar) == .integer(integer))
    }

    @Test(arguments: [
        ("1.5", "1.5"), ("1.10", "1.10"), ("-1.5", "-1.5"), ("+1.5", "1.5"), (".5", "0.5"), ("-.5", "-0.5"),
        ("01.5", "1.5"), ("1_0.5", "10.5"), ("1e-3", "1e-3"), ("18446744073709551615", "18446744073709551615"),
        ("0xffffffffffffffff", "18446744073709551615"), ("123456789012345678901234", "123456789012345678901234"),
        ("1e300", "1e300"),
    ])
    func otherNumbers(_ scalar: String, _ text: String) {
        #expect(value(scalar) == .number(text))
    }

    @Test(arguments: ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"])
    func truth(_ scalar: String) {
        #expect(value(scalar) == .bool(true))
    }

    @Test(arguments: ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"])
    func falsehood(_ scalar: String) {
        #expect(value(scalar) == .bool(false))
    }

    @Test(arguments: ["", "~", "null", "Null", "NULL", "# comment"])
    func nothing(_ scalar: String) {
        #expect(value(scalar) == .null)
    }

    @Test(arguments: [
        "yEs", "tRUE", "nULL", "none", "nan", "inf", "12:30:45", "2001-01-01", "2001-01-01T00:00:00Z", "1.2.3", "0x",
        "0xg", "0b2", "0o8", "0o", "1e", "1e400", "e5", "-x", "+", ".", "--1", "0x-1", "1 2", "_1", "-a", "._5", ".1_0",
        "127.0.0.1", "v1", "<<", "08x", "1,000", "١٢",
    ])
    func everythingElseIsText(_ scalar: String) {
        #expect(value(scalar) == .string(scalar))
    }

    @Test func longScalarsAreTextWhateverTheyLookLike() {
        let short = String(repeating: "1", count: 18)
        #expect(value(short) == .integer(111_111_111_111_111_111))
        let long = String(repeating: "1", count: 33)
        #expect(value(long) == .string(long))
    }

    @Test(arguments: ["\"0400\"", "'0400'", "!!str 0400", "|-\n  0400", ">-\n  0400"])
    func quotedScalarsAreText(_ scalar: String) {
        #expect(value(scalar) == .string("0400"))
    }

    @Test(arguments: [
        ("!!int 0400", JSONValue.integer(256)), ("!!int \"12\"", .integer(12)), ("!!float 1", .integer(1)),
        ("!!float 1.5", .number("1.5")), ("!!bool \"yes\"", .bool(true)), ("!!null \"\"", .null),
        ("!!str", .string("")), ("!!str yes", .string("yes")), ("!!map {}", .object([:])), ("!!seq []", .array([])),
    ])
    func coreTagsDecide(_ scalar: String, _ expected: JSONValue) {
        #expect(value(scalar) == expected)
    }

    @Test(arguments: [
        "!!int x", "!!int 1.5", "!!bool 1", "!!null x", "!!binary aGk=", "!secret x", "!!map []", "!!set {a: }",
        "!<tag:example.com,2000:x> y", "!!omap []",
    ])
    func otherTagsAreRefused(_ scalar: String) {
        #expect(DocumentStream("v: \(scalar)\n").error == DocumentError(.badTag, at: SourceMark(line: 1, column: 4)))
    }

    @Test(arguments: [".inf", "-.inf", "+.Inf", ".INF", ".nan", ".NaN"])
    func infinityIsRefused(_ scalar: String) {
        #expect(DocumentStream("v: \(scalar)\n").error?.problem == .notFinite)
    }

    @Test(arguments: [
        ("n", "false"), ("y", "true"), ("yes", "true"), ("\"yes\"", "yes"), ("0400", "256"), ("8080", "8080"),
        ("1.10", "1.1"), ("\"1.10\"", "1.10"), ("2001-01-01", "2001-01-01"), ("tls.crt", "tls.crt"), ("'<<'", "<<"),
        ("? a", "a"), ("18446744073709551615", "1.8446744e+19"),
    ])
    func keysAreResolvedToo(_ key: String, _ name: String) {
        let stream = DocumentStream("\(key): x\n".replacingMissingColon(of: key))
        #expect(stream.error == nil)
        guard case .object(let members) = stream.documents.first?.value else { return }
        #expect(members.map(\.key) == [name])
    }
}

extension String {
    /// `? a: x` would be a key that is an object; `? a` and `: x` on two lines is what the table means.
    fileprivate func replacingMissingColon(of key: String) -> String {
        key.hasPrefix("?") ? "\(key)\n: x\n" : self
    }
}
