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
    mutating func mark(of path: String) -> SourceMark {
        mark(of: path[...], in: root, begunAt: root.mark)
    }

    private mutating func mark(of path: Substring, in node: DocumentNode, begunAt start: SourceMark) -> SourceMark {
        switch node.value {
        case .object(let members):
            for (name, rest) in Self.splits(of: path) {
                guard let member = member(name, of: members, at: node.mark) else { continue }
                // A complaint about an entry of a map is mostly one about its key.
                let isEntry = path.first == "["
                if rest.isEmpty { return isEntry || !member.value.isScalar ? member.keyMark : member.value.mark }
                return mark(of: rest, in: member.value, begunAt: member.keyMark)
            }
            return start
        case .array(let elements):
            guard path.first == "[", let end = path.firstIndex(of: "]"),
                let index = Int(path[path.index(after: path.startIndex)..<end]), elements.indices.contains(index)
            else { return start }
            let element = elements[index]
            return mark(of: path[path.index(after: end)...], in: element, begunAt: element.mark)
        default:
            return node.mark
        }
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
