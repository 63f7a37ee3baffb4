package import KubeObjects

/// Which units get which files of one Pod as credentials.
package struct CredentialRule: Hashable, Sendable {
    package var name: String
    package var units: [Glob]
    package var namespace: String
    package var pod: String
    /// Nil: all of the Pod's volumes, by name; the first that has the file gives it.
    package var volume: String?
    /// Which files, where the credential has the file's name. None: all, or, with `credentials`, none but those.
    package var keys: [Glob]
    /// The path of the file for a credential of another name. It need not fit `keys`.
    package var credentials: [String: String]

    package init(
        _ name: String,
        units: [Glob],
        namespace: String,
        pod: String,
        volume: String? = nil,
        keys: [Glob] = [],
        credentials: [String: String] = [:]
    ) {
        self.name = name
        self.units = units
        self.namespace = namespace
        self.pod = pod
        self.volume = volume
        self.keys = keys
        self.credentials = credentials
    }

    /// What a rule has to do with a request.
    package enum Match: Equatable, Sendable {
        /// It would give this file of the volume.
        case file(String)
        /// It is about other units.
        case otherUnits
        /// It has no such credential.
        case otherCredentials
    }

    package func match(_ request: CredentialRequest) -> Match {
        guard units.contains(where: { $0.matches(request.unit) }) else { return .otherUnits }
        if let file = credentials[request.id] { return .file(file) }
        let isKey = keys.isEmpty ? credentials.isEmpty : keys.covers(request.id)
        return isKey ? .file(request.id) : .otherCredentials
    }

    /// `default/web`, or `default/web/tls`.
    package var place: String { "\(namespace)/\(pod)" + (volume.map { "/\($0)" } ?? "") }
}
