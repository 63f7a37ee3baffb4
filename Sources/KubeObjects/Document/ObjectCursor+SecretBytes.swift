extension ObjectCursor {
    /// A map of base64 texts, decoded. Null is an empty value, as in Kubernetes.
    func base64Map(_ field: String) -> [String: SecretBytes] {
        valueMap(field) { (text) throws(Base64Error) in try Base64.decode(text) }
    }

    /// A map of texts as their UTF-8 bytes. Null is an empty value; a number or boolean that lacks quotes is an error.
    func textMap(_ field: String) -> [String: SecretBytes] {
        valueMap(field) { (text) throws(Base64Error) in SecretBytes(utf8: text) }
    }

    private func valueMap(
        _ field: String,
        _ decode: (String) throws(Base64Error) -> SecretBytes
    ) -> [String: SecretBytes] {
        guard let map = object(field) else { return [:] }
        var values: [String: SecretBytes] = [:]
        values.reserveCapacity(map.members.count)
        for member in map.members {
            let node = member.value
            switch node.value {
            case .string(let text):
                do throws(Base64Error) {
                    values[member.key] = try decode(text)
                } catch {
                    log.error(map.path, key: member.key, "\(error)", at: node.mark)
                }
            case .null:
                values[member.key] = SecretBytes(utf8: "")
            default:
                log.typeError(map.path, key: member.key, expected: "string", found: node)
            }
        }
        return values
    }
}
