extension String {
    /// The text as a Go string literal, as Kubernetes writes label values into downward API files.
    ///
    /// Source: Go strconv.Quote; kubelet pkg/fieldpath/fieldpath.go FormatMap.
    package var goQuoted: String {
        var quoted = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{07}": quoted += "\\a"
            case "\u{08}": quoted += "\\b"
            case "\u{0C}": quoted += "\\f"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0B}": quoted += "\\v"
            case let scalar where scalar.isGoPrintable: quoted.unicodeScalars.append(scalar)
            default: quoted += scalar.goEscape
            }
        }
        return quoted + "\""
    }
}

extension Unicode.Scalar {
    /// Letters, marks, numbers, punctuation, symbols and the ASCII space. Source: Go unicode.IsPrint.
    fileprivate var isGoPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: self == " "
        default: true
        }
    }

    fileprivate var goEscape: String {
        let digits = String(value, radix: 16)
        let (prefix, width) =
            switch value {
            case ..<0x80: ("\\x", 2)
            case ..<0x10000: ("\\u", 4)
            default: ("\\U", 8)
            }
        return prefix + String(repeating: "0", count: width - digits.count) + digits
    }
}
