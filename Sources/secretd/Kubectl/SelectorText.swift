import Kubectl

/// What somebody types to say which objects are meant, where leaving it empty would mean all of them.
enum SelectorText {
    /// - Parameter option: Its name, `--selector`.
    /// - Returns: The text; nil where the option is not given.
    /// - Throws: Where it selects everything, as an unset variable does: a change to all objects has to be asked for.
    static func given(_ text: String?, _ option: String) throws(KubectlError) -> String? {
        guard let text else { return nil }
        guard text.contains(where: { !$0.isWhitespace && $0 != "," }) else {
            throw KubectlError("\(option) is empty, which would mean all objects: say --all for that")
        }
        return text
    }
}
