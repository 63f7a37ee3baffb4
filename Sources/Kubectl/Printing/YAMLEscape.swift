/// What stands for a character in YAML's double quotes.
///
/// Source: sigs.k8s.io/yaml goyaml.v2 emitterc.go.
enum YAMLEscape {
    static func text(of scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x00: "\\0"
        case 0x07: "\\a"
        case 0x08: "\\b"
        case 0x09: "\\t"
        case 0x0a: "\\n"
        case 0x0b: "\\v"
        case 0x0c: "\\f"
        case 0x0d: "\\r"
        case 0x1b: "\\e"
        case 0x22: "\\\""
        case 0x5c: "\\\\"
        case 0x85: "\\N"
        case 0xa0: "\\_"
        case 0x2028: "\\L"
        case 0x2029: "\\P"
        case 0...0xff: "\\x\(hexadecimal(scalar, 2))"
        case 0...0xffff: "\\u\(hexadecimal(scalar, 4))"
        default: "\\U\(hexadecimal(scalar, 8))"
        }
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar, _ width: Int) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
