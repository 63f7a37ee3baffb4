/// Finds where the fields that validation complains about stand in a document.
struct FieldMarks {
    /// Objects with more members than this get a table.
    private static let linearLimit = 32

    private let root: DocumentNode
    /// Tables of the large objects, by the object's place: thousands of bad keys must not cost thousands of searches each.
    private var tables: [SourceMark: [String: Int]] = [:]

    init(_ root: DocumentNode) {
        self.root = root
    }

    /// The place of the field `path`, for example `spec.volumes[0].secret.items[1].path`, `data[a.b]` or
    /// `metadata.annotations['a/b']`; where there is no such field, that of the innermost field around it.
    ///
    /// Validation sees a Secret's `stringData` as `data`; its entries are found where they stand.
    mutating func mark(of path: String) -> SourceMark {
        if path.hasPrefix("data["), let mark = find("stringData\(path.dropFirst(4))").exact { return mark }
        let found = find(path)
        if path == "data", !found.isExact, let mark = find("stringData").exact { return mark }
        return found.nearest
    }

    /// Where a search ended, and whether it found the very field.
    private struct Found {
        var nearest: SourceMark
        var isExact = false

        var exact: SourceMark? { isExact ? nearest : nil }
    }

    private mutating func find(_ path: String) -> Found {
        var node = root
        var rest = path[...]
        var found = Found(nearest: root.mark)
        while !rest.isEmpty {
            switch node.value {
            case .object(let members):
                // A complaint about an entry of a map is mostly one about its key.
                let isEntry = rest.first == "["
                guard let (member, left) = step(into: members, of: node, along: rest) else { return found }
                found.nearest = isEntry || !member.value.isScalar ? member.keyMark : member.value.mark
                node = member.value
                rest = left
            case .array(let elements):
                guard let (element, left) = Self.step(into: elements, along: rest) else { return found }
                found.nearest = element.mark
                node = element
                rest = left
            default:
                return found
            }
        }
        found.isExact = true
        return found
    }

    private mutating func step(
        into members: [DocumentNode.Member],
        of node: DocumentNode,
        along path: Substring
    ) -> (DocumentNode.Member, Substring)? {
        for (name, rest) in Self.splits(of: path) {
            if let member = member(name, of: members, at: node.mark) { return (member, rest) }
        }
        return nil
    }

    private static func step(into elements: [DocumentNode], along path: Substring) -> (DocumentNode, Substring)? {
        guard path.first == "[", let end = path.firstIndex(of: "]"),
            let index = Int(path[path.index(after: path.startIndex)..<end]), elements.indices.contains(index)
        else { return nil }
        return (elements[index], path[path.index(after: end)...])
    }

    private mutating func member(
        _ name: Substring,
        of members: [DocumentNode.Member],
        at mark: SourceMark
    ) -> DocumentNode.Member? {
        guard members.count > Self.linearLimit else { return members.first { $0.key == name } }
        if tables[mark] == nil {
            tables[mark] = Dictionary(
                members.indices.map { (members[$0].key, $0) },
                uniquingKeysWith: { first, _ in first }
            )
        }
        return tables[mark]?[String(name)].map { members[$0] }
    }

    /// The ways to take a member's name off the front of a path. A name in brackets may hold brackets itself.
    private static func splits(of path: Substring) -> [(name: Substring, rest: Substring)] {
        let inner = path.first == "." ? path.dropFirst() : path
        guard inner.first == "[" else {
            let end = inner.firstIndex { $0 == "." || $0 == "[" } ?? inner.endIndex
            return end == inner.startIndex ? [] : [(inner[..<end], inner[end...])]
        }
        var splits: [(Substring, Substring)] = []
        let subscripted = inner.dropFirst()
        var ends = [subscripted.firstIndex(of: "]")]
        let last = subscripted.lastIndex(of: "]")
        if last != ends[0] { ends.append(last) }
        for case let end? in ends {
            let name = subscripted[..<end]
            let rest = subscripted[subscripted.index(after: end)...]
            splits.append((name, rest))
            if name.count >= 2, name.first == "'", name.last == "'" {
                splits.append((name.dropFirst().dropLast(), rest))
            }
        }
        return splits
    }
}

extension DocumentNode {
    fileprivate var isScalar: Bool {
        switch value {
        case .array, .object: false
        default: true
        }
    }
}
