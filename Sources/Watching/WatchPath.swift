import Glibc

/// The path of a watched directory, and the directories above it.
struct WatchPath: Equatable {
    /// Absolute, with no slash at the end.
    let text: String

    /// - Parameters:
    ///   - text: As typed. Of `volume/..data` the volume is meant: the link itself does not live long.
    ///   - current: The working directory.
    init(_ text: String, in current: String) {
        var parts = text.split(separator: "/").map(String.init)
        if !text.hasPrefix("/") { parts = current.split(separator: "/").map(String.init) + parts }
        parts.removeAll { $0 == "." }
        if parts.last == VolumeReader.dataName { parts.removeLast() }
        self.text = "/" + parts.joined(separator: "/")
    }

    /// Each directory above, the nearest first, with the name in it that leads on.
    var parents: [(directory: String, name: String)] {
        let parts = text.split(separator: "/").map(String.init)
        return parts.indices.reversed().map { index in
            ("/" + parts[..<index].joined(separator: "/"), parts[index])
        }
    }
}
