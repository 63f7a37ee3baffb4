/// The header by which a server warns of what it accepts.
///
/// Source: RFC 7234 section 5.5; k8s.io/apimachinery pkg/util/net ParseWarningHeader.
enum WarningHeader {
    /// The text in `299 - "text"`; nil for anything else.
    static func text(_ header: String) -> String? {
        let parts = header.split(separator: " ", maxSplits: 2)
        guard parts.count == 3, parts[0] == "299", parts[2].hasPrefix("\"") else { return nil }
        var text = ""
        var isEscaped = false
        for character in parts[2].dropFirst() {
            if isEscaped {
                text.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                return text
            } else {
                text.append(character)
            }
        }
        return nil
    }
}
