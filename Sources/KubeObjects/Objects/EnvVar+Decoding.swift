extension EnvVar {
    init(_ variable: ObjectCursor) {
        self.init(
            name: variable.string("name") ?? "",
            value: variable.string("value") ?? "",
            valueFrom: variable.object("valueFrom").map(EnvVarSource.init)
        )
    }
}

extension EnvVarSource {
    private static let fields = ["configMapKeyRef", "fieldRef", "resourceFieldRef", "secretKeyRef"]

    init(_ source: ObjectCursor) {
        self.init(
            secretKeyRef: source.object("secretKeyRef").map(KeySelector.init),
            configMapKeyRef: source.object("configMapKeyRef").map(KeySelector.init),
            fieldRef: source.object("fieldRef").map(ObjectFieldSelector.init),
            resourceFieldRef: source.object("resourceFieldRef").map(ResourceFieldSelector.init),
            others: source.members.map(\.key).filter { !Self.fields.contains($0) && source.node($0) != nil }
        )
    }
}

extension KeySelector {
    init(_ selector: ObjectCursor) {
        self.init(
            name: selector.string("name") ?? "",
            key: selector.string("key") ?? "",
            optional: selector.boolean("optional") ?? false
        )
    }
}

extension EnvFromSource {
    init(_ source: ObjectCursor) {
        self.init(
            prefix: source.string("prefix") ?? "",
            secretRef: source.object("secretRef").map(Reference.init),
            configMapRef: source.object("configMapRef").map(Reference.init)
        )
    }
}

extension EnvFromSource.Reference {
    init(_ reference: ObjectCursor) {
        self.init(name: reference.string("name") ?? "", optional: reference.boolean("optional") ?? false)
    }
}
