import KubeObjects

extension Manifest {
    /// Reads `text` as the file's bytes.
    init(_ text: String) {
        self.init(bytes: Array(text.utf8))
    }

    init(bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { Manifest.read($0) }
    }

    /// The only Secret.
    var secret: Secret? {
        guard entries.count == 1, case .secret(let secret) = entries[0].object else { return nil }
        return secret
    }

    /// The only Pod.
    var pod: Pod? {
        guard entries.count == 1, case .pod(let pod) = entries[0].object else { return nil }
        return pod
    }
}

extension SecretBytes {
    /// For comparing in tests.
    var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }
}

extension KubeObject {
    var jsonText: String { json().text }
}
