/// Where the value of a selector goes: a volume's file and an environment variable may use different fields.
enum DownwardAPIUse {
    case volume
    case environment
}

/// Source: kubernetes pkg/apis/core/validation validateObjectFieldSelector, pkg/apis/core/pods
/// ConvertDownwardAPIFieldLabel.
extension ObjectFieldSelector {
    /// `metadata.labels` and `app` for `metadata.labels['app']`; no subscript for a plain path.
    package var splitPath: (path: String, subscript: String?) {
        guard fieldPath.hasSuffix("']") else { return (fieldPath, nil) }
        var path = fieldPath[...]
        path.removeLast(2)
        guard let bracket = path.firstIndex(of: "["), bracket > path.startIndex else { return (fieldPath, nil) }
        let quoted = path[path.index(after: bracket)...]
        guard quoted.first == "'" else { return (fieldPath, nil) }
        return (String(path[..<bracket]), String(quoted.dropFirst()))
    }

    private static let volumePaths: Set = [
        "metadata.name", "metadata.namespace", "metadata.labels", "metadata.annotations", "metadata.uid",
    ]
    private static let environmentPaths: Set = [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ]
    /// Fields that exist, so that the complaint is about their use and not about their name.
    private static let knownPaths = volumePaths.union(environmentPaths).union([
        "spec.restartPolicy", "spec.schedulerName", "status.phase", "spec.host",
    ])

    func validate(for use: DownwardAPIUse, at field: FieldPath, into report: inout ValidationReport) {
        guard !apiVersion.isEmpty else { return report.required(field.child("apiVersion")) }
        guard !fieldPath.isEmpty else { return report.required(field.child("fieldPath")) }
        guard apiVersion == "v1" else { return invalidPath("unsupported pod version: \(apiVersion)", field, &report) }
        switch splitPath {
        case ("metadata.annotations", .some(let key)):
            report.invalid(field, key, each: QualifiedName.complaints(aboutKey: key.lowercased()))
        case ("metadata.labels", .some(let key)):
            report.invalid(field, key, each: QualifiedName.complaints(aboutKey: key))
        case (_, .some):
            invalidPath("field label does not support subscript: \(fieldPath)", field, &report)
        case (let path, nil):
            let supported = use == .volume ? Self.volumePaths : Self.environmentPaths
            if !Self.knownPaths.contains(path) {
                invalidPath("field label not supported: \(path)", field, &report)
            } else if !supported.contains(path) {
                // `spec.host` is what `spec.nodeName` was called once.
                let name = path == "spec.host" ? "spec.nodeName" : path
                if !supported.contains(name) {
                    report.notSupported(field.child("fieldPath"), name, supported: supported)
                }
            }
        }
    }

    private func invalidPath(_ reason: String, _ field: FieldPath, _ report: inout ValidationReport) {
        report.invalid(field.child("fieldPath"), fieldPath, "error converting fieldPath: \(reason)")
    }
}

/// Source: kubernetes pkg/apis/core/validation validateContainerResourceFieldSelector,
/// validateContainerResourceDivisor.
extension ResourceFieldSelector {
    private static let resources: Set = [
        "limits.cpu", "limits.memory", "limits.ephemeral-storage",
        "requests.cpu", "requests.memory", "requests.ephemeral-storage",
    ]
    private static let cpuDivisors = ["1m", "1"]
    private static let byteDivisors = [
        "1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei",
    ]

    func validate(for use: DownwardAPIUse, at field: FieldPath, in pod: PodScope, into report: inout ValidationReport) {
        if use == .volume, containerName.isEmpty {
            report.required(field.child("containerName"))
        } else if resource.isEmpty {
            report.required(field.child("resource"))
        } else if !Self.resources.contains(resource), !isHugePages {
            report.notSupported(field.child("resource"), resource, supported: Self.resources)
        }
        if !containerName.isEmpty, !pod.containerNames.contains(containerName) {
            report.warn(field.child("containerName"), "this Pod has no container \(containerName.goQuoted)")
        }
        validateDivisor(at: field.child("divisor"), into: &report)
    }

    private var isHugePages: Bool {
        resource.hasPrefix("limits.hugepages-") || resource.hasPrefix("requests.hugepages-")
    }

    private func validateDivisor(at field: FieldPath, into report: inout ValidationReport) {
        guard !divisor.isEmpty else { return }
        let quantity: Quantity
        do {
            quantity = try Quantity(parsing: divisor)
        } catch {
            return report.invalid(field, divisor, "\(error)")
        }
        // Zero means that there is none. The form counts, not the value alone: 1024 is no 1Ki.
        guard quantity != .zero, let (divisors, name) = divisorRule else { return }
        if !divisors.contains(quantity.description) {
            let list = name == "cpu" ? "1m and 1" : divisors.joined(separator: ", ")
            report.invalid(field, resource, "only divisor's values \(list) are supported with the \(name) resource")
        }
    }

    private var divisorRule: (divisors: [String], name: String)? {
        switch resource {
        case "limits.cpu", "requests.cpu": (Self.cpuDivisors, "cpu")
        case "limits.memory", "requests.memory": (Self.byteDivisors, "memory")
        case "limits.ephemeral-storage", "requests.ephemeral-storage": (Self.byteDivisors, "local ephemeral storage")
        case _ where isHugePages: (Self.byteDivisors, "hugepages")
        default: nil
        }
    }
}
