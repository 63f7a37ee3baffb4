import KubeObjects

/// What a hook and a server are told of a change, as JSON: names, never a value.
enum ChangeDocument {
    static func bytes(_ change: PublishedChange, rule: String) -> [UInt8] {
        JSONWriter.bytes(
            of: .object([
                "rule": .string(rule),
                "namespace": .string(change.volume.namespace),
                "pod": .string(change.volume.pod),
                "volume": .string(change.volume.volume),
                "generation": .string(change.generation),
                "path": .string(change.path),
                "keys": change.keys.map { .array($0.map(JSONValue.string)) } ?? .null,
            ])
        )
    }
}
