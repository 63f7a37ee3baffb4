import KubeObjects

/// A Secret with the sizes of its values, and never a value.
///
/// kubectl prints the token of a service account in clear; here its size is printed as that of any other value.
/// Source: kubectl pkg/describe describeSecret.
enum SecretDescription {
    static func write(_ secret: JSONValue, to description: inout Description) {
        description.writeHead(secret)
        description.write("\nType:\t\(secret.string("type"))\n")
        description.write("\nData\n====\n")
        for (key, value) in secret.texts("data").sortedByKey {
            description.write("\(key):\t\(Self.size(ofBase64: value)) bytes\n")
        }
    }

    /// The number of bytes that a base64 text stands for.
    static func size(ofBase64 text: String) -> Int { (try? Base64.decode(text))?.count ?? 0 }
}
