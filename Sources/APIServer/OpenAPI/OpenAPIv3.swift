import KubeObjects

/// Makes the document of OpenAPI 3.0 for `api/v1`.
enum OpenAPIv3 {
    static func document(of schemas: [Schema]) -> JSONValue {
        var paths: [String: JSONValue] = [:]
        for resource in Resource.all {
            for path in ResourcePath.of(resource) { paths[path.template] = item(path, of: resource) }
        }
        let named = schemas.map { ($0.name, schema($0)) }
        return [
            "openapi": "3.0.0",
            "info": ["title": .string(OpenAPI.title), "version": "v1"],
            "paths": .object(paths),
            "components": ["schemas": .object(Dictionary(named, uniquingKeysWith: { first, _ in first }))],
        ]
    }

    // MARK: Paths

    private static func item(_ path: ResourcePath, of resource: Resource) -> JSONValue {
        var item: [String: JSONValue] = [:]
        for operation in path.operations { item[operation.method] = document(operation, of: resource) }
        item["parameters"] = .array(
            ["namespace", "name"].filter { path.template.contains("{\($0)}") }.map { name in
                ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
            }
        )
        return .object(item)
    }

    private static func document(_ operation: ResourcePath.Operation, of resource: Resource) -> JSONValue {
        let answer = SchemaName.core(operation.action == .list ? resource.listKind : resource.kind)
        var document: JSONValue = [
            "x-kubernetes-action": .string(operation.action.rawValue),
            "x-kubernetes-group-version-kind": kind(resource.kind),
            "responses": [
                "200": ["description": "OK", "content": ["application/json": ["schema": reference(to: answer)]]]
            ],
        ]
        guard operation.isWrite else { return document }
        var parameters = ["dryRun"]
        if operation.takesObject { parameters += ["fieldManager", "fieldValidation"] }
        document["parameters"] = .array(
            parameters.map { ["name": .string($0), "in": "query", "schema": ["type": "string"]] }
        )
        return document
    }

    private static func kind(_ kind: String) -> JSONValue {
        ["group": "", "version": "v1", "kind": .string(kind)]
    }

    // MARK: Schemas

    private static func schema(_ schema: Schema) -> JSONValue {
        var document: JSONValue = ["description": .string(schema.description)]
        switch schema.content {
        case .members(let fields):
            document["type"] = "object"
            document["properties"] = .object(
                Dictionary(fields.map { ($0.name, property($0)) }, uniquingKeysWith: { first, _ in first })
            )
            let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
            if !required.isEmpty { document["required"] = .array(required) }
        case .text(let format):
            document["type"] = "string"
            document["format"] = format.map(JSONValue.string)
        case .open: break
        }
        if let kind = schema.kind { document[OpenAPI.kindExtension] = [self.kind(kind)] }
        return document
    }

    private static func property(_ field: SchemaField) -> JSONValue {
        // Beside a bare $ref, OpenAPI 3.0 ignores the description.
        var document: JSONValue =
            if case .reference(let name) = field.type { ["allOf": [reference(to: name)]] } else { type(field.type) }
        document["description"] = .string(field.description)
        for (name, value) in field.merge?.extensions ?? [] { document[name] = .string(value) }
        return document
    }

    private static func type(_ type: FieldType) -> JSONValue {
        if case .reference(let name) = type { return reference(to: name) }
        var document: JSONValue = [:]
        if let (name, format) = type.name {
            document["type"] = .string(name)
            document["format"] = format.map(JSONValue.string)
        }
        switch type {
        case .list(let element): document["items"] = self.type(element)
        case .map(let value): document["additionalProperties"] = self.type(value)
        default: break
        }
        return document
    }

    private static func reference(to name: String) -> JSONValue {
        ["$ref": .string("#/components/schemas/\(name)")]
    }
}
