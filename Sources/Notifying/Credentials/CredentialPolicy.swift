import KubeObjects

/// The rules of the credentials' socket. What no rule allows is refused.
package struct CredentialPolicy: Equatable, Sendable {
    package var rules: [CredentialRule]

    package init(rules: [CredentialRule] = []) {
        self.rules = rules
    }

    package var isEmpty: Bool { rules.isEmpty }

    /// What is to be done about a request now.
    enum Answer {
        case give(SecretBytes, rule: String, volume: String, generation: String)
        /// It may come: ask again when a volume has changed, and refuse with this when the time is over.
        case wait(reason: String, rule: String)
        case refuse(reason: String, rule: String?)
    }

    /// The first rule that is about the request and has the file decides; one whose volume is not there yet is waited for
    /// before the next is asked, so that the answer does not depend on who is first at boot.
    ///
    /// - Parameter isLate: The time to wait is over: what is not there counts as missing.
    func answer(_ request: CredentialRequest, from source: some CredentialSource, isLate: Bool) -> Answer {
        var refusal: (reason: String, rule: String)?
        for rule in rules {
            guard case .file(let file) = rule.match(request) else { continue }
            let found = source.look(
                for: file,
                namespace: rule.namespace,
                pod: rule.pod,
                volume: rule.volume,
                isLate: isLate
            )
            switch found {
            case .found(let bytes, let volume, let generation):
                guard bytes.count <= CredentialPolicy.largest else {
                    refusal = refusal ?? ("larger than systemd takes: 1 MiB", rule.name)
                    continue
                }
                return .give(bytes, rule: rule.name, volume: volume, generation: generation)
            case .notReady(let reason) where !isLate: return .wait(reason: reason, rule: rule.name)
            case .notReady(let reason), .missing(let reason): refusal = refusal ?? (reason, rule.name)
            }
        }
        guard let refusal else { return .refuse(reason: "no rule allows it", rule: nil) }
        return .refuse(reason: refusal.reason, rule: refusal.rule)
    }

    /// Bytes. Source: systemd CREDENTIAL_SIZE_MAX.
    package static let largest = 1 << 20
}
