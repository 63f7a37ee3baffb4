import APIServer
package import KubeObjects

/// What `patch` is told to do with an object.
package struct ObjectPatch: Equatable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case json
        case merge
        case strategic

        /// Without `application/`.
        package var mediaType: String {
            switch self {
            case .json: "json-patch+json"
            case .merge: "merge-patch+json"
            case .strategic: "strategic-merge-patch+json"
            }
        }
    }

    package let kind: Kind
    package let patch: JSONValue

    /// - Parameters:
    ///   - text: JSON or YAML. It may hold values, so that errors name places in it and no piece of it.
    ///   - kind: In any case of letters.
    package init(parsing text: SecretBytes, kind: String) throws(KubectlError) {
        let kinds = Kind.allCases.map(\.rawValue).joined(separator: " ")
        guard let kind = Kind(rawValue: kind.lowercased()) else {
            throw KubectlError("--type must be one of [\(kinds)], not \(kind.goQuoted)")
        }
        let stream = text.withBytes { DocumentStream($0) }
        if let error = stream.error { throw KubectlError("unable to parse the patch: \(error)") }
        self.kind = kind
        patch = stream.documents.first?.json ?? .null
    }

    /// The object with the patch, as the server would make it, but for defaults.
    package func applied(to object: JSONValue) throws(ObjectFailure) -> JSONValue {
        do throws(PatchError) {
            switch kind {
            case .json: return try JSONPatch.apply(patch, to: object)
            case .merge: return MergePatch.apply(patch, to: object)
            case .strategic:
                return try StrategicMergePatch.apply(patch, to: object, kind: object.string("kind"))
            }
        } catch {
            throw .text("\(error)")
        }
    }
}
