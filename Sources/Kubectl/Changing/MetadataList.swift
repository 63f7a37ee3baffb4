package import KubeObjects

/// The labels or the annotations of objects, for `--list`.
package enum MetadataList {
    /// - Parameter isOne: Whether there is no other object, so that nobody asks whose they are.
    package static func text(of object: JSONValue, _ subject: MetadataChange.Subject, isOne: Bool) -> String {
        // kubectl keeps a Secret's values in an annotation.
        let object = LastApplied.masked(object)
        let name = object["metadata"].string("name")
        let title = isOne ? "" : "Listing \(subject.field) for \(object.string("kind"))./\(name):\n"
        let indent = isOne ? "" : " "
        return title
            + object["metadata"].texts(subject.field).sortedByKey.map { "\(indent)\($0.key)=\($0.value)\n" }.joined()
    }
}
