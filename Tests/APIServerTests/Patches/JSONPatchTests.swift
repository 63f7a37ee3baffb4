import KubeObjects
import Testing

@testable import APIServer

@Suite struct JSONPatchTests {
    /// RFC 6902, appendix A; the letters are those of its sections.
    static let appendix = [
        PatchCase(
            "1 adds a member",
            #"{"foo":"bar"}"#,
            #"[{"op":"add","path":"/baz","value":"qux"}]"#,
            #"{"baz":"qux","foo":"bar"}"#
        ),
        PatchCase(
            "2 adds an element",
            #"{"foo":["bar","baz"]}"#,
            #"[{"op":"add","path":"/foo/1","value":"qux"}]"#,
            #"{"foo":["bar","qux","baz"]}"#
        ),
        PatchCase("3 removes a member", #"{"baz":1,"foo":2}"#, #"[{"op":"remove","path":"/baz"}]"#, #"{"foo":2}"#),
        PatchCase(
            "4 removes an element",
            #"{"foo":[1,2,3]}"#,
            #"[{"op":"remove","path":"/foo/1"}]"#,
            #"{"foo":[1,3]}"#
        ),
        PatchCase(
            "5 replaces",
            #"{"baz":"qux","foo":"bar"}"#,
            #"[{"op":"replace","path":"/baz","value":"boo"}]"#,
            #"{"baz":"boo","foo":"bar"}"#
        ),
        PatchCase(
            "6 moves a member",
            #"{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}"#,
            #"[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]"#,
            #"{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}"#
        ),
        PatchCase(
            "7 moves an element",
            #"{"foo":["all","grass","cows","eat"]}"#,
            #"[{"op":"move","from":"/foo/1","path":"/foo/3"}]"#,
            #"{"foo":["all","cows","eat","grass"]}"#
        ),
        PatchCase(
            "8 tests",
            #"{"baz":"qux","foo":["a",2,"c"]}"#,
            #"[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]"#,
            #"{"baz":"qux","foo":["a",2,"c"]}"#
        ),
        PatchCase("9 a test fails", #"{"baz":"qux"}"#, #"[{"op":"test","path":"/baz","value":"bar"}]"#, nil),
        PatchCase(
            "10 adds an object",
            #"{"foo":"bar"}"#,
            #"[{"op":"add","path":"/child","value":{"grandchild":{}}}]"#,
            #"{"foo":"bar","child":{"grandchild":{}}}"#
        ),
        PatchCase(
            "11 ignores unknown members",
            "{}",
            #"[{"op":"add","path":"/baz","value":1,"xyz":123}]"#,
            #"{"baz":1}"#
        ),
        PatchCase("12 no parent", #"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz/bat","value":"qux"}]"#, nil),
        PatchCase("13 unknown operation", #"{"foo":"bar"}"#, #"[{"op":"swap","path":"/baz"}]"#, nil),
        PatchCase("14 escapes", #"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~01","value":10}]"#, #"{"/":9,"~1":10}"#),
        PatchCase("15 a number is no string", #"{"~1":10}"#, #"[{"op":"test","path":"/~01","value":"10"}]"#, nil),
        PatchCase(
            "16 appends an array",
            #"{"foo":["bar"]}"#,
            #"[{"op":"add","path":"/foo/-","value":["abc","def"]}]"#,
            #"{"foo":["bar",["abc","def"]]}"#
        ),
    ]

    static let more = [
        PatchCase("the whole document", #"{"a":1}"#, #"[{"op":"replace","path":"","value":[2]}]"#, "[2]"),
        PatchCase(
            "copies",
            #"{"a":{"b":1}}"#,
            #"[{"op":"copy","from":"/a","path":"/c"}]"#,
            #"{"a":{"b":1},"c":{"b":1}}"#
        ),
        PatchCase(
            "copies into itself",
            #"{"a":{}}"#,
            #"[{"op":"copy","from":"/a","path":"/a/b"}]"#,
            #"{"a":{"b":{}}}"#
        ),
        PatchCase("moves to where it is", #"{"a":1}"#, #"[{"op":"move","from":"/a","path":"/a"}]"#, #"{"a":1}"#),
        PatchCase("moves into itself", #"{"a":{"b":1}}"#, #"[{"op":"move","from":"/a","path":"/a/b"}]"#, nil),
        PatchCase("a slash in a key", #"{"a/b":1}"#, #"[{"op":"remove","path":"/a~1b"}]"#, "{}"),
        PatchCase("the empty key", #"{"":1}"#, #"[{"op":"replace","path":"/","value":2}]"#, #"{"":2}"#),
        PatchCase("a null stays", #"{"a":1}"#, #"[{"op":"add","path":"/a","value":null}]"#, #"{"a":null}"#),
        PatchCase("adds at the end", "[1]", #"[{"op":"add","path":"/1","value":2}]"#, "[1,2]"),
        PatchCase("adds behind the end", "[1]", #"[{"op":"add","path":"/2","value":2}]"#, nil),
        PatchCase("replaces behind the end", "[1]", #"[{"op":"replace","path":"/1","value":2}]"#, nil),
        PatchCase("removes at the end", "[1]", #"[{"op":"remove","path":"/-"}]"#, nil),
        PatchCase("leading zero", "[1,2]", #"[{"op":"remove","path":"/01"}]"#, nil),
        PatchCase("negative index", "[1,2]", #"[{"op":"remove","path":"/-1"}]"#, nil),
        PatchCase("removes nothing", "{}", #"[{"op":"remove","path":"/a"}]"#, nil),
        PatchCase("removes the document", "{}", #"[{"op":"remove","path":""}]"#, nil),
        PatchCase("replaces nothing", "{}", #"[{"op":"replace","path":"/a","value":1}]"#, nil),
        PatchCase("into a string", #"{"a":"b"}"#, #"[{"op":"add","path":"/a/b","value":1}]"#, nil),
        PatchCase("no pointer", "{}", #"[{"op":"add","path":"a","value":1}]"#, nil),
        PatchCase("bad escape", "{}", #"[{"op":"add","path":"/a~2","value":1}]"#, nil),
        PatchCase("no value", "{}", #"[{"op":"add","path":"/a"}]"#, nil),
        PatchCase("no path", "{}", #"[{"op":"add","value":1}]"#, nil),
        PatchCase("no source", "{}", #"[{"op":"move","path":"/a"}]"#, nil),
        PatchCase("equal numbers", #"{"a":1.50}"#, #"[{"op":"test","path":"/a","value":15e-1}]"#, #"{"a":1.50}"#),
        PatchCase("integer and decimal", #"{"a":100}"#, #"[{"op":"test","path":"/a","value":1e2}]"#, #"{"a":100}"#),
        PatchCase("zero has no sign", #"{"a":0}"#, #"[{"op":"test","path":"/a","value":-0.0}]"#, #"{"a":0}"#),
        PatchCase("unequal numbers", #"{"a":1}"#, #"[{"op":"test","path":"/a","value":1.0000001}]"#, nil),
        PatchCase(
            "huge exponents",
            #"{"a":1e9223372036854775807}"#,
            #"[{"op":"test","path":"/a","value":10e9223372036854775807}]"#,
            nil
        ),
        PatchCase(
            "within values",
            #"{"a":[{"b":1}]}"#,
            #"[{"op":"test","path":"/a","value":[{"b":1.0}]}]"#,
            #"{"a":[{"b":1}]}"#
        ),
        PatchCase("null is not there", "{}", #"[{"op":"test","path":"/a","value":null}]"#, "{}"),
        PatchCase("null below nothing", "{}", #"[{"op":"test","path":"/a/b","value":null}]"#, nil),
        PatchCase("all or nothing", #"{"a":1}"#, #"[{"op":"remove","path":"/a"},{"op":"remove","path":"/a"}]"#, nil),
        PatchCase("no operation", #"{"a":1}"#, "[]", #"{"a":1}"#),
    ]

    @Test(arguments: appendix + more) func appliesOperations(row: PatchCase) throws {
        let target = try patchJSON(row.target)
        let patch = try patchJSON(row.patch)
        if let result = row.result {
            #expect(try JSONPatch.apply(patch, to: target) == (try patchJSON(result)))
        } else {
            #expect(throws: PatchError.rejected) { try JSONPatch.apply(patch, to: target) }
        }
    }

    @Test(arguments: ["{}", "1", #"["add"]"#, "[null]"]) func refusesWhatIsNoPatch(text: String) throws {
        let error = #expect(throws: PatchError.self) { try JSONPatch.apply(try patchJSON(text), to: [:]) }
        guard case .malformed = error else {
            Issue.record("not malformed: \(text)")
            return
        }
    }

    @Test func limitsTheOperations() throws {
        let operation: JSONValue = ["op": "test", "path": "/a", "value": 1]
        let patch = [JSONValue](repeating: operation, count: 10_000)
        #expect(try JSONPatch.apply(.array(patch), to: ["a": 1]) == ["a": 1])
        #expect(throws: PatchError.tooLarge) { try JSONPatch.apply(.array(patch + [operation]), to: ["a": 1]) }
    }

    @Test func limitsWhatIsCopied() {
        let bomb = [JSONValue](repeating: ["op": "copy", "from": "/a", "path": "/a/-"], count: 100)
        #expect(throws: PatchError.tooLarge) { try JSONPatch.apply(.array(bomb), to: ["a": [1, 2, 3]]) }
    }

    @Test func limitsTheDepth() throws {
        let nest: JSONValue = [["op": "copy", "from": "", "path": "/a"]]
        #expect(try JSONPatch.apply(nest, to: nested(511)) == ["a": nested(511)])
        #expect(throws: PatchError.tooLarge) { try JSONPatch.apply(nest, to: nested(512)) }
    }

    @Test func errorsHoldNoValue() {
        #expect(PatchError.rejected.description == "the server rejected our request due to an error in our request")
        #expect(PatchError.tooLarge.description.contains("10000 operations"))
    }
}
