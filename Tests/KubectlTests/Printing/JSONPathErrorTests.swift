import KubeObjects
import Kubectl
import Testing

/// The expected texts are what kubectl 1.33 prints, but for the object that it shows with them.
struct JSONPathErrorTests {
    @Test(arguments: [
        ("{.n[a]}", "invalid array index a"),
        ("{.n[99999999999999999999]}", "array index 99999999999999999999 is not a number"),
        ("{.n[0}", "unterminated array"), ("{.n[+1]}", "invalid array index +1"),
        ("{.its[?(@.n==\"a\"].v}", "unterminated filter"), ("{.its[?(@.n==\"a\")", "unclosed array expect ]"),
        ("{.its[?(@.n==)].v}", "unrecognized character in action: U+003D '='"),
        ("{.its[?(@.n=~\"a\")].v}", "unrecognized character in action: U+007E '~'"),
        ("{.its[?(@.n===\\\"a\\\")].v}", "unterminated filter"), ("{.its[?(@.n)]", "unclosed action"),
        ("{", "unclosed action"), ("{{.a}}", "unrecognized character in action: U+007B '{'"),
        ("{.a", "unclosed action"), ("{.a[", "unterminated array"), ("{\"a", "unterminated quoted string"),
        ("{'a", "unterminated quoted string"), ("{\"it\\'s\"}", "unquote string \"it\\'s\" error invalid syntax"),
        ("{\"\\u00e9\\x41\\101\\U0001F600\\a\\\\\"}", "unterminated quoted string"),
        ("{\"\\d\"}", "unquote string \"\\d\" error invalid syntax"),
        ("{\"\\400\"}", "unquote string \"\\400\" error invalid syntax"),
        ("{\"\\xZ\"}", "unquote string \"\\xZ\" error invalid syntax"), ("{1.2.3}", "cannot parse number 1.2.3"),
        ("{#}", "unrecognized character in action: U+0023 '#'"), ("{....a}", "invalid multiple recursive descent"),
        ("{.metadata..*}", "unrecognized character in action: U+002A '*'"),
        ("{..*}", "unrecognized character in action: U+002A '*'"), ("{.data[\"x\"]}", "invalid array index \"x\""),
        ("{[a,b]}", "invalid array index a"), ("{*}", "unrecognized character in action: U+002A '*'"),
        ("{.metadata.name,.kind}", "unrecognized character in action: U+002C ','"),
        ("{,}", "unrecognized character in action: U+002C ','"),
        ("{(}", "unrecognized character in action: U+0028 '('"),
        ("{.data..*}", "unrecognized character in action: U+002A '*'"),
        ("{.kind\t}x", "unrecognized character in action: U+0009"), ("{.s", "unclosed action"),
        ("{.its[?(!@.n)].v}", "unrecognized character in action: U+0021 '!'"),
        ("{.its[?(@.n==\"a\"||@.n==\"b\")].v}", "unrecognized character in action: U+007C '|'"),
        ("{.its[?(@.n==\"a\" && @.v==1)].v}", "unrecognized character in action: U+0026 '&'"),
        ("{.its[?(@.x==\"')')].n}", "unterminated filter"), ("{\"a\n\"}", "unterminated quoted string"),
        ("{.a\n}", "unclosed action"),
    ])
    func templatesThatCannotBeRead(template: String, reason: String) {
        #expect(throws: KubectlError("error parsing jsonpath \(template), \(reason)")) {
            try JSONPath(parsing: template)
        }
    }

    @Test(arguments: [
        ("{.n[2:1]}", "starting index 2 is greater than ending index 1"),
        ("{.n[9]}", "array index out of bounds: index 9, length 7"),
        ("{.n[-9]}", "array index out of bounds: index -2, length 7"),
        ("{.n[0:99]}", "array index out of bounds: index 98, length 7"), ("{.n[1:2:0]}", "step must be > 0"),
        ("{.n[1:2:-1]}", "step must be > 0"), ("{.s[*]}", "string is not array or slice"),
        ("{.s[0]}", "string is not array or slice"), ("{.its[?(@.f>1)].n}", "incompatible types for comparison"),
        ("{.its[?(@.b>true)].n}", "invalid type for comparison"),
        ("{.its[?(@.v==\"1\")].n}", "incompatible types for comparison"),
        ("{.its[?(@.l==1)].n}", "invalid type for comparison"),
        ("{.its[?(@.l[*]==1)].n}", "can only compare one element at a time"),
        ("{.its[?(@.z==1)].n}", "invalid type for comparison"),
        ("{.n[?(@==1)]}", "incompatible types for comparison"),
        ("{.its[?(@.l[9]==1)].n}", "array index out of bounds: index 9, length 2"),
        ("{.data[0]}", "map[string]interface {} is not array or slice"),
        ("{.data.x[0]}", "string is not array or slice"), ("{end}", "not in range, nothing to end"),
        ("{foo}", "unrecognized identifier foo"), ("{trues}", "unrecognized identifier trues"),
        ("{1e3}", "unrecognized identifier e3"), ("{é}", "unrecognized identifier é"),
        ("{.data.sp ace}", "unrecognized identifier ace"), ("{.data['sp ace']}", "unrecognized identifier ace"),
        ("{range .its[*].n}{@}{end}{end}", "not in range, nothing to end"),
        ("{.kind[*]}", "string is not array or slice"), ("{.n[*][0]}", "int64 is not array or slice"),
        ("{end}{.kind}", "not in range, nothing to end"), ("{a.b}", "unrecognized identifier a"),
        ("{..[0]}", "map[string]interface {} is not array or slice"),
        ("{.its[?(@.v>1.5)].n}", "incompatible types for comparison"),
        // kubectl shows the value in place of its type.
        ("{.data[?(@.x)]}", "map[string]interface {} is not array or slice and cannot be filtered"),
        ("{.data.x[?(@==1)]}", "string is not array or slice and cannot be filtered"),
    ])
    func templatesThatDoNotFit(template: String, reason: String) throws {
        let path = try JSONPath(parsing: template)
        let start = "error executing jsonpath \(template.goQuoted): Error executing template: "
        #expect(throws: KubectlError(start + reason)) { try path.text(of: JSONPathTests.object) }
        #expect(throws: KubectlError(start + reason)) { try path.jsonText(of: JSONPathTests.object) }
    }

    @Test(arguments: ["{.a", "a}", "{.a}{.b}", "{}"])
    func relaxedFormsAreOnePath(path: String) {
        let text =
            "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or "
            + "'{.name1.name2}'"
        #expect(throws: KubectlError(text)) { try JSONPath(relaxed: path) }
    }
}
