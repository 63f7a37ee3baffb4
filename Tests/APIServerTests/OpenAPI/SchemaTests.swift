import Testing

@testable import APIServer

@Suite struct SchemaTests {
    private func fields(of schema: Schema) -> [SchemaField] {
        if case .members(let fields) = schema.content { fields } else { [] }
    }

    /// The schema that a type leads to, through lists and maps.
    private func reference(in type: FieldType) -> String? {
        switch type {
        case .reference(let name): name
        case .list(let inner), .map(let inner): reference(in: inner)
        default: nil
        }
    }

    private func schema(_ name: String) -> Schema? { Schema.all.first { $0.name == name } }

    @Test func namesAreUnique() {
        #expect(Set(Schema.all.map(\.name)).count == Schema.all.count)
        for schema in Schema.all {
            let names = fields(of: schema).map(\.name)
            #expect(Set(names).count == names.count, "\(schema.name)")
        }
    }

    @Test func everyReferenceLeadsToASchema() {
        let names = Set(Schema.all.map(\.name))
        for schema in Schema.all {
            for field in fields(of: schema) {
                guard let name = reference(in: field.type) else { continue }
                #expect(names.contains(name), "\(schema.name).\(field.name)")
            }
        }
    }

    @Test func everySchemaIsReachedFromAKind() {
        var reached: Set<String> = []
        var next = Schema.all.filter { $0.kind != nil }
        while let schema = next.popLast() {
            guard reached.insert(schema.name).inserted else { continue }
            next += fields(of: schema).compactMap { reference(in: $0.type) }.compactMap(self.schema)
        }
        #expect(Schema.all.map(\.name).filter { !reached.contains($0) } == [])
    }

    @Test func everyResourceHasASchemaAndAListOfIt() {
        for resource in Resource.all {
            #expect(schema(SchemaName.core(resource.kind))?.kind == resource.kind)
            #expect(schema(SchemaName.core(resource.listKind))?.kind == resource.listKind)
        }
    }

    /// `kubectl explain` prints both, one below the other.
    @Test func aFieldDoesNotRepeatWhatItsTypeSays() {
        for schema in Schema.all {
            for field in fields(of: schema) {
                let type = reference(in: field.type).flatMap(self.schema)
                #expect(type?.description != field.description, "\(schema.name).\(field.name)")
            }
        }
    }

    @Test func everythingIsDescribed() {
        for schema in Schema.all {
            #expect(schema.description.hasSuffix("."), "\(schema.name)")
            for field in fields(of: schema) {
                #expect(field.description.hasSuffix("."), "\(schema.name).\(field.name)")
            }
        }
    }

    /// A rule for the elements of a list is of no use elsewhere, and a key must be one of their members.
    @Test func mergeRulesFitTheirLists() {
        for schema in Schema.all {
            for field in fields(of: schema) {
                guard let rule = field.merge else { continue }
                guard case .list(let element) = field.type else {
                    Issue.record("\(schema.name).\(field.name) is no list")
                    continue
                }
                guard let key = rule.key, let type = reference(in: element).flatMap(self.schema) else { continue }
                #expect(fields(of: type).contains { $0.name == key }, "\(schema.name).\(field.name)")
            }
        }
    }

    @Test(arguments: [
        ("PodSpec", "containers", "name"), ("PodSpec", "initContainers", "name"), ("PodSpec", "volumes", "name"),
        ("PodSpec", "imagePullSecrets", "name"), ("Container", "env", "name"),
        ("Container", "volumeMounts", "mountPath"), ("Container", "ports", "containerPort"),
        ("ServiceAccount", "secrets", "name"), ("NodeStatus", "conditions", "type"),
    ])
    func listsThatMergeSayBy(type: String, field: String, key: String) throws {
        let schema = try #require(self.schema(SchemaName.core(type)))
        #expect(fields(of: schema).first { $0.name == field }?.merge?.key == key)
    }

    @Test func lifecycleAffinityAndClaimsAreNotOpen() throws {
        // Their objects lie too deep for kubectl 1.20, see `FieldType.open`.
        for (type, field) in [("PodSpec", "affinity"), ("Container", "lifecycle"), ("Volume", "ephemeral")] {
            let schema = try #require(self.schema(SchemaName.core(type)))
            #expect(fields(of: schema).first { $0.name == field }?.type != .open)
        }
    }
}
