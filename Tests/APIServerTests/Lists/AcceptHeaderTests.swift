import Testing

@testable import APIServer

@Suite struct AcceptHeaderTests {
    private static let table = "application/json;as=Table;v=v1;g=meta.k8s.io"
    private static let betaTable = "application/json;as=Table;v=v1beta1;g=meta.k8s.io"
    private static let protobuf = "application/vnd.kubernetes.protobuf"

    private static let cases: [(String?, AcceptHeader)] = [
        (nil, .json), ("", .json), ("*/*", .json), ("*", .json), ("application/*", .json),
        ("application/json", .json), ("APPLICATION/JSON", .json), ("application/json; charset=utf-8", .json),
        ("application/json, */*", .json), ("\(protobuf),application/json", .json), ("\(protobuf), */*", .json),
        ("text/html, application/json;q=0.9", .json), ("application/json;pretty=1", .json),
        ("\(table),\(betaTable)", .table(version: "v1")),
        ("\(table),\(betaTable),application/json", .table(version: "v1")),
        (betaTable, .table(version: "v1beta1")),
        ("application/json; as=Table; v=v1; g=meta.k8s.io", .table(version: "v1")),
        (#"application/json;as="Table";v="v1";g="meta.k8s.io""#, .table(version: "v1")),
        ("application/json;g=meta.k8s.io;v=v1;as=Table", .table(version: "v1")),
        ("application/json,\(table)", .json),
        ("application/json;q=0.8,\(table)", .table(version: "v1")),
        ("\(table);q=0.1,application/json;q=0.2", .json),
        ("*/*,\(table)", .table(version: "v1")),
        ("application/*,\(table)", .table(version: "v1")),
        ("*/*,application/*", .json),
        ("application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", .partialMetadata(version: "v1")),
        ("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,*/*", .partialMetadataList(version: "v1")),
        // What we cannot do gives way to the client's next choice.
        ("application/json;as=Table;v=v2;g=meta.k8s.io,application/json", .json),
        ("application/json;as=Table;v=v1;g=other,application/json", .json),
        ("application/json;as=Chart;v=v1;g=meta.k8s.io,\(table)", .table(version: "v1")),
        ("\(protobuf);as=Table;v=v1;g=meta.k8s.io,\(table)", .table(version: "v1")),
        ("application/json;q=wrong", .json), ("application/json;q=2", .json), ("application/json;as", .json),
        (", ,application/json", .json),
        (protobuf, .notAcceptable), ("application/yaml", .notAcceptable), ("text/*", .notAcceptable),
        ("application/yaml, \(protobuf)", .notAcceptable), ("application/json;q=0", .notAcceptable),
        ("application/json;as=Table", .notAcceptable), ("application", .notAcceptable), ("/", .notAcceptable),
        ("application/json/x", .notAcceptable), (",", .notAcceptable),
    ]

    @Test(arguments: cases) func negotiates(header: String?, form: AcceptHeader) {
        #expect(AcceptHeader(header) == form)
    }

    @Test func rangesComeInTheClientsOrder() {
        let ranges = MediaRange.ranges(of: "a/b;q=0.5, c/d , */*, e/*;x=Y, f/g;q=0, h/i;q=0.501")
        #expect(ranges.map { "\($0.type)/\($0.subtype)" } == ["c/d", "e/*", "*/*", "h/i", "a/b"])
        #expect(ranges[1].parameters == ["x": "Y"])
    }
}
