extension VolumeMount {
    /// The mountPath as names below a root, without what is superfluous: `/etc//tls/` is `etc`, `tls`.
    ///
    /// Split by bytes, as the kernel splits: to Swift, a slash with a combining mark behind it is another character.
    package var pathComponents: [String] {
        mountPath.utf8.split(separator: UInt8(ascii: "/"))
            .map { String(decoding: $0, as: UTF8.self) }
            .filter { $0 != "." }
    }
}
