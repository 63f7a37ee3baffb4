import KubeObjects
import Kubectl
import Testing

/// The expected texts are what kubectl 1.33 prints.
struct JSONPathTests {
    static let object: JSONValue = [
        "kind": "Foo",
        "apiVersion": "x.io/v1",
        "metadata": ["name": "jp", "labels": ["a": "b", "c.d/e": "f"]],
        "data": ["tls.crt": "C", "x": "1", "sp ace": "S", "t": "true", "x}": "B"],
        "n": [1, .number("2.5"), true, .null, "s", ["a": 1], [1]],
        "its": [
            ["n": "a", "v": 1, "f": .number("1.5"), "b": true],
            ["n": "b", "v": 2, "f": .number("2.5")],
            ["n": "c", "v": 3, "q": "it's", "z": .null],
            ["n": "d)", "v": 30, "l": [1, 2]],
        ],
        "nul": .null,
        "e": [:],
        "s": "<&>\u{2028}",
    ]

    @Test(arguments: [
        ("{.data.tls\\.crt}", "C"), ("{.data['tls.crt']}", ""), ("{.data['tls\\.crt']}", "C"),
        ("{.n[*]}", "1 2.5 true null s {\"a\":1} [1]"), ("{.n.*}", "1 2.5 true null s {\"a\":1} [1]"),
        ("{.n[0:3]}", "1 2.5 true"), ("{.n[0:5:2]}", "1 true s"), ("{.n[-1]}", "[1]"), ("{.n[-2:]}", "{\"a\":1} [1]"),
        ("{.n[:2]}", "1 2.5"), ("{.n[::3]}", "1 null [1]"), ("{.n[2:2]}", ""), ("{.n[0,2]}", "1 true"),
        ("{.n[0, -1]}", "1 [1]"), ("{.n[0:2,4]}", "1 2.5 s"), ("{.n[]}", "1"), ("{.nul}", "null"), ("{.nul.x}", ""),
        ("{.nul[0]}", ""), ("{.nul[*]}", ""), ("{.e}", "{}"), ("{.s}", "<&>\u{2028}"), ("{.data.x.*}", "49"),
        ("{..n}", "[1,2.5,true,null,\"s\",{\"a\":1},[1]] a b c d)"), ("{.its..n}", "a b c d)"),
        ("{.its[*].n}", "a b c d)"), ("{.its[*].z}", "null"), ("{.its[*]['n','v']}", "a b c d) 1 2 3 30"),
        ("{.its[*]['n', 'v']}", "a b c d) 1 2 3 30"),
        ("{range .its[*]}{.n}={.v}{\"\\n\"}{end}", "a=1\nb=2\nc=3\nd)=30\n"),
        ("{range .its[*]}{.n}{\"\\t\"}{end}after", "a\tb\tc\td)\tafter"),
        ("{range .its[*]}{range .l[*]}<{@}>{end};{end}x", ";;;<1><2>;x"),
        ("{range .its[*]}[{.n}]", "[a][b][c][d)][[1,2.5,true,null,\"s\",{\"a\":1},[1]]]"),
        ("{range .zz[*]}{.a}{end}after{.data.x}", "after1"), ("{range .its[?(@.v>1)]}{.n} {end}", "b c d) "),
        ("{.its[?(@.n==\"a\")].v}", "1"), ("{.its[?(@.n=='b')].v}", "2"), ("{.its[?(@.n!=\"a\")].n}", "b c d)"),
        ("{.its[?(@.v>1)].n}", "b c d)"), ("{.its[?(@.v>=2)].n}", "b c d)"), ("{.its[?(@.v<2)].n}", "a"),
        ("{.its[?(@.v<=2)].n}", "a b"), ("{.its[?(@.v==2)].n}", "b"), ("{.its[?(@.f==1.5)].n}", "a"),
        ("{.its[?(@.b==true)].n}", "a"), ("{.its[?(@.b)].n}", "a"), ("{.its[?(@.zz)].n}", ""),
        ("{.its[?(@.l)].n}", "d)"), ("{.its[?(@.q==\"it's\")].n}", "c"), ("{.its[?(@.n==\"d)\")].v}", "30"),
        ("{.its[?( @.n == \"a\" )].v}", "1"), ("{.its[?(x)].n}", "a b c d)"), ("{.its[?(@.v==@.v)].n}", "a b c d)"),
        ("{.its[?(@.z)].n}", "c"), ("{.n[?(@.a==1)]}", "{\"a\":1}"), ("{.its[?(@.l[9])].n}", "d)"), ("{.zz}", ""),
        ("{.zz.yy[0]}", ""), ("{.zz[0].a}", ""), (".metadata.name", ".metadata.name"), ("a{.metadata.name}b", "ajpb"),
        ("a", "a"), ("}", "}"), ("a}b", "a}b"), ("{.kind}}", "Foo}"), ("{\"a\\nb\"}", "a\nb"), ("{'ab'}", "ab"),
        ("{'a'}", "a"), ("{'a\"b'}", "a\"b"), ("{\"a'b\"}", "a'b"), ("{'it\\'s'}", "it's"),
        ("{\"it\\\"s\"}", "it\"s"), ("{''}", ""), ("{\"\"}", ""), ("{$.metadata.name}", "jp"),
        ("{@.metadata.name}", "jp"), ("{ .metadata.name }", "jp"), ("{.metadata.name }{.data.x}", "jp1"),
        ("{.metadata .name}", "jp"), ("{.metadata.name .kind}", ""), ("{.metadata.name}{.kind}", "jpFoo"),
        ("{.metadata.name} {.kind}", "jp Foo"), ("{true}", "true"), ("{false}", "false"), ("{1}", "1"),
        ("{1.5}", "1.5"), ("{-3}", "-3"), ("{+3}", "3"), ("{99999999999999999999}", "1e+20"),
        ("{.data['x','t']}", "1 true"), ("{['kind','apiVersion']}", "Foo x.io/v1"), ("{.['kind']}", ""),
        ("{\"}\"}", "}"), ("{.data['x}']}", "1"), ("{.data.}", ""), ("{.}", ""), ("{.metadata.labels.c\\.d/e}", "f"),
        ("{.metadata.labels['c\\.d/e']}", "f"), ("{.metadata.labels['a','c\\.d/e']}", "b f"), ("é{.data.x}é", "é1é"),
        ("{range}", ""), ("{range}{.kind}{end}", "Foo"),
        ("{range .n[*]}{@}{\",\"}{end}", "1,2.5,true,<no value>,s,{\"a\":1},[1],"),
        ("{range .n[*]}{$}{\",\"}{end}", "1,2.5,true,<no value>,s,{\"a\":1},[1],"),
        ("{range .its[0:2]}{range .l[*]}{@}{end}{.n}{end}!", "ab!"), ("{.its[0].n}{.its[1].n}", "ab"),
        ("{.its[*].v}", "1 2 3 30"), ("{.its[-1:].n}", "d)"),
        (
            "{.its[*]}",
            "{\"b\":true,\"f\":1.5,\"n\":\"a\",\"v\":1} {\"f\":2.5,\"n\":\"b\",\"v\":2} {\"n\":\"c\",\"q\":\"it's\",\"v\":3,\"z\":null} {\"l\":[1,2],\"n\":\"d)\",\"v\":30}"
        ),
        ("{.metadata}", "{\"labels\":{\"a\":\"b\",\"c.d/e\":\"f\"},\"name\":\"jp\"}"), ("{\"a\"}{\"b\"} c", "ab c"),
        ("{.data.t.x}", ""), ("{.n[5].a}", "1"), ("{.n[6][0]}", "1"), ("{.n[*].a}", "1"), ("{.kind }x", "Foox"),
        ("x}", "x}"), ("{.a-b}", ""), ("{.a$}", ""), ("{._a}", ""), ("{range.its[*]}{.n}{end}", "abcd)"),
        ("{.its[*].n@}", "a b c d)"), ("{.its.0}", ""), ("{.its.length}", ""), ("{.[*]}", ""),
        ("{.its[?(@.n in \"a\")].v}", "1 2 3 30"), ("{.its[?(\"a\"==@.n)].v}", "1"), ("{.its[?(@.n<\"b\")].n}", "a"),
    ])
    func prints(template: String, text: String) throws {
        #expect(try JSONPath(parsing: template).text(of: Self.object) == text)
    }

