package import APIServer
import KubeObjects

/// A Secret that a command makes.
package protocol SecretDraft: ObjectDraft {}

extension SecretDraft {
    package static var resource: Resource { .secrets }
    package static var refusal: String? { "failed to create secret " }

    /// - Parameter type: Left to the server where it is empty.
    static func secret(_ name: DraftName, type: String, data: [String: SecretBytes]) -> JSONValue {
        let values = JSONValue.object(data.mapValues { .string($0.withBytes(Base64Text.of)) })
        let metadata = name.metadata {
            NameHash.of(["data": values, "kind": "Secret", "name": .string(name.name), "type": .string(type)])
        }
        var fields: [String: JSONValue] = [:]
        if !data.isEmpty { fields["data"] = values }
        if !type.isEmpty { fields["type"] = .string(type) }
        return object(metadata: metadata, fields: fields)
    }
}
