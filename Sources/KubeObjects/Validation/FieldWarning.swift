/// Something legal that deserves a look.
package struct FieldWarning: Hashable, Sendable {
    /// The field; empty where the message is about the whole object.
    package var path: String
    package var message: String

    package init(_ path: String, _ message: String) {
        self.path = path
        self.message = message
    }
}

extension FieldWarning: CustomStringConvertible {
    /// The field and the message on one line, control characters escaped.
    package var description: String { (path.isEmpty ? message : "\(path): \(message)").printable }
}

extension FieldWarning: Comparable {
    package static func < (left: FieldWarning, right: FieldWarning) -> Bool {
        (left.path, left.message) < (right.path, right.message)
    }
}
