import KubeObjects

/// The text in an editor: comments that say what to do and what was wrong, and below them the objects.
///
/// Source: kubectl pkg/cmd/util/editor.
package enum EditText {
    package enum Form: String, Sendable {
        case yaml
        /// Has no comments.
        case json
    }

    /// What was wrong with the text of before.
    package struct Reason: Equatable, Sendable {
        var head: String
        var details: [String] = []
    }

    private static let introduction = """
        # Please edit the object below. Lines beginning with a '#' will be ignored,
        # and an empty file will abort the edit. If an error occurs while saving this file will be
        # reopened with the relevant failures.
        #

        """

    static func header(_ reasons: [Reason], _ form: Form) -> String {
        guard form == .yaml else { return "" }
        return introduction
            + reasons.map { reason in
                let head = "# \(commented(reason.head))\(reason.details.isEmpty ? "" : ":")\n"
                return head + reason.details.map { "# * \(commented($0))\n" }.joined() + "#\n"
            }.joined()
    }

    /// One object as it is, several as a list.
    static func body(_ objects: [JSONValue], _ form: Form) -> String {
        let object = document(objects)
        return form == .yaml ? YAMLWriter.text(of: object) : GoJSONWriter.text(of: object, keys: .sorted)
    }

    /// What the body holds.
    static func document(_ objects: [JSONValue]) -> JSONValue {
        objects.count == 1 ? objects[0] : ObjectPrinter.list(of: objects, withVersion: false)
    }

    /// The text without the comments at its top. Others may be a part of what is edited, a script in a ConfigMap.
    static func withoutHeader(_ text: String) -> String {
        var rest = text.utf8[...]
        while rest.first == UInt8(ascii: "#") {
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            rest = rest[(end.map { rest.index(after: $0) } ?? rest.endIndex)...]
        }
        return String(Substring(rest))
    }

    private static func commented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n# ")
    }
}
