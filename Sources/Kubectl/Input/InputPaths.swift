import Glibc
import LinuxSystem
import SystemPackage

/// Finds the files that the arguments of `-f` mean.
enum InputPaths {
    static let standardInput = "-"
    private static let extensions = ["json", "yaml", "yml"]

    /// The files in the order in which kubectl reads them: of a directory those with its extensions, sorted; `-` for
    /// standard input.
    ///
    /// Source: k8s.io/cli-runtime pkg/resource builder.go FilenameParam, ExpandPathsToFileVisitors.
    ///
    /// - Parameter recursive: Whether directories in directories count.
    /// - Throws: All that is wrong with the arguments.
    static func expand(_ paths: [String], recursive: Bool) throws(KubectlError) -> [String] {
        var files: [String] = []
        var failures = ObjectFailures()
        for path in paths {
            if path == standardInput {
                if files.contains(standardInput) {
                    failures.append(.text("standard input cannot be used for multiple arguments"))
                }
                files.append(path)
            } else if path.hasPrefix("http://") || path.hasPrefix("https://") {
                failures.append(.text("\(path): URLs are not read; fetch it, and give the file or - to -f"))
            } else {
                let matches = matches(path)
                if matches.isEmpty { failures.append(.text("the path \"\(path)\" does not exist")) }
                for match in matches {
                    do throws(InputFailure) {
                        files += try expand(match, recursive: recursive)
                    } catch {
                        failures.append(.text("open \(error)"))
                    }
                }
                if files.isEmpty, failures.isEmpty {
                    let known = extensions.map { ".\($0)" }.joined(separator: " ")
                    failures.append(.text("error reading [\(path)]: recognized file extensions are [\(known)]"))
                }
            }
        }
        if let error = failures.error() { throw error }
        return files
    }

    /// The path itself, or what it means as a pattern such as `*.yaml`, sorted.
    private static func matches(_ path: String) -> [String] {
        var status = stat()
        if lstat(path, &status) == 0 { return [path] }
        guard path.contains(where: { "*?[".contains($0) }) else { return [] }
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(path, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { index in found.gl_pathv[index].map { String(cString: $0) } }
    }

    private static func expand(_ path: String, recursive: Bool) throws(InputFailure) -> [String] {
        guard FileStatus(following: path)?.kind == .directory else { return [path] }
        return try files(inDirectory: path, recursive: recursive)
    }

    private static func files(inDirectory path: String, recursive: Bool) throws(InputFailure) -> [String] {
        let entries: [DirectoryEntry]
        do throws(SystemError) {
            // With the dot behind it, a link to a directory is followed: somebody has typed it.
            entries = try Directory(opening: path + "/.").entries()
        } catch {
            throw InputFailure(path: path, code: error.errno.rawValue)
        }
        var files: [String] = []
        for entry in entries.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            let file = CleanPath.of("\(path)/\(entry.name)")
            if entry.kind == .directory {
                if recursive { files += try Self.files(inDirectory: file, recursive: true) }
            } else if extensions.contains(where: { entry.name.hasSuffix(".\($0)") }) {
                files.append(file)
            }
        }
        return files
    }
}