    /// kubectl's order is random here.
    @Test(arguments: [
        ("{.metadata.labels.*}", "b f"), ("{..a}", "b 1"),
        (
            "{.metadata..}",
            "{\"labels\":{\"a\":\"b\",\"c.d/e\":\"f\"},\"name\":\"jp\"} {\"a\":\"b\",\"c.d/e\":\"f\"} b f jp"
        ),
    ])
    func membersAreSorted(template: String, text: String) throws {
        #expect(try JSONPath(parsing: template).text(of: Self.object) == text)
    }

    @Test(arguments: [
        ("{.zz}", "[]\n"), ("{.nul}", "[\n    null\n]\n"), ("{.e}", "[\n    {}\n]\n"),
        ("{.s}", "[\n    \"\\u003c\\u0026\\u003e\\u2028\"\n]\n"),
        ("a{.metadata.name}", "[\n    \"a\"\n]\n[\n    \"jp\"\n]\n"),
        ("{range .its[0:2]}{.v}{end}", "[\n    1\n]\n[\n    2\n]\n"),
        ("{.its[*].v}", "[\n    1,\n    2,\n    3,\n    30\n]\n"),
    ])
    func printsListsAsJSON(template: String, json: String) throws {
        #expect(try JSONPath(parsing: template).jsonText(of: Self.object) == json)
    }

    @Test(arguments: [
        ("metadata.name", "jp"), (".metadata.name", "jp"), ("{.metadata.name}", "jp"), ("{metadata.name}", "jp"),
        ("its[1].n", "b"), ("zz", ""), ("", ""),
    ])
    func relaxedFormsNeedNoBraces(path: String, text: String) throws {
        #expect(try JSONPath(relaxed: path).text(of: Self.object) == text)
    }

    @Test func valuesAreThoseOfAllParts() throws {
        let path = try JSONPath(parsing: "{.its[0,1].v}{.zz}{.nul}")
        #expect(try path.values(in: Self.object) == [1, 2, .null])
    }
}
