/// Makes the document of OpenAPI 2.0 (Swagger), as the protobuf message that clients ask for.
///
/// It has no more paths than they look at: one PATCH for each kind, which says that the server knows `dryRun` and checks
/// fields. *Source:* the field numbers in github.com/google/gnostic-models openapiv2/OpenAPIv2.proto.
enum OpenAPIv2 {
    static func bytes(of schemas: [Schema]) -> [UInt8] {
        var document = ProtobufWriter()
        document.write(1, "2.0")
        document.write(2) { info in
            info.write(1, OpenAPI.title)
            info.write(2, "v1")
        }
        document.write(8) { paths in
            for resource in Resource.all where resource.allows(.patch) {
                for path in ResourcePath.of(resource) where path.operations.contains(where: { $0.action == .patch }) {
                    writePatch(of: resource, at: path.template, to: &paths)
                }
            }
        }
        document.write(9) { definitions in
            for schema in schemas {
                definitions.write(1) { named in
                    named.write(1, schema.name)
                    named.write(2) { write(schema, to: &$0) }
                }
            }
        }
        return document.bytes
    }

    // MARK: Paths

    private static func writePatch(of resource: Resource, at path: String, to paths: inout ProtobufWriter) {
        let parameters = ["dryRun", "fieldManager", "fieldValidation"]
        paths.write(2) { named in
            named.write(1, path)
            named.write(2) { item in
                item.write(8) { operation in
                    operation.write(5, "patch\(resource.kind)")
                    for parameter in parameters { writeQueryParameter(parameter, to: &operation) }
                    writeExtension(OpenAPI.kindExtension, yaml: kind(resource.kind), field: 13, to: &operation)
                }
            }
        }
    }

    private static func writeQueryParameter(_ name: String, to operation: inout ProtobufWriter) {
        // A parameters item, a parameter, one that is not the body, one of the query.
        operation.write(8) { item in
            item.write(1) { parameter in
                parameter.write(2) { other in
                    other.write(3) { query in
                        query.write(2, "query")
                        query.write(4, name)
                        query.write(6, "string")
                    }
                }
            }
        }
    }

    // MARK: Schemas

    private static func write(_ schema: Schema, to writer: inout ProtobufWriter) {
        if case .text(let format?) = schema.content { writer.write(2, format) }
        writer.write(4, schema.description)
        switch schema.content {
        case .members(let fields):
            for field in fields where field.isRequired { writer.write(19, field.name) }
            writeType("object", to: &writer)
            writer.write(25) { properties in
                for field in fields {
                    properties.write(1) { named in
                        named.write(1, field.name)
                        named.write(2) { write(field, to: &$0) }
                    }
                }
            }
        case .text: writeType("string", to: &writer)
        case .open: break
        }
        if let kind = schema.kind {
            writeExtension(OpenAPI.kindExtension, yaml: listed(self.kind(kind)), field: 31, to: &writer)
        }
    }

    private static func write(_ field: SchemaField, to writer: inout ProtobufWriter) {
        write(field.type, description: field.description, to: &writer)
        for (name, value) in field.merge?.extensions ?? [] {
            writeExtension(name, yaml: "\(value)\n", field: 31, to: &writer)
        }
    }

    private static func write(_ type: FieldType, description: String?, to writer: inout ProtobufWriter) {
        if case .reference(let name) = type { writer.write(1, "#/definitions/\(name)") }
        if let format = type.name?.format { writer.write(2, format) }
        if let description { writer.write(4, description) }
        if case .map(let value) = type {
            writer.write(21) { either in either.write(1) { write(value, description: nil, to: &$0) } }
        }
        if let name = type.name?.type { writeType(name, to: &writer) }
        if case .list(let element) = type {
            writer.write(23) { items in items.write(1) { write(element, description: nil, to: &$0) } }
        }
    }

    private static func writeType(_ name: String, to schema: inout ProtobufWriter) {
        schema.write(22) { $0.write(1, name) }
    }

    // MARK: Extensions

    /// - Parameter field: Where the message around it keeps its extensions.
    private static func writeExtension(_ name: String, yaml: String, field: Int, to writer: inout ProtobufWriter) {
        writer.write(field) { named in
            named.write(1, name)
            named.write(2) { $0.write(2, yaml) }
        }
    }

    /// As YAML. Operations have the kind itself, schemas a list of kinds.
    private static func kind(_ kind: String) -> String { "group: \"\"\nkind: \(kind)\nversion: v1\n" }

    private static func listed(_ yaml: String) -> String {
        let lines = yaml.split(separator: "\n")
        return lines.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 + "\n" }.joined()
    }
}
