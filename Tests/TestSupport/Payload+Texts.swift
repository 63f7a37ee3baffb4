import KubeObjects
package import Projection

extension Payload {
    /// Files of mode 0644 by path and text, in any order.
    package init(_ texts: [String: String], mode: UInt16 = 0o644, retention: Retention = .nothing) throws {
        try self.init(texts.map { (path: $0.key, text: $0.value, mode: mode) }, retention: retention)
    }

    package init(
        _ files: [(path: String, text: String, mode: UInt16)],
        retention: Retention = .nothing
    ) throws {
        self.init(
            files: try files.map {
                PayloadFile(path: try PayloadPath($0.path), content: SecretBytes(utf8: $0.text), mode: $0.mode)
            }.sorted { $0.path < $1.path },
            retention: retention
        )
    }
}
