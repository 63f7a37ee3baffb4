/// Which of a resource's objects are meant, as the server is told.
package struct ObjectSelectors: Hashable, Sendable {
    /// `app=web,tier!=front`; empty: all.
    package var label: String
    /// `type=Opaque`; empty: all.
    package var field: String

    package init(label: String = "", field: String = "") {
        self.label = label
        self.field = field
    }

    package var isEmpty: Bool { label.isEmpty && field.isEmpty }

    package var query: [(String, String)] {
        (label.isEmpty ? [] : [("labelSelector", label)]) + (field.isEmpty ? [] : [("fieldSelector", field)])
    }
}
