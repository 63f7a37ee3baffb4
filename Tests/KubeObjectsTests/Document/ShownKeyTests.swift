import Testing

@testable import KubeObjects

@Suite struct ShownKeyTests {
    @Test(arguments: [
        ("tls.crt", "tls.crt"), (".dockerconfigjson", ".dockerconfigjson"), ("a*b", "a*b"), ("", ""), ("ü/x", "ü/x"),
        ("password:hunter2", "password…"), ("password=hunter2", "password…"), ("password hunter2", "password…"),
        ("a\":\"hunter2", "a…"), ("a': 'hunter2", "a…"), ("a,hunter2", "a…"), ("a\nhunter2", "a…"),
        ("a\r\nhunter2", "a…"), ("{hunter2", "…"), ("a[hunter2", "a…"), (" hunter2", "…"),
    ])
    func showsTheNameAndNotWhatFollows(_ key: String, _ shown: String) {
        #expect(ShownKey.of(key) == shown)
    }

    @Test func validationShowsNoMoreOfAKey() {
        let error = FieldError("data[a:hunter2]", .invalid(value: "a:hunter2"), "no good")
        #expect(ShownKey.without(valuesIn: error) == FieldError("data[a…]", .invalid(value: "a…"), "no good"))
        let plain = FieldError("data[a*b]", .invalid(value: "a*b"), "no good")
        #expect(ShownKey.without(valuesIn: plain) == plain)
        let other = FieldError("spec.volumes[0].name", .invalid(value: "a b"), "no good")
        #expect(ShownKey.without(valuesIn: other) == other)
    }
}
