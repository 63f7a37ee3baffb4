/// The `labelSelector` of a query: requirements that all must hold. The empty text selects everything.
package struct LabelSelector: Hashable, Sendable {
    let requirements: [LabelRequirement]

    /// - Throws: `SelectorError` where the text is no selector, or has a key or a value that no label can have.
    package init(parsing text: String) throws(SelectorError) {
        var parser = LabelSelectorParser(text)
        requirements = try parser.selector()
    }

    package func matches(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { $0.matches(labels) }
    }
}
