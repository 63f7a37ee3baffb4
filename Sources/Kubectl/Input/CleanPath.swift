/// The shortest path of the same meaning.
enum CleanPath {
    /// Without `.`, empty components and `..` behind a name, by the text alone.
    ///
    /// Source: Go path/filepath Clean.
    static func of(_ path: String) -> String {
        let isAbsolute = path.hasPrefix("/")
        var components: [Substring] = []
        for component in path.split(separator: "/") where component != "." {
            guard component == ".." else {
                components.append(component)
                continue
            }
            if let last = components.last, last != ".." {
                components.removeLast()
            } else if !isAbsolute {
                components.append(component)
            }
        }
        let joined = components.joined(separator: "/")
        if isAbsolute { return "/\(joined)" }
        return joined.isEmpty ? "." : joined
    }
}
