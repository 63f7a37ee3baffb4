import KubeObjects

/// Fields as Go's typed structs have them: what is not there is empty.
extension JSONValue {
    /// The text of a member, of a number or a truth too.
    func string(_ name: String) -> String {
        switch self[name] {
        case .string(let text): text
        case .integer(let integer): "\(integer)"
        case .number(let text): text
        case .bool(let bool): "\(bool)"
        default: ""
        }
    }

    func number(_ name: String) -> Int64 { self[name]?.integer ?? 0 }

    func isTrue(_ name: String) -> Bool { self[name]?.bool ?? false }

    func list(_ name: String) -> [JSONValue] { self[name]?.elements ?? [] }

    func texts(_ name: String) -> [String: String] { self[name]?.texts ?? [:] }
}

extension JSONValue? {
    func string(_ name: String) -> String { self?.string(name) ?? "" }
    func number(_ name: String) -> Int64 { self?.number(name) ?? 0 }
    func isTrue(_ name: String) -> Bool { self?.isTrue(name) ?? false }
    func list(_ name: String) -> [JSONValue] { self?.list(name) ?? [] }
    func texts(_ name: String) -> [String: String] { self?.texts(name) ?? [:] }
}

extension Dictionary where Key == String {
    /// Sorted by the bytes of the keys.
    var sortedByKey: [(key: String, value: Value)] {
        sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }
}
