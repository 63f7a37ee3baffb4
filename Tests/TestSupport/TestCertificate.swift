/// A certificate that openssl makes for a test, of a key that nobody keeps.
package enum TestCertificate {
    /// PEM.
    ///
    /// - Parameter subject: `/O=Ex/CN=web`.
    package static func pem(_ subject: String) throws -> String {
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "/dev/null"]
        let process = try ChildProcess("openssl", ["req", "-x509", "-days", "30", "-subj", subject] + key)
        // What else it says comes before.
        guard try process.wait() == 0,
            let start = process.output.firstRange(of: "-----BEGIN CERTIFICATE-----")?.lowerBound
        else { throw ChildProcess.Failure(description: process.output) }
        return String(process.output[start...])
    }
}
