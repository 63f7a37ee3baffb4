/// What a Secret's `type` promises about its keys. A type not named here promises nothing.
///
/// Source: kubernetes pkg/apis/core/validation ValidateSecret, pkg/registry/core/secret warningsForSecret.
extension Secret {
    private static let accountAnnotation = "kubernetes.io/service-account.name"

    func validateType(into report: inout ValidationReport) {
        switch type {
        case "kubernetes.io/service-account-token":
            if metadata.annotations[Self.accountAnnotation, default: ""].isEmpty {
                report.required(FieldPath("metadata").child("annotations").key(Self.accountAnnotation))
            }
        case "kubernetes.io/dockercfg":
            requireJSONObject(".dockercfg", into: &report)
        case "kubernetes.io/dockerconfigjson":
            requireJSONObject(".dockerconfigjson", into: &report)
        case "kubernetes.io/basic-auth":
            if data["username"] == nil, data["password"] == nil {
                require("username", into: &report)
                require("password", into: &report)
            }
        case "kubernetes.io/ssh-auth":
            if data["ssh-privatekey"].map({ $0.count == 0 }) ?? true {
                report.required(FieldPath("data").key("ssh-privatekey"))
            }
        case "kubernetes.io/tls":
            require("tls.crt", into: &report)
            require("tls.key", into: &report)
            warnAboutPEM(into: &report)
        default:
            break
        }
    }

    private func require(_ key: String, into report: inout ValidationReport) {
        if data[key] == nil { report.required(FieldPath("data").key(key)) }
    }

    private func requireJSONObject(_ key: String, into report: inout ValidationReport) {
        guard let value = data[key] else { return report.required(FieldPath("data").key(key)) }
        if !value.isJSONObject {
            // A parser's own words could quote the credentials.
            report.invalid(FieldPath("data").key(key), "<secret contents redacted>", "must be a JSON object")
        }
    }

    /// No cryptography: only whether the files look like what a server would load.
    private func warnAboutPEM(into report: inout ValidationReport) {
        if let certificate = data["tls.crt"], !certificate.holdsPEMBlock(ending: "CERTIFICATE-----") {
            report.warn(FieldPath("data").key("tls.crt"), "holds no PEM block that is a certificate")
        }
        if let key = data["tls.key"], !key.holdsPEMBlock(ending: "PRIVATE KEY-----") {
            report.warn(FieldPath("data").key("tls.key"), "holds no PEM block that is a private key")
        }
    }
}
