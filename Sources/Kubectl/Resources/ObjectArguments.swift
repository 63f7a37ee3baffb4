package import APIServer

/// Which objects the arguments of a command mean: `TYPE[,TYPE…] [NAME…]` or `TYPE/NAME …`.
///
/// Source: k8s.io/cli-runtime pkg/resource Builder.
package struct ObjectArguments {
    package enum Target: Hashable, Sendable {
        case named(Resource, String)
        /// All objects of a resource, or those that a selector leaves.
        case all(Resource)

        package var resource: Resource {
            switch self {
            case .named(let resource, _), .all(let resource): resource
            }
        }
    }

    /// What a type without names means.
    package enum Bulk: Sendable {
        /// All objects: `get`, `describe`, `edit`.
        case implied
        /// What a selector or `--all` leaves; names are refused.
        case selected
        /// A mistake: `delete`, `label` and others that had better not mean everything.
        case refused
    }

    /// Of nothing at all, where a command has no words of its own.
    package static let nothingGiven = KubectlError(
        """
        You must provide one or more resources by argument or filename.
        Example resource specifications include:
           '-f rsrc.yaml'
           '--filename=rsrc.json'
           '<resource> <name>'
           '<resource>'
        """
    )

    /// - Parameter allNamespaces: Whether `-A` is given, with which nothing that lies in a namespace has a name.
    /// - Returns: In the order of the arguments, a resource once for `.all`.
    /// - Throws: Where a type is unknown, or the arguments do not fit together.
    package static func parse(
        _ arguments: [String],
        bulk: Bulk = .implied,
        allNamespaces: Bool = false
    ) throws(KubectlError) -> [Target] {
        let slashes = arguments.count { $0.contains("/") }
        guard slashes == 0 || slashes == arguments.count else {
            throw KubectlError(
                "there is no need to specify a resource type as a separate argument when passing arguments in "
                    + "resource/name form (e.g. 'secretd get resource/<resource_name>' instead of "
                    + "'secretd get resource resource/<resource_name>'"
            )
        }
        let pairs = try slashes > 0 ? arguments.map(pair) : product(arguments)
        guard pairs.isEmpty else {
            guard bulk != .selected else {
                throw KubectlError("selectors and the all flag cannot be used when passing resource/name arguments")
            }
            return try targets(pairs, allNamespaces)
        }
        guard let type = arguments.first else { throw nothingGiven }
        let names = arguments.dropFirst()
        guard names.isEmpty || bulk != .selected else {
            throw KubectlError("name cannot be provided when a selector is specified")
        }
        var resources: [Resource] = []
        for word in words(type) { resources += try self.resources(named: word) }
        guard names.isEmpty else {
            guard resources.count == 1 else { throw KubectlError("you must specify only one resource") }
            return try targets(names.map { (resources[0], $0) }, allNamespaces)
        }
        guard bulk != .refused else {
            throw KubectlError("resource(s) were provided, but no name was specified")
        }
        var seen: Set<Resource> = []
        return resources.filter { seen.insert($0).inserted }.map { .all($0) }
    }

    /// The one resource that `type` names, which is no category.
    package static func resource(named type: String) throws(KubectlError) -> Resource {
        let found = ResourceName.resources(named: type)
        guard found.count == 1, !found[0].categories.contains(type.lowercased()) else { throw unknown(type) }
        return found[0]
    }

    private static func resources(named type: String) throws(KubectlError) -> [Resource] {
        let found = ResourceName.resources(named: type)
        guard !found.isEmpty else { throw unknown(type) }
        return found
    }

    private static func unknown(_ type: String) -> KubectlError {
        let name = type.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        return KubectlError("the server doesn't have a resource type \"\(name)\"")
    }

    /// `secret/x`
    private static func pair(_ argument: String) throws(KubectlError) -> (Resource, String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            throw KubectlError("arguments in resource/name form may not have more than one slash")
        }
        guard !parts[0].isEmpty, !parts[1].isEmpty, words(parts[0]).count == 1 else {
            throw KubectlError("arguments in resource/name form must have a single resource and name")
        }
        return (try resource(named: parts[0]), parts[1])
    }

    /// `secret,cm a b` is `secret/a secret/b cm/a cm/b`; empty where there is one type, or no name.
    private static func product(_ arguments: [String]) throws(KubectlError) -> [(Resource, String)] {
        guard arguments.count > 1, case let types = words(arguments[0]), types.count > 1 else { return [] }
        var pairs: [(Resource, String)] = []
        for type in types {
            for name in arguments.dropFirst() { pairs.append(try pair("\(type)/\(name)")) }
        }
        return pairs
    }

    private static func targets(
        _ pairs: [(Resource, String)],
        _ allNamespaces: Bool
    ) throws(KubectlError) -> [Target] {
        guard !allNamespaces || !pairs.contains(where: \.0.isNamespaced) else {
            throw KubectlError("a resource cannot be retrieved by name across all namespaces")
        }
        guard pairs.allSatisfy({ !$0.1.isEmpty }) else { throw KubectlError("resource name may not be empty") }
        return pairs.map { .named($0, $1) }
    }

    /// The parts of a list with commas, each once.
    private static func words(_ list: String) -> [String] {
        var seen: Set<String> = []
        return list.split(separator: ",", omittingEmptySubsequences: false).map(String.init).filter {
            seen.insert($0).inserted
        }
    }
}
