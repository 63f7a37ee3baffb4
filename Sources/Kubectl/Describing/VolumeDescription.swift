import KubeObjects

/// The volumes of a Pod and where their files come from.
///
/// Source: kubectl pkg/describe describeVolumes.
enum VolumeDescription {
    static func write(_ volumes: [JSONValue], to description: inout Description) {
        description.write(volumes.isEmpty ? "Volumes:\t<none>\n" : "Volumes:\n")
        for volume in volumes {
            description.write("\(volume.string("name")):\n", level: 1)
            let source = VolumeType.all.lazy.compactMap { type in
                volume[type.field].flatMap { $0.members == nil ? nil : (type, $0) }
            }.first
            guard let (type, source) = source else {
                description.write("<unknown>\n", level: 1)
                continue
            }
            description.write("Type:\t\(type.text)\n", level: 2)
            for line in type.lines {
                // kubectl has forgotten the colon of this one.
                let title = line.title == "ISCSIInterface" ? line.title : "\(line.title):"
                description.write("\(title)\t\(line.value(in: source))\n", level: 2)
            }
            writeMore(type.field, source, to: &description)
        }
    }

    /// What a source has beside single fields.
    private static func writeMore(_ field: String, _ source: JSONValue, to description: inout Description) {
        switch field {
        case "projected":
            for part in source.list("sources") { writeProjection(part, to: &description) }
        case "downwardAPI":
            description.write("Items:\n", level: 2)
            for item in source.list("items") {
                let fields = [("fieldRef", "fieldPath"), ("resourceFieldRef", "resource")]
                for (reference, name) in fields where item[reference]?.members != nil {
                    description.write("\(item[reference].string(name)) -> \(item.string("path"))\n", level: 3)
                }
            }
        case "csi":
            description.writeLabels("VolumeAttributes", source["volumeAttributes"], level: 2)
        case "ephemeral":
            guard let claim = source["volumeClaimTemplate"], claim.members != nil else { return }
            description.depth += 2
            ClaimDescription.write(claim, to: &description)
            description.depth -= 2
        default: break
        }
    }

    private static func writeProjection(_ part: JSONValue, to description: inout Description) {
        if part["secret"]?.members != nil {
            writeObject("SecretName", part["secret"], to: &description)
        } else if part["downwardAPI"]?.members != nil {
            description.write("DownwardAPI:\ttrue\n", level: 2)
        } else if part["configMap"]?.members != nil {
            writeObject("ConfigMapName", part["configMap"], to: &description)
        } else if let token = part["serviceAccountToken"], token.members != nil {
            let seconds = token["expirationSeconds"]?.integer ?? defaultTokenSeconds
            description.write("TokenExpirationSeconds:\t\(seconds)\n", level: 2)
        }
    }

    /// Source: k8s.io/kubernetes pkg/apis/core/v1 SetDefaults_ServiceAccountTokenProjection.
    private static let defaultTokenSeconds: Int64 = 3600

    private static func writeObject(_ title: String, _ reference: JSONValue?, to description: inout Description) {
        description.write("\(title):\t\(reference.string("name"))\n", level: 2)
        description.write("Optional:\t\(reference.isTrue("optional"))\n", level: 2)
    }
}
