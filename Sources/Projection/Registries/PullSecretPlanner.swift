import KubeObjects

/// Turns the image pull Secrets of a Pod into one docker configuration.
///
/// 1. A Secret that is missing, of another type or malformed is a problem, and left out; the rest goes on.
///    (kubelet passes over the wrong type in silence, and one malformed Secret makes all of them fail.)
/// 2. A registry has one entry in the file: the first Secret of the list that has a login for it wins, without a word.
///    (kubelet tries one after the other.)
/// 3. Where no Secret is of use there is no file, but one from before stays.
package struct PullSecretPlanner {
    /// No volume of a Pod can have this name, because it is no DNS label.
    package static let volumeName = ".docker"
    /// Its directory is what `DOCKER_CONFIG` names, and the file what `--authfile` names.
    package static let fileName = "config.json"

    private static let formats: [String: (key: String, format: DockerConfigReader.Format)] = [
        "kubernetes.io/dockerconfigjson": (".dockerconfigjson", .configJSON),
        "kubernetes.io/dockercfg": (".dockercfg", .legacy),
    ]

    package var namespace: String

    package init(namespace: String) {
        self.namespace = namespace
    }

    /// - Parameters:
    ///   - names: The Secrets', in order, each once.
    ///   - previous: As in `VolumePlanner.plan`.
    package func plan(
        _ names: [String],
        lookup: some ObjectLookup,
        previous: [PayloadPath: SourceReference]?
    ) -> VolumePlan {
        // Without a group: an fsGroup's members shall not read it.
        var draft = PlanDraft(previous: previous, group: nil)
        var logins: [RegistryKey: RegistryAuth] = [:]
        var good: SourceReference?
        var missing: [SourceReference] = []
        var bad: [(SourceReference, String)] = []
        for (index, name) in names.enumerated() {
            let source = SourceReference(index: index, kind: .secret, name: name)
            guard let secret = lookup.secret(namespace: namespace, name: name) else {
                missing.append(source)
                continue
            }
            switch Self.logins(of: secret) {
            case .success(let found):
                logins.merge(found.map { ($0.key, $0.auth) }, uniquingKeysWith: { first, _ in first })
                good = good ?? source
            case .failure(let cause):
                bad.append((source, "image pull secret \(name.goQuoted) is left out: \(cause)"))
            }
        }
        if let first = missing.first {
            let list = missing.map(\.name).joined(separator: ", ")
            let message =
                "Unable to retrieve some image pull secrets (\(list)); attempting to pull the image may not succeed."
            draft.fail(first, path: Self.fileName, .failedToRetrieveImagePullSecret, message)
        }
        for (source, message) in bad {
            draft.fail(source, path: Self.fileName, .invalidImagePullSecret, message)
        }
        if let good {
            draft.add(good, path: Self.fileName, content: DockerConfigWriter.write(logins), mode: 0o600)
        }
        return draft.finish()
    }

    /// Why a Secret is of no use.
    private enum Refusal: Error, CustomStringConvertible {
        case type(String)
        case missingKey(String)
        case malformed(key: String, DockerConfigError)

        var description: String {
            switch self {
            case .type(let type):
                "type \(type.goQuoted) is none of kubernetes.io/dockerconfigjson and kubernetes.io/dockercfg"
            case .missingKey(let key): "data[\(key)]: Required value"
            case .malformed(let key, let error): "data[\(key)]: \(error)"
            }
        }
    }

    private static func logins(of secret: Secret) -> Result<[DockerConfigReader.Login], Refusal> {
        guard let (key, format) = formats[secret.type] else { return .failure(.type(secret.type)) }
        guard let text = secret.data[key], text.count > 0 else { return .failure(.missingKey(key)) }
        do throws(DockerConfigError) {
            return .success(try DockerConfigReader.read(text, format))
        } catch {
            return .failure(.malformed(key: key, error))
        }
    }
}
