import Testing

@testable import APIServer

@Suite struct QueryItemsTests {
    @Test(
        arguments: [
            ("a=b", "b"), ("a", ""), ("a=", ""), ("a==b", "=b"), ("x=1&a=b&y=2", "b"), ("&&a=b&", "b"),
            ("a=b+c", "b c"), ("a=b%20c", "b c"), ("a=%2B", "+"), ("a=b%3Dc%2Cd%26", "b=c,d&"), ("%61=b", "b"),
            ("a=%C3%A4", "ä"), ("a=ä", "ä"), ("a=%00", "\0"), ("a=%5c%5C", "\\\\"), ("a=b;c", "b;c"), ("a=?", "?"),
            ("a=b&a=c", "b"), ("b=a", nil), ("", nil), ("A=b", nil), ("=a", nil),
        ] as [(String, String?)]
    )
    func decodes(query: String, value: String?) throws {
        #expect(try QueryItems(parsing: query).string("a") == value)
    }

    @Test func keepsAllValues() throws {
        let query = try QueryItems(parsing: "a=1&b=2&a=3&a")
        #expect(query.strings("a") == ["1", "3", ""])
        #expect(query.strings("c").isEmpty)
        #expect(try QueryItems(parsing: nil).strings("a").isEmpty)
    }

    @Test(
        arguments: [
            ("a=%", "invalid URL escape \"%\""), ("a=%2", "invalid URL escape \"%2\""),
            ("a=%zz", "invalid URL escape \"%zz\""), ("%4=a", "invalid URL escape \"%4\""),
            ("a=%2&b", "invalid URL escape \"%2\""), ("a=%+1", "invalid URL escape \"%+1\""),
            ("a=%C3", "invalid UTF-8 in the query"), ("a=%FF", "invalid UTF-8 in the query"),
            ("a=%C0%AF", "invalid UTF-8 in the query"), ("a=%ED%A0%80", "invalid UTF-8 in the query"),
        ]
    )
    func refuses(query: String, text: String) {
        let error = #expect(throws: QueryError.self) { try QueryItems(parsing: query) }
        #expect(error?.description == text)
    }

    @Test(
        arguments: [
            ("watch", true), ("watch=", true), ("watch=1", true), ("watch=true", true), ("watch=True", true),
            ("watch=yes", true), ("watch=0", false), ("watch=false", false), ("watch=FALSE", false),
            ("watch=0&watch=1", false), ("", nil),
        ] as [(String, Bool?)]
    )
    func flags(query: String, value: Bool?) throws {
        let items = try QueryItems(parsing: query)
        #expect(items.optionalBool("watch") == value)
        #expect(items.bool("watch") == (value ?? false))
    }

    @Test(
        arguments: [
            ("limit=500", 500), ("limit=-1", -1), ("limit=%2B7", 7), ("limit=0", 0), ("limit=007", 7),
            ("limit=9223372036854775807", Int64.max), ("", nil),
        ] as [(String, Int64?)]
    )
    func numbers(query: String, value: Int64?) throws {
        #expect(try QueryItems(parsing: query).int64("limit") == value)
    }

    @Test(
        arguments: [
            ("limit=", #"strconv.ParseInt: parsing "": invalid syntax"#),
            ("limit=x", #"strconv.ParseInt: parsing "x": invalid syntax"#),
            ("limit=1.5", #"strconv.ParseInt: parsing "1.5": invalid syntax"#),
            ("limit=+1", #"strconv.ParseInt: parsing " 1": invalid syntax"#),
            ("limit=-", #"strconv.ParseInt: parsing "-": invalid syntax"#),
            (
                "limit=9223372036854775808",
                #"strconv.ParseInt: parsing "9223372036854775808": value out of range"#
            ),
        ]
    )
    func refusesNumbers(query: String, text: String) throws {
        let items = try QueryItems(parsing: query)
        let error = #expect(throws: QueryError.self) { try items.int64("limit") }
        #expect(error?.description == text)
    }
}
