import KubeObjects

/// The values of a flag that kubectl takes as lists: `a,b` is two, `"a,b"` one.
package enum CommaList {
    /// - Parameters:
    ///   - texts: What the flag was given, each time it was given.
    ///   - flag: `--from-file`.
    ///   - command: The command's whole name, `secretd create configmap`.
    /// - Throws: `KubectlError` for a quote in the wrong place.
    package static func values(of texts: [String], flag: String, command: String) throws(KubectlError) -> [String] {
        var values: [String] = []
        for text in texts where !text.isEmpty {
            do throws(CommaRecord.Failure) {
                var record = CommaRecord(text)
                values += try record.fields()
            } catch {
                throw KubectlError(
                    "invalid argument \(text.goQuoted) for \"\(flag)\" flag: \(error.text)\n"
                        + "See '\(command) --help' for usage."
                )
            }
        }
        return values
    }
}
