package import APIServer
package import KubeObjects

/// `create configmap`.
package struct ConfigMapDraft: ObjectDraft {
    package static let resource = Resource.configMaps
    package static let refusal: String? = "failed to create configmap: "

    package var name: DraftName
    package var sources: DataSources

    package init(name: DraftName, sources: DataSources) {
        self.name = name
        self.sources = sources
    }

    package func object() throws(KubectlError) -> JSONValue {
        try name.requireName()
        var data = DraftData(of: .configMap(name: name.name))
        try sources.read(into: &data)
        var texts: [String: JSONValue] = [:]
        var binaries: [String: JSONValue] = [:]
        for (key, value) in data.values {
            if data.binaryKeys.contains(key) {
                binaries[key] = .string(value.withBytes(Base64Text.of))
            } else {
                texts[key] = .string(value.withBytes { String(decoding: $0, as: UTF8.self) })
            }
        }
        var fields: [String: JSONValue] = [:]
        if !binaries.isEmpty { fields["binaryData"] = .object(binaries) }
        let metadata = name.metadata {
            let others: [String: JSONValue] = [
                "data": .object(texts), "kind": "ConfigMap", "name": .string(name.name),
            ]
            return NameHash.of(fields.merging(others) { _, other in other })
        }
        if !texts.isEmpty { fields["data"] = .object(texts) }
        return Self.object(metadata: metadata, fields: fields)
    }
}
