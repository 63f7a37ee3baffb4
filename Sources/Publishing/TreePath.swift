import Glibc
import LinuxSystem
import SystemPackage

/// The path of a tree's root.
package enum TreePath {
    /// Makes the directory at `path` and its parents where they are missing.
    ///
    /// What is mounted there already is not asked for anything: it may be a filesystem that nobody serves.
    ///
    /// - Parameter made: Gets what was made, outermost first, also when this throws.
    /// - Returns: The path as the mount table has it: absolute, without a link above its last component.
    package static func make(_ path: String, noting made: inout [String]) throws(PublishError) -> String {
        let path = trimmed(path)
        try makeDirectories(path, noting: &made)
        let last = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) }
        if last == nil || last == "." || last == ".." { return try resolved(path) }
        guard let slash = path.lastIndex(of: "/") else { return try "\(resolved("."))/\(path)".cleaned }
        let parent = slash == path.startIndex ? "/" : String(path[..<slash])
        let name = path[path.index(after: slash)...]
        return try "\(resolved(parent))/\(name)".cleaned
    }

    private static func resolved(_ path: String) throws(PublishError) -> String {
        guard let text = realpath(path, nil) else { throw .system(.last("realpath", path)) }
        defer { free(text) }
        return String(cString: text)
    }

    static func makeDirectories(_ path: String, noting made: inout [String]) throws(PublishError) {
        var ends = path.utf8.indices.filter { path.utf8[$0] == UInt8(ascii: "/") && $0 != path.startIndex }
        ends.append(path.endIndex)
        for end in ends {
            let directory = String(path[..<end])
            if mkdir(directory, 0o755) == 0 {
                made.append(directory)
            } else if Glibc.errno != EEXIST {
                throw .system(.last("mkdir", directory))
            }
        }
    }

    /// Without slashes at the end; `/` stays.
    static func trimmed(_ path: String) -> String {
        var path = path
        while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
        return path
    }
}

extension String {
    /// One slash for two at the beginning.
    fileprivate var cleaned: String { hasPrefix("//") ? String(dropFirst()) : self }
}
