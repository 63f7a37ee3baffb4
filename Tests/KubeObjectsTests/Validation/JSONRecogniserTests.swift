import Testing

@testable import KubeObjects

@Suite struct JSONRecogniserTests {
    @Test(arguments: [
        "{}", " {} ", "\t\r\n{\n}\n", "null", " null ", #"{"a":1}"#, #"{"a":{"b":[1,2,{"c":null}]},"d":[]}"#,
        #"{"":""}"#, #"{"a":"\"\\\/\b\f\n\r\t\u00e9\uD83D"}"#, #"{"a":"ü😀"}"#, #"{"a":1,"a":2}"#,
        #"{"a":[0,-0,1,-1,10,0.5,-1.25,1e9,1E+9,1e-9,1.5e3]}"#, #"{"a":[true,false,null,"x",{},[]]}"#,
        #"{ "a" : [ 1 , 2 ] , "b" : { } }"#, "{\"a\":\"\u{7F}\"}",
    ])
    func objectsAreRecognised(text: String) {
        #expect(SecretBytes(utf8: text).isJSONObject)
    }

    @Test(arguments: [
        "", " ", "bad", "{", "}", "[]", "[{}]", "1", "true", "\"{}\"", "nul", "nullx", "null null", "{}{}", "{} x",
        "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{"a":1 "b":2}"#, #"{"a":1;"b":2}"#, #"{a:1}"#, #"{'a':1}"#,
        #"{1:1}"#, #"{"a":[1,]}"#, #"{"a":[,1]}"#, #"{"a":[1 2]}"#, #"{"a":[1}}"#, #"{"a":{]}"#, #"{"a":[}"#,
        #"{"a":01}"#, #"{"a":+1}"#, #"{"a":.5}"#, #"{"a":1.}"#, #"{"a":1e}"#, #"{"a":-}"#, #"{"a":0x1}"#,
        #"{"a":NaN}"#, #"{"a":True}"#, #"{"a":"x}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#, #"{"a":"\u12G4"}"#,
        #"{"a":"\"#, "{\"a\":\"\n\"}", "{\"a\":\"\0\"}", "\u{FEFF}{}", #"{"a":1}]"#, #"{"a":1// no"#,
    ])
    func anythingElseIsNot(text: String) {
        #expect(!SecretBytes(utf8: text).isJSONObject)
    }

    /// The deepest value of all is the container of nothing: the input chooses the depth and must not choose the stack.
    @Test func depthIsBounded() {
        func nested(_ depth: Int) -> SecretBytes {
            SecretBytes(
                utf8: "{\"a\":" + String(repeating: "[", count: depth - 1) + "1"
                    + String(repeating: "]", count: depth - 1) + "}"
            )
        }
        #expect(nested(10_000).isJSONObject)
        #expect(!nested(10_001).isJSONObject)
        #expect(!SecretBytes(utf8: "{\"a\":" + String(repeating: "[", count: 1_000_000)).isJSONObject)
    }
}
