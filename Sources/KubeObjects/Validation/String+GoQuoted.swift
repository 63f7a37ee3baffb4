extension String {
    /// The string in double quotes with escapes, byte for byte what Go's `%q` prints.
    ///
    /// Source: Go strconv.Quote.
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
            case _ where scalar.isGoPrintable: quoted.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x80: quoted += "\\x" + scalar.hexadecimal(width: 2)
            case _ where scalar.value < 0x10000: quoted += "\\u" + scalar.hexadecimal(width: 4)
            default: quoted += "\\U" + scalar.hexadecimal(width: 8)
            }
        }
        return quoted + "\""
    }
}

extension Unicode.Scalar {
    /// Letters, marks, numbers, punctuation, symbols and the plain space. Source: Go unicode.IsPrint.
    fileprivate var isGoPrintable: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .enclosingMark,
            .decimalNumber, .letterNumber, .otherNumber,
            .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation,
            .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            true
        default:
            self == " "
        }
    }

    fileprivate func hexadecimal(width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
