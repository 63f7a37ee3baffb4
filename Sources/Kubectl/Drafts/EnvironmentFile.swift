import KubeObjects

/// A file of `KEY=value` lines, as `--from-env-file` reads it: no quotes, no escapes, spaces of values are kept.
///
/// Lines of any length are read; kubectl drops the rest of a file, silently, from a line of 64 KiB on.
/// Source: kubectl pkg/cmd/util env_file.go.
struct EnvironmentFile {
    var path: String
    var bytes: SecretBytes
    /// The value of a line that is only a name.
    var environment: (String) -> SecretBytes?

    /// - Throws: `KubectlError` for the first line that is wrong.
    func add(to data: inout DraftData) throws(KubectlError) {
        try bytes.withBytes { (bytes) throws(KubectlError) in
            var number = 0
            var start = 0
            while start < bytes.count {
                number += 1
                let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
                let count = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.count
                var line = rest[..<count]
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                try add(UnsafeRawBufferPointer(rebasing: line), number: number, to: &data)
                start += count + 1
            }
        }
    }

    private func add(_ line: UnsafeRawBufferPointer, number: Int, to data: inout DraftData) throws(KubectlError) {
        guard UTF8Text.validPrefix(of: line) == line.count else {
            throw KubectlError("env file \(path) contains invalid utf8 bytes at line \(number)")
        }
        let line = Self.withoutLeadingSpace(number == 1 ? UTF8Text.withoutByteOrderMark(line) : line)
        guard let first = line.first, first != UInt8(ascii: "#") else { return }
        let end = line.firstIndex(of: UInt8(ascii: "="))
        let key = String(decoding: line[..<(end ?? line.count)], as: UTF8.self)
        let complaints = NameRule.environmentFileKey(key)
        let shown = shown(key, hasValue: end != nil, number: number)
        guard complaints.isEmpty else {
            throw KubectlError("\(shown) is not a valid key name: \(complaints.joined(separator: ";"))")
        }
        if let end {
            try data.add(SecretBytes(copying: UnsafeRawBufferPointer(rebasing: line[(end + 1)...])), as: key)
        } else {
            try data.add(environment(key) ?? SecretBytes(utf8: ""), as: key)
        }
    }

    /// A bad key, or, where it may be a piece of a value that goes over several lines, its place.
    private func shown(_ key: String, hasValue: Bool, number: Int) -> String {
        let isName = !key.utf8.contains { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
        guard hasValue, isName, ShownKey.of(key) == key else { return "line \(number) of \(path)" }
        return key.goQuoted
    }

    private static func withoutLeadingSpace(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var count = 0
        var parser = Unicode.UTF8.ForwardParser()
        var bytes = line.makeIterator()
        while case .valid(let scalar) = parser.parseScalar(from: &bytes),
            Unicode.UTF8.decode(scalar).properties.isWhitespace
        {
            count += scalar.count
        }
        return UnsafeRawBufferPointer(rebasing: line[count...])
    }
}
