/// What systemd asks for with `LoadCredential=ID:/path/of/socket`: it binds its end of the connection to an abstract name
/// that says for which unit and under which name, and sends nothing.
///
/// Source: man 5 systemd.exec, LoadCredential=; systemd src/core/exec-credential.c: `@%PRIx64/unit/%s/%s`, the number not
/// padded.
package struct CredentialRequest: Hashable, Sendable {
    /// `nginx.service`.
    package let unit: String
    /// The credential's name.
    package let id: String

    package init(unit: String, id: String) {
        self.unit = unit
        self.id = id
    }

    /// From the address that `getpeername` tells, without its family.
    ///
    /// - Returns: Nil for any other address: a path, none, or one with more or less in it.
    package init?(address: some Sequence<UInt8>) {
        let address = Array(address)
        guard address.first == 0 else { return nil }
        let parts = address.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 4, (1...16).contains(parts[0].count), parts[0].allSatisfy(Self.isHexadecimal),
            parts[1].elementsEqual("unit".utf8), Self.isUnit(parts[2]), Self.isID(parts[3])
        else { return nil }
        unit = String(decoding: parts[2], as: UTF8.self)
        id = String(decoding: parts[3], as: UTF8.self)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }

    /// Source: man 5 systemd.unit.
    private static func isUnit(_ name: ArraySlice<UInt8>) -> Bool {
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex, dot < name.endIndex - 1 else {
            return false
        }
        return name.count <= 255
            && name.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: ":_.\\-@".utf8.contains(byte)
                }
            }
    }

    /// Source: systemd credential_name_valid: a file's name, printable, with no colon.
    package static func isID(_ name: some Collection<UInt8>) -> Bool {
        (1...255).contains(name.count) && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8)
            && name.allSatisfy {
                $0 >= 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":")
            }
    }
}
