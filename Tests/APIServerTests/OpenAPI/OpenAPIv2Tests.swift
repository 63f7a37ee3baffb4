import Testing

@testable import APIServer

@Suite struct OpenAPIv2Tests {
    /// The values of the length-delimited fields at a path of field numbers; every one of a repeated field.
    private func values(at path: [Int], in reader: ProtobufReader) throws -> [ProtobufReader] {
        guard let number = path.first else { return [reader] }
        var reader = reader
        var found: [ProtobufReader] = []
        while !reader.isAtEnd {
            let (field, type) = try reader.tag()
            #expect(type == .lengthDelimited)
            let value = try reader.message()
            if field == number { found += try values(at: Array(path.dropFirst()), in: value) }
        }
        return found
    }

    private func texts(at path: Int..., in reader: ProtobufReader) throws -> [String] {
        try values(at: path, in: reader).map { String(decoding: $0.rest, as: UTF8.self) }
    }

    private func withDocument(
        of schemas: [Schema] = Schema.all,
        _ body: (ProtobufReader) throws -> Void
    ) throws {
        try OpenAPIv2.bytes(of: schemas).withUnsafeBytes { try body(ProtobufReader($0)) }
    }

    @Test func theDocumentSaysWhatItIs() throws {
        try withDocument { document throws in
            #expect(try texts(at: 1, in: document) == ["2.0"])
            #expect(try texts(at: 2, 1, in: document) == ["secretd"])
        }
    }

    @Test func everyKindThatCanBePatchedHasAPath() throws {
        try withDocument { document throws in
            let kinds = try texts(at: 8, 2, 2, 8, 13, 2, 2, in: document)
            let expected = Resource.all.filter { $0.allows(.patch) }.map {
                "group: \"\"\nkind: \($0.kind)\nversion: v1\n"
            }
            #expect(kinds == expected)
            #expect(try texts(at: 8, 2, 1, in: document).contains("/api/v1/namespaces/{namespace}/secrets/{name}"))
        }
    }

    @Test func everyPatchTakesTheParametersThatClientsLookFor() throws {
        try withDocument { document throws in
            for item in try values(at: [8, 2, 2], in: document) {
                let parameters = try texts(at: 8, 8, 1, 2, 3, 4, in: item)
                #expect(parameters == ["dryRun", "fieldManager", "fieldValidation"])
            }
        }
    }

    @Test func everySchemaIsADefinition() throws {
        try withDocument { document throws in
            #expect(try texts(at: 9, 1, 1, in: document) == Schema.all.map(\.name))
        }
    }

    @Test func definitionsListTheirKinds() throws {
        try withDocument(of: [Schema(object: "Secret", "A secret.", [])]) { document throws in
            let kinds = try texts(at: 9, 1, 2, 31, 2, 2, in: document)
            #expect(kinds == ["- group: \"\"\n  kind: Secret\n  version: v1\n"])
        }
    }

    @Test func typesAndRulesAreWritten() throws {
        let fields = [
            SchemaField("data", .map(.bytes), "Values.", .required),
            SchemaField("names", .list(.text), "Names.", merge: .by("name")),
            SchemaField("other", .core("Other"), "Another."),
            SchemaField("open", .open, "Anything."),
        ]
        try withDocument(of: [Schema(core: "Sample", "A sample.", fields)]) { document throws in
            let schema = try #require(try values(at: [9, 1, 2], in: document).first)
            #expect(try texts(at: 4, in: schema) == ["A sample."])
            #expect(try texts(at: 19, in: schema) == ["data"])
            #expect(try texts(at: 22, 1, in: schema) == ["object"])
            let members = try values(at: [25, 1, 2], in: schema)
            try #require(members.count == 4)
            #expect(try texts(at: 22, 1, in: members[0]) == ["object"])
            #expect(try texts(at: 21, 1, 2, in: members[0]) == ["byte"])
            #expect(try texts(at: 23, 1, 22, 1, in: members[1]) == ["string"])
            #expect(try texts(at: 31, 2, 2, in: members[1]) == ["name\n", "merge\n"])
            #expect(try texts(at: 1, in: members[2]) == ["#/definitions/io.k8s.api.core.v1.Other"])
            #expect(try texts(at: 22, 1, in: members[3]) == [])
        }
    }
}
