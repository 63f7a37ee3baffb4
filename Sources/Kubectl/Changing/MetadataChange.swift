package import KubeObjects

/// Labels or annotations to set and to remove: `key=value`, `key-`.
///
/// Source: kubectl pkg/cmd/label, pkg/cmd/annotate.
package struct MetadataChange: Equatable, Sendable {
    package enum Subject: String, Sendable {
        case label
        case annotation

        /// The member of `metadata`.
        package var field: String { self == .label ? "labels" : "annotations" }
    }

    package let subject: Subject
    package let added: [String: String]
    /// In the order of the arguments.
    package let removed: [String]

    package var isEmpty: Bool { added.isEmpty && removed.isEmpty }

    /// - Parameter words: `key=value` and `key-`, as `split` leaves them.
    /// - Throws: Where a word is neither, a value is no label's, or a key is to be set and removed.
    package init(parsing words: [String], _ subject: Subject) throws(KubectlError) {
        var added: [String: String] = [:]
        var removed: [String] = []
        for word in words {
            guard let sign = word.firstIndex(of: "=") else {
                removed.append(String(word.dropLast()))
                continue
            }
            let value = String(word[word.index(after: sign)...])
            if subject == .label {
                guard !value.contains("=") else { throw KubectlError("invalid label spec: \(word)") }
                let complaints = QualifiedName.complaints(aboutLabelValue: value)
                guard complaints.isEmpty else {
                    throw KubectlError("invalid label value: \(word.goQuoted): \(complaints.joined(separator: ";"))")
                }
            }
            added[String(word[..<sign])] = value
        }
        let both = removed.filter { added[$0] != nil }
        guard both.isEmpty else {
            throw KubectlError(
                subject == .label
                    ? "can not both modify and remove a label in the same command"
                    : "can not both modify and remove the following annotation(s) in the same command: "
                        + both.joined(separator: ", ")
            )
        }
        self.subject = subject
        self.added = added
        self.removed = removed
    }

    /// Tells the objects in a command's arguments from the changes behind them.
    ///
    /// - Throws: Where an object stands behind a change.
    package static func split(
        _ arguments: [String],
        _ subject: Subject
    ) throws(KubectlError) -> (objects: [String], changes: [String]) {
        let isChange = { (word: String) in
            word.contains("=") && word.first != "=" || word.hasSuffix("-") && word != "-"
        }
        let objects = arguments.prefix { !isChange($0) }
        let changes = arguments.dropFirst(objects.count)
        if let stray = changes.first(where: { !isChange($0) }) {
            throw KubectlError("all resources must be specified before \(subject.rawValue) changes: \(stray)")
        }
        return (Array(objects), Array(changes))
    }

    /// The object with the changes.
    ///
    /// - Parameter overwrites: Whether a key may get another value than it has.
    /// - Throws: Where a key has another value, which is told: labels and annotations are no secrets.
    package func applied(to object: JSONValue, overwrites: Bool) throws(ObjectFailure) -> JSONValue {
        var values = object["metadata"].texts(subject.field)
        if !overwrites {
            let taken = added.sortedByKey.compactMap { key, value -> String? in
                values[key].flatMap { old -> String? in
                    guard old != value else { return nil }
                    // That one may hold a Secret's values.
                    let shown = key == LastApplied.annotation ? "" : " (\(old))"
                    return "'\(key)' already has a value\(shown)"
                }
            }
            guard taken.isEmpty else { throw conflict(taken) }
        }
        values.merge(added) { $1 }
        for key in removed { values[key] = nil }
        var object = object
        object.set(.object(values.mapValues(JSONValue.string)), at: "metadata", subject.field)
        return object
    }

    /// The keys to remove that an object does not have.
    package func missing(in object: JSONValue) -> [String] {
        let values = object["metadata"].texts(subject.field)
        return removed.filter { values[$0] == nil }
    }

    private func conflict(_ taken: [String]) -> ObjectFailure {
        subject == .label
            ? .texts(taken.map { "\($0), and --overwrite is false" })
            : .text(
                "--overwrite is false but found the following declared annotation(s): " + taken.joined(separator: "; ")
            )
    }
}
