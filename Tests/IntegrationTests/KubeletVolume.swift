import Foundation
import Glibc
import TestSupport

/// A directory that is written as kubelet does it: every file anew each time.
///
/// Source: kubelet pkg/volume/util/atomic_writer.go Write.
final class KubeletVolume {
    let path: String
    private var names: Set<String> = []
    private var number = 0
    private(set) var generation = ""

    init(_ path: String) {
        self.path = path
    }

    /// Makes `files` the content. Nested paths are links of their first component.
    func write(_ files: [String: String], mode: mode_t = 0o644) throws {
        number += 1
        let old = generation
        let digits = String(number)
        let new = "..2026_11_24_21_00_00." + String(repeating: "0", count: 10 - digits.utf8.count) + digits
        try check(mkdir("\(path)/\(new)", 0o700), new)
        try check(chmod("\(path)/\(new)", 0o755), new)
        for (name, text) in files {
            let parts = name.split(separator: "/")
            for index in parts.indices.dropLast() {
                mkdir("\(path)/\(new)/\(parts[...index].joined(separator: "/"))", 0o755)
            }
            try writeFile(text, to: "\(path)/\(new)/\(name)")
            try check(chmod("\(path)/\(new)/\(name)", mode), name)
        }
        try check(symlink(new, "\(path)/..data_tmp"), "..data_tmp")
        try check(rename("\(path)/..data_tmp", "\(path)/..data"), "..data")
        let links = Set(files.keys.map { String($0.split(separator: "/")[0]) })
        for name in links.subtracting(names) { try check(symlink("..data/\(name)", "\(path)/\(name)"), name) }
        for name in names.subtracting(links) { try check(unlink("\(path)/\(name)"), name) }
        names = links
        generation = new
        if !old.isEmpty { removeTree("\(path)/\(old)") }
    }

    private func check(_ result: Int32, _ name: String) throws {
        guard result == 0 else { throw TestEnvironmentError.write("\(path)/\(name)", errno) }
    }
}
