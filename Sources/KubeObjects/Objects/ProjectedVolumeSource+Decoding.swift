extension ProjectedVolumeSource {
    init(_ source: ObjectCursor) {
        source.warnOfFields(otherThan: ["defaultMode", "sources"])
        self.init(
            sources: source.objects("sources").map(VolumeProjection.init),
            defaultMode: source.integer("defaultMode") ?? 0o644
        )
    }
}

extension VolumeProjection {
    /// The sources of Kubernetes that secretd does not serve. Source: k8s.io/api core/v1 VolumeProjection.
    private static let otherParts = ["clusterTrustBundle", "podCertificate"]

    init(_ projection: ObjectCursor) {
        var parts: [Part] = []
        for member in projection.members {
            switch member.key {
            case "secret": projection.object("secret").map { parts.append(.secret(ObjectProjection($0))) }
            case "configMap": projection.object("configMap").map { parts.append(.configMap(ObjectProjection($0))) }
            case "downwardAPI":
                projection.object("downwardAPI").map { source in
                    source.warnOfFields(otherThan: ["items"])
                    parts.append(.downwardAPI(source.objects("items").map(DownwardAPIFile.init)))
                }
            case "serviceAccountToken":
                projection.object("serviceAccountToken").map { source in
                    parts.append(.serviceAccountToken(ServiceAccountTokenProjection(source)))
                }
            case let name where Self.otherParts.contains(name):
                if projection.node(name) != nil { parts.append(.other(name)) }
            default:
                projection.log.warnOfUnknown(member, at: projection.path)
            }
        }
        self.init(parts: parts)
    }
}

extension ObjectProjection {
    init(_ source: ObjectCursor) {
        source.warnOfFields(otherThan: ["items", "name", "optional"])
        self.init(
            name: source.string("name") ?? "",
            items: source.objects("items").map(KeyToPath.init),
            optional: source.boolean("optional") ?? false
        )
    }
}

extension ServiceAccountTokenProjection {
    init(_ source: ObjectCursor) {
        source.warnOfFields(otherThan: ["audience", "expirationSeconds", "path"])
        self.init(
            path: source.string("path") ?? "",
            audience: source.string("audience") ?? "",
            expirationSeconds: source.integer("expirationSeconds") ?? 3600
        )
    }
}
