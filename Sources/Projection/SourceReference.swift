/// One source of a volume: the volume's only one, or an entry of `projected.sources`.
package struct SourceReference: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case secret
        case configMap = "configmap"
        case downwardAPI = "downwardapi"
        case serviceAccountToken = "serviceaccounttoken"
        case unsupported
    }

    /// Its place in `projected.sources`; 0 in a volume with one source.
    package var index: Int
    package var kind: Kind
    /// The object's name; for a source without an object, the file's path or the field's name.
    package var name: String

    package init(index: Int = 0, kind: Kind, name: String) {
        self.index = index
        self.kind = kind
        self.name = name
    }
}

extension SourceReference: CustomStringConvertible {
    /// As logs and tables name it: `secret/kuard-tls`, `downwardapi`.
    package var description: String { name.isEmpty ? kind.rawValue : "\(kind.rawValue)/\(name)" }
}
