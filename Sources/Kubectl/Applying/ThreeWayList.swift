import APIServer
import KubeObjects

/// A list that is applied to a list.
struct ThreeWayList {
    let name: String
    let original: [JSONValue]
    let current: [JSONValue]

    /// - Throws: `PatchError.malformed` for an element without the key that tells the elements apart.
    func merged(with modified: [JSONValue], rule: FieldRule) throws(PatchError) -> [JSONValue] {
        switch rule.listPatch {
        case .replace: return modified
        case .union: return union(modified)
        case .merge(let key): return try merge(modified, by: key, type: rule.type)
        }
    }

    private func union(_ modified: [JSONValue]) -> [JSONValue] {
        let gone = Set(original).subtracting(modified)
        var seen: Set<JSONValue> = []
        let all = (current.filter { !gone.contains($0) } + modified).filter { seen.insert($0).inserted }
        return ElementOrder.arrange(all.map { (identity: $0, element: $0) }, wanted: modified, old: current)
    }

    private func merge(_ modified: [JSONValue], by key: String, type: SchemaType) throws(PatchError) -> [JSONValue] {
        var wanted: [JSONValue] = []
        for element in modified {
            guard let identity = element[key], identity != .null else {
                throw .malformed("an element of \(name.goQuoted) does not have the merge key \(key.goQuoted)")
            }
            wanted.append(identity)
        }
        // Two ports of one number and two protocols: the key does not tell them apart, so the file's list is the list.
        guard Set(wanted).count == wanted.count else { return modified }

        let gone = Set(original.compactMap { $0[key] }).subtracting(wanted)
        var elements: [(identity: JSONValue, element: JSONValue)] = []
        for element in current {
            guard let identity = element[key], !gone.contains(identity) else { continue }
            elements.append((identity, element))
        }
        for (identity, element) in zip(wanted, modified) {
            let place = elements.firstIndex { $0.identity == identity }
            let merged = JSONValue.object(
                try ThreeWayMerge.members(
                    original.first { $0[key] == identity }?.members ?? [:],
                    element.members ?? [:],
                    place.map { elements[$0].element }?.members ?? [:],
                    type: type
                )
            )
            if let place { elements[place].element = merged } else { elements.append((identity, merged)) }
        }
        return ElementOrder.arrange(elements, wanted: wanted, old: current.map { $0[key] ?? .null })
    }
}
