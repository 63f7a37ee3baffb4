import KubeObjects

extension Description {
    /// Holds the whole object, a Secret's data as well.
    private static let hidden: Set<String> = ["kubectl.kubernetes.io/last-applied-configuration"]
    /// Bytes of an annotation on one line.
    private static let longestAnnotation = 140

    /// Name, namespace, labels and annotations.
    mutating func writeHead(_ object: JSONValue, hasNamespace: Bool = true) {
        let metadata = object["metadata"]
        write("Name:\t\(metadata.string("name"))\n")
        if hasNamespace { write("Namespace:\t\(metadata.string("namespace"))\n") }
        writeLabels("Labels", metadata?["labels"])
        writeAnnotations("Annotations", metadata?["annotations"])
    }

    /// One `key=value` a line.
    mutating func writeLabels(_ title: String, _ labels: JSONValue?, level: Int = 0) {
        let labels = labels?.texts ?? [:]
        writeList(title, labels.sortedByKey.map { "\($0.key)=\($0.value)" }, level: level)
    }

    /// One `key: value` a line; values of several lines, and long ones, begin on a line of their own.
    mutating func writeAnnotations(_ title: String, _ annotations: JSONValue?) {
        let shown = (annotations?.texts ?? [:]).filter { !Self.hidden.contains($0.key) }
        let entries = shown.sortedByKey.map { key, value in
            let value = value.hasSuffix("\n") ? String(value.dropLast()) : value
            let isLong = value.utf8.count + key.utf8.count + 2 > Self.longestAnnotation
            guard isLong || value.utf8.contains(UInt8(ascii: "\n")) else { return "\(key): \(value)" }
            let lines = value.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            return "\(key):" + lines.map { "\n\t  \(Self.shortened($0))" }.joined()
        }
        writeList(title, entries)
    }

    private static func shortened(_ line: Substring.UTF8View.SubSequence) -> String {
        let limit = longestAnnotation - 2
        guard line.count > limit else { return String(Substring(line)) }
        return String(decoding: line.prefix(limit), as: UTF8.self) + "..."
    }
}
