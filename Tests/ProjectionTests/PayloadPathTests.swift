import Projection
import Testing

@Suite struct PayloadPathTests {
    @Test(arguments: [
        ("tls.crt", "tls.crt"),
        ("i/am/well/behaved.txt", "i/am/well/behaved.txt"),
        ("keepyourheaddownandfollowtherules.txt", "keepyourheaddownandfollowtherules.txt"),
        ("foo//bar.txt", "foo/bar.txt"),
        ("bar///bar/zab.txt", "bar/bar/zab.txt"),
        ("./bar", "bar"),
        ("a/./b/", "a/b"),
        (".hidden", ".hidden"),
        ("a/..b", "a/..b"),
        ("p/..p/p../p..p", "p/..p/p../p..p"),
        ("value-4\n", "value-4\n"),
        ("back\\slash", "back\\slash"),
    ])
    func cleansWhatIsSuperfluous(raw: String, clean: String) throws {
        let path = try PayloadPath(raw)
        #expect(path.text == clean)
    }

    @Test(arguments: [
        ("", PayloadPathError.empty("")),
        (".", .empty(".")),
        ("././", .empty("././")),
        ("/dev/null", .absolute("/dev/null")),
        ("..", .backstep("..")),
        ("hello/../etc/somethingbad", .backstep("hello/../etc/somethingbad")),
        ("hello/there/../../../../../../etc/passwd", .backstep("hello/there/../../../../../../etc/passwd")),
        ("..sneaky.txt", .reserved("..sneaky.txt")),
        ("./..data", .reserved("./..data")),
        ("./..data_tmp", .reserved("./..data_tmp")),
        ("..data/key", .reserved("..data/key")),
        (String(repeating: "a", count: 256), .componentTooLong),
        ("d/" + String(repeating: "ä", count: 128), .componentTooLong),
        (String(repeating: "a/", count: 2048) + "b", .tooLong),
        ("a\0b", .containsNUL),
    ])
    func refusesWhatNoVolumeCanHold(raw: String, error: PayloadPathError) {
        #expect(throws: error) { try PayloadPath(raw) }
    }

    @Test func takesTheLongestNames() throws {
        let path = try PayloadPath(String(repeating: "a", count: 255))
        #expect(path.text.utf8.count == 255)
    }

    @Test func knowsItsFirstComponent() throws {
        #expect(try PayloadPath("a/b/c").firstComponent == "a")
        #expect(try PayloadPath("a").firstComponent == "a")
    }

    @Test func isComparedByItsBytes() throws {
        let composed = try PayloadPath("caf\u{e9}")
        let decomposed = try PayloadPath("cafe\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed, try PayloadPath("./caf\u{e9}")]).count == 2)
        // e sorts before the first byte of é.
        #expect(decomposed < composed)
        #expect(!(composed < decomposed))
        #expect(try PayloadPath("a\u{ff5e}") < PayloadPath("a\u{1f600}"))
    }
}
