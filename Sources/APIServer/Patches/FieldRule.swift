/// How a field of a Kubernetes object takes part in merges.
package struct FieldRule: Sendable {
    /// What a strategic merge patch does with a list. Objects are always merged.
    package enum ListPatch: Equatable, Sendable {
        case replace
        /// Elements with the same value of this member are merged.
        case merge(key: String)
        /// The elements are plain values; new ones are added.
        case union
    }

    /// What server-side apply does with a value, and so what parts of it have owners.
    enum Ownership: Equatable, Sendable {
        /// Objects by member, lists as one.
        case granular
        case atomic
        /// A list whose elements are told apart by these members. A member that has a default may be left out.
        case map(keys: [String], defaults: [String: String])
        /// A list of plain values.
        case set
    }

    /// The type of the object, or of the list's elements.
    package var type: SchemaType
    package var listPatch: ListPatch
    var ownership: Ownership
    /// How one element of the list, an object, is owned.
    var elementIsAtomic = false

    /// What holds for fields that the table does not name.
    static let open = object(.open)

    static func object(_ type: SchemaType) -> FieldRule {
        FieldRule(type: type, listPatch: .replace, ownership: .granular)
    }

    /// An object or list that one owner has as a whole.
    static let atomic = FieldRule(type: .open, listPatch: .replace, ownership: .atomic)

    /// Finalizers and the like.
    static let set = FieldRule(type: .open, listPatch: .union, ownership: .set)

    /// A list with one and the same key for patches and for owners.
    static func list(_ key: String, of type: SchemaType = .open, elementIsAtomic: Bool = false) -> FieldRule {
        FieldRule(
            type: type,
            listPatch: .merge(key: key),
            ownership: .map(keys: [key], defaults: [:]),
            elementIsAtomic: elementIsAtomic
        )
    }

    static func list(_ key: String, of type: SchemaType = .open, ownership: Ownership) -> FieldRule {
        FieldRule(type: type, listPatch: .merge(key: key), ownership: ownership)
    }

    /// The field is a list whose elements have owners of their own.
    var hasOwnedElements: Bool {
        switch ownership {
        case .map, .set: true
        case .granular, .atomic: false
        }
    }

    /// The rule for one element of the list.
    var element: FieldRule {
        elementIsAtomic ? .atomic : .object(type)
    }
}
