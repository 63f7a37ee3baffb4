import KubeObjects

/// Any object, field by field: Events, and whatever has no description of its own.
///
/// Source: kubectl pkg/describe genericDescriber.
enum GenericDescription {
    /// Said at the top, or of no use to people.
    private static let hidden: Set<String> = [
        ".metadata.managedFields", ".metadata.name", ".metadata.namespace", ".metadata.labels",
        ".metadata.annotations",
    ]
    private static let acronyms: Set<String> = ["API", "URL", "UID", "OSB", "GUID"]

    static func write(_ object: JSONValue, to description: inout Description) {
        description.writeHead(object)
        write(object.members ?? [:], at: "", level: 0, to: &description)
    }

    private static func write(
        _ members: [String: JSONValue],
        at path: String,
        level: Int,
        to description: inout Description
    ) {
        for (field, value) in members.sortedByKey {
            let inner = "\(path).\(field)"
            guard !hidden.contains(inner) else { continue }
            switch value {
            case .object(let members):
                description.write("\(label(field)):\n", level: level)
                write(members, at: inner, level: level + 1, to: &description)
            case .array(let elements):
                description.write("\(label(field)):\n", level: level)
                for element in elements {
                    if case .object(let members) = element {
                        write(members, at: inner, level: level + 1, to: &description)
                    } else {
                        description.write("\(text(of: element))\n", level: level + 1)
                    }
                }
            default: description.write("\(label(field)):\t\(text(of: value))\n", level: level)
            }
        }
    }

    private static func text(of value: JSONValue) -> String {
        let text = JSONValue.object(["value": value]).string("value")
        return value == .null ? "<nil>" : text
    }

    /// `apiVersion` is `API Version`; a field with other than letters and hyphens stays as it is.
    static func label(_ field: String) -> String {
        guard field.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || $0 == "-" }) else { return field }
        return words(of: field).map { word in
            acronyms.contains(word.uppercased()) ? word.uppercased() : word.prefix(1).uppercased() + word.dropFirst()
        }.joined(separator: " ")
    }

    /// Cut where small letters end, and before the last of several capitals: `APIVersion` is `API`, `Version`.
    private static func words(of field: String) -> [String] {
        var words: [String] = []
        let letters = Array(field)
        for (index, letter) in letters.enumerated() {
            let before = index > 0 ? letters[index - 1] : nil
            let next = index + 1 < letters.count ? letters[index + 1] : nil
            let isNew =
                before == nil || (letter.isUppercase && before?.isUppercase == false)
                || (letter.isUppercase && next?.isLowercase == true) || letter.isLetter != before?.isLetter
            if isNew { words.append("") }
            words[words.count - 1].append(letter)
        }
        return words
    }
}
