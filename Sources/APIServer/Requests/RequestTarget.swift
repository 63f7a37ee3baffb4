import KubeObjects

/// What a path means.
enum RequestTarget: Equatable, Sendable {
    /// A resource, as a collection or as one object, in a namespace, in all of them or in none.
    case resource(ResourceTarget)
    /// Anything else, by its path.
    case other

    /// - Throws: `APIError.unknownPath` for paths below `/api/v1` that mean nothing, 400 for names that are none.
    init(path: String) throws(APIError) {
        guard path.hasPrefix("/api/v1/") else {
            self = .other
            return
        }
        var segments: [String] = []
        for part in path.dropFirst("/api/v1/".count).split(separator: "/", omittingEmptySubsequences: false) {
            segments.append(try Self.decoded(part))
        }
        if segments.last == "" { segments.removeLast() }
        guard segments.first == "namespaces", segments.count >= 3,
            Resource.namespaces.subresource(named: segments[2]) == nil
        else {
            self = .resource(try ResourceTarget(segments[...], namespace: nil))
            return
        }
        let target = try ResourceTarget(segments[2...], namespace: segments[1])
        guard target.resource.isNamespaced else { throw .unknownPath }
        self = .resource(target)
    }

    /// A name in a path. What could leave its place, now or in anybody's later use of it, is no name.
    private static func decoded(_ segment: Substring) throws(APIError) -> String {
        var text = ""
        for character in segment {
            switch character {
            // These mean something in a query, which decodes the rest alike.
            case "+": text += "%2B"
            case "&": text += "%26"
            default: text.append(character)
            }
        }
        let name: String
        do throws(QueryError) {
            name = try QueryItems(parsing: "name=\(text)").string("name") ?? ""
        } catch {
            throw .badRequest("\(error)")
        }
        guard name != ".", name != "..", !name.utf8.contains(UInt8(ascii: "/")), !name.utf8.contains(0) else {
            throw .unknownPath
        }
        return name
    }
}

/// A resource and which of its objects.
struct ResourceTarget: Equatable, Sendable {
    var resource: Resource
    /// Nil: all namespaces, or the resource has none.
    var namespace: String?
    /// Nil: the collection.
    var name: String?
    var subresource: Subresource?

    init(_ segments: ArraySlice<String>, namespace: String?) throws(APIError) {
        var segments = segments
        guard let plural = segments.popFirst(), let resource = Resource.named(plural), segments.count <= 2 else {
            throw .unknownPath
        }
        self.resource = resource
        self.namespace = namespace
        name = segments.popFirst()
        if name == "" { throw .unknownPath }
        if let sub = segments.popFirst() {
            guard let known = resource.subresource(named: sub) else { throw .unknownPath }
            subresource = known
        }
        // One object of a namespaced resource is in a namespace.
        if name != nil, resource.isNamespaced, namespace == nil { throw .unknownPath }
    }
}
