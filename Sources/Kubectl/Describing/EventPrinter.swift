package import KubeObjects

/// Events as text, in the form that was asked for.
package struct EventPrinter {
    private let printer: ObjectPrinter?
    private var rows: EventRows

    /// - Parameter output: `json`, `yaml` and the like; nil for a table.
    /// - Throws: Where `output` is none.
    package init(output: String?, showsNamespaces: Bool, showsHeader: Bool) throws(KubectlError) {
        if let output { printer = try ObjectPrinter(parsing: output) } else { printer = nil }
        rows = EventRows(showsNamespaces: showsNamespaces, showsHeader: showsHeader)
    }

    /// The Events that there are.
    ///
    /// kubectl prints nothing with `-o name`; here each Event has its line.
    ///
    /// - Throws: As `ObjectPrinter`.
    package mutating func text(of events: [JSONValue], clock: LocalClock) throws(KubectlError) -> String {
        guard let printer else { return rows.text(of: events, clock: clock) }
        return try printer.text(of: EventLister.list(of: events), keys: .typed)
    }

    /// One more that has just happened.
    package mutating func text(ofNew event: JSONValue, clock: LocalClock) throws(KubectlError) -> String {
        guard let printer else { return rows.text(of: [event], clock: clock) }
        return try printer.text(of: EventLister.typed(event), keys: .typed)
    }
}
