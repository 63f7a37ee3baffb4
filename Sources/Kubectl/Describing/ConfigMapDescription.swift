import KubeObjects

/// A ConfigMap with all of its texts; they are no secrets.
///
/// Source: kubectl pkg/describe describeConfigMap; there the keys come in no order.
enum ConfigMapDescription {
    static func write(_ map: JSONValue, to description: inout Description) {
        description.writeHead(map)
        description.write("\nData\n====\n")
        for (key, value) in map.texts("data").sortedByKey {
            description.write("\(key):\n----\n\(value)\n\n")
        }
        description.write("\nBinaryData\n====\n")
        for (key, value) in map.texts("binaryData").sortedByKey {
            description.write("\(key): \(SecretDescription.size(ofBase64: value)) bytes\n")
        }
        description.write("\n")
    }
}
