import KubeObjects

/// A set of fields of an object, as a tree of the steps that lead to them.
struct FieldSet: Equatable, Sendable {
    /// The field that the steps up to here lead to is in the set itself, and not only fields below it.
    var isMember = false
    var children: [FieldElement: FieldSet] = [:]

    var isEmpty: Bool { !isMember && children.isEmpty }

    func union(_ other: FieldSet) -> FieldSet {
        FieldSet(
            isMember: isMember || other.isMember,
            children: children.merging(other.children) { $0.union($1) }
        )
    }

    func subtracting(_ other: FieldSet) -> FieldSet {
        var result = FieldSet(isMember: isMember && !other.isMember)
        for (element, child) in children {
            let rest = other.children[element].map { child.subtracting($0) } ?? child
            if !rest.isEmpty { result.children[element] = rest }
        }
        return result
    }

    func intersection(_ other: FieldSet) -> FieldSet {
        var result = FieldSet(isMember: isMember && other.isMember)
        for (element, child) in children {
            guard let shared = other.children[element].map({ child.intersection($0) }), !shared.isEmpty else {
                continue
            }
            result.children[element] = shared
        }
        return result
    }

    /// The fields as messages write them, sorted: `.data.k`, `.spec.containers[name="x"].image`.
    var shownPaths: [String] {
        var paths: [String] = []
        collect(into: &paths, below: "")
        return paths.sorted()
    }

    private func collect(into paths: inout [String], below path: String) {
        if isMember { paths.append(path) }
        for (element, child) in children { child.collect(into: &paths, below: path + element.shown) }
    }
}

extension FieldSet {
    private static let itself = "."

    /// Reads the value of `fieldsV1`. What is no field there is left out.
    init(fieldsV1: JSONValue) {
        for (name, value) in fieldsV1.members ?? [:] {
            if name == Self.itself {
                isMember = true
            } else if case .object = value {
                var child = FieldSet(fieldsV1: value)
                if child.children.isEmpty { child.isMember = true }
                children[FieldElement(notation: name)] = child
            }
        }
    }

    /// The value of `fieldsV1`: a field with nothing below is `{}`, one with something below has a member `.`.
    var fieldsV1: JSONValue {
        var members: [String: JSONValue] = [:]
        for (element, child) in children { members[element.notation] = child.fieldsV1 }
        if isMember, !children.isEmpty { members[Self.itself] = .object([:]) }
        return .object(members)
    }
}
