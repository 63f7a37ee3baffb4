import Foundation
import Glibc
package import LinuxSystem

/// What a volume looks like to a reader, by paths alone.
package enum Listing {
    /// Every file reachable through the visible names, with its text.
    package static func files(at root: String) -> [String: String] {
        var found: [String: String] = [:]
        for name in names(at: root) where !name.hasPrefix("..") { collect("\(root)/\(name)", name, &found) }
        return found
    }

    private static func collect(_ path: String, _ name: String, _ found: inout [String: String]) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            found[name] = "(dangling)"
            return
        }
        if isDirectory.boolValue {
            for child in names(at: path) { collect("\(path)/\(child)", "\(name)/\(child)", &found) }
        } else {
            found[name] = text(path) ?? "(unreadable)"
        }
    }

    package static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// All names of a directory, sorted.
    package static func names(at path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    package static func destination(_ path: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    }

    /// The status of what stands at `path` itself.
    package static func status(_ path: String) -> FileStatus? {
        var raw = stat()
        return lstat(path, &raw) == 0 ? FileStatus(raw) : nil
    }

    /// The status of the file that `path` leads to.
    package static func target(_ path: String) -> FileStatus? {
        var raw = stat()
        return stat(path, &raw) == 0 ? FileStatus(raw) : nil
    }

    /// What is wrong with a volume's root: names of the writer's own beside the live generation, dangling links.
    package static func untidiness(at root: String) -> [String] {
        let live = destination("\(root)/..data")
        return names(at: root).filter { name in
            if name == "..data" || name == live { return false }
            return name.hasPrefix("..") || target("\(root)/\(name)") == nil
        }
    }
}
