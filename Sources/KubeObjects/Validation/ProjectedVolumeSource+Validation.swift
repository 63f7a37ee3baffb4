/// Source: kubernetes pkg/apis/core/validation validateProjectedVolumeSource, validateProjectionSources.
extension ProjectedVolumeSource {
    func validate(at path: FieldPath, volume: String, in pod: PodScope, into report: inout ValidationReport) {
        FileModeRule.check(defaultMode, at: path.child("defaultMode"), into: &report)
        var paths: [VolumePaths.Entry] = []
        for (index, source) in sources.enumerated() {
            let field = path.child("sources")[index]
            if source.parts.isEmpty {
                report.warn(field, "volume \(volume.goQuoted) (Projected) has no sources provided")
            }
            if source.parts.count > 1 {
                report.forbidden(field, "may not specify more than 1 volume type per source")
            }
            for part in source.parts {
                part.validate(at: field, in: pod, into: &report)
                paths += part.filePaths(at: field)
            }
        }
        validateUnique(at: path, into: &report)
        VolumePaths(volume: volume, source: "Projected", paths: paths).warnAboutOverlaps(into: &report)
    }

    /// Explicit paths as they are written, byte for byte. The path of a token does not count.
    private func validateUnique(at path: FieldPath, into report: inout ValidationReport) {
        var taken: Set<[UInt8]> = []
        for part in sources.flatMap(\.parts) {
            switch part {
            case .secret(let object), .configMap(let object):
                for item in object.items where !item.path.isEmpty && !taken.insert(Array(item.path.utf8)).inserted {
                    report.invalid(path, object.name, "conflicting duplicate paths")
                }
            case .downwardAPI(let files):
                for file in files where !file.path.isEmpty && !taken.insert(Array(file.path.utf8)).inserted {
                    report.invalid(path, file.path, "conflicting duplicate paths")
                }
            case .serviceAccountToken, .other:
                break
            }
        }
    }
}

extension VolumeProjection.Part {
    /// - Parameter path: The entry of `sources` that has this part.
    fileprivate func validate(at path: FieldPath, in pod: PodScope, into report: inout ValidationReport) {
        switch self {
        case .secret(let object):
            object.validate(kind: .secret, at: path.child("secret"), into: &report)
        case .configMap(let object):
            object.validate(kind: .configMap, at: path.child("configMap"), into: &report)
        case .downwardAPI(let files):
            files.validate(at: path.child("downwardAPI").child("items"), in: pod, into: &report)
        case .serviceAccountToken(let token):
            token.validate(at: path.child("serviceAccountToken"), in: pod, into: &report)
        case .other:
            break
        }
    }

    fileprivate func filePaths(at path: FieldPath) -> [VolumePaths.Entry] {
        switch self {
        case .secret(let object):
            object.items.filePaths(
                at: path.child("secret").child("items"),
                source: "Secret \(object.name.goQuoted)"
            )
        case .configMap(let object):
            object.items.filePaths(
                at: path.child("configMap").child("items"),
                source: "ConfigMap \(object.name.goQuoted)"
            )
        case .downwardAPI(let files):
            files.filePaths(at: path.child("downwardAPI").child("items"), source: "DownwardAPI")
        case .serviceAccountToken(let token):
            [
                VolumePaths.Entry(
                    path: token.path,
                    source: "ServiceAccountToken",
                    field: path.child("serviceAccountToken").child("path")
                )
            ]
        case .other:
            []
        }
    }
}

extension ObjectProjection {
    fileprivate func validate(kind: ObjectKind, at path: FieldPath, into report: inout ValidationReport) {
        report.checkReference(name, kind: kind, at: path.child("name"))
        items.validate(at: path.child("items"), into: &report)
    }
}

extension ServiceAccountTokenProjection {
    fileprivate func validate(at field: FieldPath, in pod: PodScope, into report: inout ValidationReport) {
        let expiration = field.child("expirationSeconds")
        if expirationSeconds < 600 {
            report.invalid(expiration, expirationSeconds, "may not specify a duration less than 10 minutes")
        }
        if expirationSeconds > 1 << 32 {
            report.invalid(expiration, expirationSeconds, "may not specify a duration larger than 2^32 seconds")
        }
        if path.isEmpty {
            report.required(field.child("path"))
        } else {
            FilePathRule.check(file: path, at: field.child("path"), into: &report)
        }
        if !pod.hasServiceAccount {
            report.forbidden(field, "must not be specified when serviceAccountName is not set")
        }
    }
}
