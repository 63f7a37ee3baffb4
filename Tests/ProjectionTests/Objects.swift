import KubeObjects
import Projection

/// Objects that a test knows by name.
struct Objects: ObjectLookup {
    var secrets: [String: Secret] = [:]
    var configMaps: [String: ConfigMap] = [:]

    init(secrets: [String: [String: String]] = [:], configMaps: [String: [String: String]] = [:]) {
        for (name, data) in secrets {
            let values = data.mapValues { SecretBytes(utf8: $0) }
            self.secrets[name] = Secret(metadata: ObjectMeta(name: name), data: values)
        }
        for (name, data) in configMaps {
            let values = data.mapValues { SecretBytes(utf8: $0) }
            self.configMaps[name] = ConfigMap(metadata: ObjectMeta(name: name), data: values)
        }
    }

    func secret(namespace: String, name: String) -> Secret? {
        namespace == "default" ? secrets[name] : nil
    }

    func configMap(namespace: String, name: String) -> ConfigMap? {
        namespace == "default" ? configMaps[name] : nil
    }
}

extension VolumePlan {
    /// Path to text, for comparison.
    var texts: [String: String] {
        Dictionary(
            uniqueKeysWithValues: payload.files.map { file in
                (file.path.text, file.content.withBytes { String(decoding: $0, as: UTF8.self) })
            }
        )
    }

    var modes: [String: UInt16] {
        Dictionary(uniqueKeysWithValues: payload.files.map { ($0.path.text, $0.mode) })
    }

    var messages: [String] { problems.map(\.message) }
}

extension NodeFacts {
    static let test = NodeFacts(processors: 4, memory: 8 << 30, ephemeralStorage: 100 << 30)
}

func paths(_ texts: String...) throws -> Set<PayloadPath> {
    Set(try texts.map { try PayloadPath($0) })
}
