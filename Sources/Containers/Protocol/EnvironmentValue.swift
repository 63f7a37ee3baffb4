package import KubeObjects

/// One variable of a command's environment.
package struct EnvironmentValue: Equatable, Sendable {
    package var name: String
    /// Any bytes but NUL, which would end it.
    package var value: SecretBytes

    package init(name: String, value: SecretBytes) {
        self.name = name
        self.value = value
    }
}

extension EnvironmentValue {
    /// `{"name":"A","value":"<base64>"}`; nil for anything else.
    init?(_ json: JSONValue) {
        guard let name = json["name"]?.text, let text = json["value"]?.text else { return nil }
        guard let value = try? Base64.decode(text) else { return nil }
        self.init(name: name, value: value)
    }

    var json: JSONValue {
        let count = Base64.encodedCount(value.count)
        let text = String(unsafeUninitializedCapacity: count) { buffer in
            value.withBytes { Base64.encode($0, into: UnsafeMutableRawBufferPointer(buffer)) }
            return count
        }
        return ["name": .string(name), "value": .string(text)]
    }
}
