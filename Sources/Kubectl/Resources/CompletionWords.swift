package import APIServer

/// What may stand at the cursor of a command of kubectl's grammar: types, names, or both as `type/name`.
package enum CompletionWords: Equatable, Sendable {
    /// A type: the words themselves.
    case types([String])
    /// The name of one of these objects, put behind `prefix`.
    case names(Resource, prefix: String)
    case nothing

    /// - Parameters:
    ///   - words: The positional words before the cursor, without the verb.
    ///   - current: What stands at the cursor already.
    package init(after words: [String], current: String) {
        if let slash = current.firstIndex(of: "/") {
            let resources = ResourceName.resources(named: String(current[..<slash]))
            self = resources.count == 1 ? .names(resources[0], prefix: String(current[...slash])) : .nothing
        } else if words.isEmpty {
            self = .types(Resource.all.filter { !$0.allows(.create) ? $0.name == "nodes" : true }.map(\.name))
        } else if words[0].contains("/") {
            self = .nothing
        } else {
            let resources = ResourceName.resources(named: words[0])
            self = resources.count == 1 ? .names(resources[0], prefix: "") : .nothing
        }
    }
}
