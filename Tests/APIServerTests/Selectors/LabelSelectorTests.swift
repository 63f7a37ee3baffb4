import Testing

@testable import APIServer

@Suite struct LabelSelectorTests {
    private static let labels = ["app": "web", "tier": "", "n": "7", "example.com/x": "y", "in": "notin"]

    @Test(
        arguments: [
            "", " ", "app", "app=web", "app==web", " app = web ", "app\t==\nweb", "app!=db", "app in (web)",
            "app in (db, web)", "app in (web,)", "app notin (db)", "app notin (db,x)", "app notin()",
            "!missing", "! missing", "missing!=x", "missing notin (x)", "missing!=",
            "tier", "tier=", "tier in ()", "tier in (,)", "tier in (,x)", "tier in (x,)", "tier in (x,,y)",
            "n>6", "n<8", "n > 6, n < 8", "n=7",
            "example.com/x=y", "example.com/x in (y),app,!missing,tier=",
            "in", "in=notin", "in in (notin)", "in notin (in)", "app,in in (in,notin)",
            "app=web\r\n,\r\ntier",
        ]
    )
    func matches(selector: String) throws {
        #expect(try LabelSelector(parsing: selector).matches(Self.labels))
    }

    @Test(
        arguments: [
            "missing", "missing=", "missing in (x)", "missing in ()", "!app", "app=db", "app=", "app!=web",
            "app in (db)", "app notin (web,db)", "app,!tier", "tier!=", "tier notin (,x)", "n>7", "n<7", "app>1",
            "missing>1", "missing<1", "App", "app=Web",
        ]
    )
    func doesNotMatch(selector: String) throws {
        #expect(try !LabelSelector(parsing: selector).matches(Self.labels))
    }

    @Test func emptySelectsWhatHasNoLabels() throws {
        #expect(try LabelSelector(parsing: "").matches([:]))
        #expect(try LabelSelector(parsing: "").requirements.isEmpty)
    }

    @Test(
        arguments: [
            (",", "found ',', expected: !, identifier, or 'end of string'"),
            ("=a", "found '=', expected: !, identifier, or 'end of string'"),
            ("(a)", "found '(', expected: !, identifier, or 'end of string'"),
            ("a,", "found '', expected: identifier after ','"),
            ("a,,b", "found ',', expected: identifier after ','"),
            ("a=b c", "found 'c', expected: ',' or 'end of string'"),
            ("a in (b) c", "found 'c', expected: ',' or 'end of string'"),
            ("!a=b", "found '=', expected: ',' or 'end of string'"),
            ("!", "unable to parse requirement: found '', expected: identifier"),
            ("!!a", "unable to parse requirement: found '!', expected: identifier"),
            ("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
            ("a (b)", "unable to parse requirement: found '(', expected: in, notin, =, ==, !=, gt, lt"),
            ("a=(b)", "unable to parse requirement: found '(', expected: identifier"),
            ("a===b", "unable to parse requirement: found '=', expected: identifier"),
            ("a=!b", "unable to parse requirement: found '!', expected: identifier"),
            ("a in b", "unable to parse requirement: found 'b' expected: '('"),
            ("a in", "unable to parse requirement: found '' expected: '('"),
            ("a in (", "unable to parse requirement: found '', expected: ',', ')' or identifier"),
            ("a in (=", "unable to parse requirement: found '=', expected: ',', ')' or identifier"),
            ("a in (b", "unable to parse requirement: found '', expected: ',' or ')'"),
            ("a in (b c)", "unable to parse requirement: found 'c', expected: ',' or ')'"),
            ("a in (b,", "unable to parse requirement: found '', expected: ',', or identifier"),
            ("a in (b,!)", "unable to parse requirement: found '!', expected: ',', or identifier"),
        ]
    )
    func refusesBadGrammar(selector: String, text: String) {
        let error = #expect(throws: SelectorError.self) { try LabelSelector(parsing: selector) }
        #expect(error?.description == text)
    }

    @Test(
        arguments: [
            ("-a", #"unable to parse requirement: <nil>: Invalid value: "-a": name part must consist of"#),
            ("a/b/c=d", #"unable to parse requirement: <nil>: Invalid value: "a/b/c": a qualified name must"#),
            ("/b", #"unable to parse requirement: <nil>: Invalid value: "/b": prefix part must be non-empty"#),
            ("a=b@", #"unable to parse requirement: values[0][a]: Invalid value: "b@": a valid label must be"#),
            ("a in (x,-y)", #"unable to parse requirement: values[0][a]: Invalid value: "-y": a valid label"#),
            ("a in (_,x,-y)", #"unable to parse requirement: [values[0][a]: Invalid value: "-y": a valid"#),
            ("a notin (x,y-)", #"unable to parse requirement: values[1][a]: Invalid value: "y-": a valid label"#),
            ("a\u{0}b", #"unable to parse requirement: <nil>: Invalid value: "a\x00b": name part must"#),
            ("ä", #"unable to parse requirement: <nil>: Invalid value: "ä": name part must"#),
            (
                "a>x",
                "unable to parse requirement: values[0]: Invalid value: \"x\": "
                    + "for 'Gt', 'Lt' operators, the value must be an integer"
            ),
            ("a<", #"unable to parse requirement: values[0]: Invalid value: "": for 'Gt', 'Lt' operators"#),
            ("a>-1", #"unable to parse requirement: values[0][a]: Invalid value: "-1": a valid label must be"#),
            ("a<-x", #"unable to parse requirement: [values[0]: Invalid value: "-x": for 'Gt', 'Lt' operators"#),
            ("a>99999999999999999999", #"unable to parse requirement: values[0]: Invalid value: "9999999999"#),
        ]
    )
    func refusesKeysAndValuesThatNoLabelHas(selector: String, start: String) {
        let error = #expect(throws: SelectorError.self) { try LabelSelector(parsing: selector) }
        #expect(error?.description.hasPrefix(start) == true, "\(error?.description ?? "")")
    }

    @Test func lengthsCount() throws {
        let longest = String(repeating: "a", count: 63)
        #expect(try LabelSelector(parsing: "a=\(longest)").matches(["a": longest]))
        #expect(throws: SelectorError.self) { try LabelSelector(parsing: "a=\(longest)a") }
        #expect(throws: SelectorError.self) { try LabelSelector(parsing: "\(longest)a") }
    }
}
