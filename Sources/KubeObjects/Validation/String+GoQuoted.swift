extension String {
    /// The string in double quotes with escapes, byte for byte what Go's `%q` prints.
    ///
    /// Source: Go strconv.Quote.
    package var goQuoted: String {
        var quoted = "\""
        for scalar in unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            scalar.appendPrintable(to: &quoted)
        }
        return quoted + "\""
    }

    /// The string with everything escaped that does not print, quotes and backslashes left as they are.
    package var printable: String {
        var result = ""
        for scalar in unicodeScalars { scalar.appendPrintable(to: &result) }
        return result
    }
}

extension Unicode.Scalar {
    fileprivate func appendPrintable(to text: inout String) {
        switch self {
        case "\u{07}": text += "\\a"
        case "\u{08}": text += "\\b"
        case "\u{0C}": text += "\\f"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        case "\u{0B}": text += "\\v"
        case _ where isGoPrintable: text.unicodeScalars.append(self)
        case _ where value < 0x80: text += "\\x" + hexadecimal(width: 2)
        case _ where value < 0x10000: text += "\\u" + hexadecimal(width: 4)
        default: text += "\\U" + hexadecimal(width: 8)
        }
    }

    /// Letters, marks, numbers, punctuation, symbols and the plain space. Source: Go unicode.IsPrint.
    private var isGoPrintable: Bool {
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

    private func hexadecimal(width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
