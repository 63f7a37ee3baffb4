import Glibc

/// What this machine is called as a node.
enum NodeName {
    /// The hostname in small letters, as kubelet has it.
    static func ofThisMachine() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let name = buffer.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }.lowercased()
        return name.isEmpty ? "localhost" : name
    }
}
