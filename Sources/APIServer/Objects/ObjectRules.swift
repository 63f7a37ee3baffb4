import KubeObjects

/// What may be written: the rules of each kind, in Kubernetes' words.
struct ObjectRules: Sendable {
    /// The name of the node, for Pods.
    var nodeName: String

    /// What is wrong with an object in its canonical form, and what is odd about it.
    func check(_ object: JSONValue, _ resource: Resource) -> (errors: [FieldError], warnings: [String]) {
        let node = DocumentNode(object)
        guard let kind = ObjectKind(rawValue: resource.kind) else {
            return (checkUnmodelled(object, node, resource), [])
        }
        let log = DecodingLog()
        let typed = KubeObject(node, as: kind, log: log)
        let report = typed.validate()
        var errors = report.errors
        // The schema has been checked before; what is left are values that no field can have.
        errors += log.problems.filter { $0.severity == .error }.map { FieldError("", .typeInvalid, $0.message) }
        if resource == .pods, let name = object.value(at: "spec", "nodeName")?.text, name != nodeName {
            errors.append(FieldError("spec.nodeName", .invalid(value: name), "this node is \(nodeName.goQuoted)"))
        }
        return (errors.sorted(), report.warnings.map(\.description) + Self.pairWarnings(typed))
    }

    /// What may not change from `old` to `new`.
    func checkUpdate(_ new: JSONValue, from old: JSONValue, _ resource: Resource) -> [FieldError] {
        guard let kind = ObjectKind(rawValue: resource.kind) else { return [] }
        let before = KubeObject(DocumentNode(old), as: kind, log: DecodingLog())
        let after = KubeObject(DocumentNode(new), as: kind, log: DecodingLog())
        var errors = after.validateUpdate(from: before)
        if resource == .pods, Self.fixedSpec(new) != Self.fixedSpec(old) {
            errors.append(FieldError("spec", .forbidden, Self.podUpdateText))
        }
        return errors.sorted()
    }

    private func checkUnmodelled(_ object: JSONValue, _ node: DocumentNode, _ resource: Resource) -> [FieldError] {
        let rule = resource == .namespaces ? NameRule.label : NameRule.subdomain
        var errors = ObjectMeta.complaints(about: node, isNamespaced: resource.isNamespaced, nameRule: rule)
        if resource == .events {
            let namespace = object.value(at: "involvedObject", "namespace")?.text ?? ""
            if !namespace.isEmpty, namespace != object.value(at: "metadata", "namespace")?.text {
                errors.append(
                    FieldError("involvedObject.namespace", .invalid(value: namespace), "does not match event.namespace")
                )
            }
        }
        return errors
    }

    private static let podUpdateText =
        "pod updates may not change fields other than `spec.containers[*].image`,"
        + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` "
        + "(only additions to existing tolerations),`spec.terminationGracePeriodSeconds` "
        + "(allow it to be set to 1 if it was previously negative)"

    /// The part of a Pod that stays. Source: kubernetes pkg/apis/core/validation ValidatePodUpdate.
    private static func fixedSpec(_ pod: JSONValue) -> JSONValue {
        var spec = pod["spec"] ?? [:]
        for field in ["activeDeadlineSeconds", "tolerations"] { spec[field] = nil }
        for field in ["containers", "initContainers"] {
            guard let containers = spec[field]?.elements else { continue }
            spec[field] = .array(
                containers.map { container in
                    var container = container
                    for field in ["image", "imagePullPolicy"] { container[field] = nil }
                    return container
                }
            )
        }
        return spec
    }

    /// A certificate and key that do not fit are stored all the same, as in Kubernetes.
    private static func pairWarnings(_ object: KubeObject) -> [String] {
        guard case .secret(let secret) = object, secret.type == "kubernetes.io/tls",
            let certificate = secret.data["tls.crt"], let key = secret.data["tls.key"]
        else { return [] }
        let warning = certificate.withBytes { certificate in
            key.withBytes { key in X509KeyPairCheck.warning(certificate: certificate, key: key) }
        }
        return warning.map { [$0] } ?? []
    }
}
