/// The full name of a unit of the system's service manager.
package struct UnitName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Nil for what is no full name: a missing or unknown type, a leading dash, which systemctl would take for an option.
    ///
    /// Source: man 5 systemd.unit: 255 characters of letters, digits and `:-_.\@`.
    package init?(_ text: String) {
        guard text.utf8.count <= 255, text.utf8.first != UInt8(ascii: "-"), text.utf8.allSatisfy(Self.isOfName) else {
            return nil
        }
        guard Self.types.contains(where: { text.hasSuffix(".\($0)") && text.utf8.count > $0.utf8.count + 1 }) else {
            return nil
        }
        description = text
    }

    package static let types = ["service", "socket", "target", "timer", "path", "mount", "swap", "slice", "scope"]

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        case UInt8(ascii: "."), UInt8(ascii: "\\"), UInt8(ascii: "@"): true
        default: false
        }
    }
}
