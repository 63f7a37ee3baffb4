import KubeObjects

/// Reads the name of a rule.
struct RuleName {
    let log: DecodingLog

    func decode(_ rule: ObjectCursor) -> String? {
        let path = rule.path(of: "name")
        guard rule.node("name") != nil else {
            log.error(path, "is required", at: rule.mark)
            return nil
        }
        guard let name = rule.string("name") else { return nil }
        guard (1...63).contains(name.utf8.count), name.utf8.allSatisfy(Self.isOfName) else {
            let reason = "must be 1 to 63 letters, digits, '-', '_' and '.'"
            log.error(path, reason, at: rule.mark(of: "name"))
            return nil
        }
        return name
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }
}
