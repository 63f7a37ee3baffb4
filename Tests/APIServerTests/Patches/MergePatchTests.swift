import KubeObjects
import Testing

@testable import APIServer

@Suite struct MergePatchTests {
    /// RFC 7386, appendix A.
    static let appendix = [
        PatchCase("replaces a member", #"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
        PatchCase("adds a member", #"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
        PatchCase("null removes", #"{"a":"b"}"#, #"{"a":null}"#, "{}"),
        PatchCase("null removes one of two", #"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
        PatchCase("an array becomes a string", #"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
        PatchCase("a string becomes an array", #"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
        PatchCase("nested", #"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
        PatchCase("arrays are replaced", #"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
        PatchCase("a whole array", #"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
        PatchCase("an array for an object", #"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
        PatchCase("null for an object", #"{"a":"foo"}"#, "null", "null"),
        PatchCase("a string for an object", #"{"a":"foo"}"#, #""bar""#, #""bar""#),
        PatchCase("nulls that were there stay", #"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
        PatchCase("an object for an array", "[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
        PatchCase("nulls within new objects", "{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
    ]

    @Test(arguments: appendix) func followsTheRFC(row: PatchCase) throws {
        let result = MergePatch.apply(try patchJSON(row.patch), to: try patchJSON(row.target))
        #expect(result == (try patchJSON(row.result ?? "")))
    }

    @Test(arguments: appendix) func theSamePatchAgainChangesNothing(row: PatchCase) throws {
        let patch = try patchJSON(row.patch)
        let once = MergePatch.apply(patch, to: try patchJSON(row.target))
        #expect(MergePatch.apply(patch, to: once) == once)
    }

    @Test(arguments: appendix) func anEmptyPatchChangesNoObject(row: PatchCase) throws {
        let target = try patchJSON(row.target)
        guard target.members != nil else { return }
        #expect(MergePatch.apply([:], to: target) == target)
    }

    @Test func takesTheDeepestDocuments() {
        #expect(MergePatch.apply(nested(512, 2), to: nested(512)) == nested(512, 2))
    }
}
