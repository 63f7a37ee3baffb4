import Glibc
import LinuxSystem
import SystemPackage

/// The way from `/` to where a path leads now: every directory and every symlink on it.
///
/// Whoever watches a path has to watch all of that, because each of them can be replaced.
struct PathTrace: Hashable, Sendable {
    /// A name looked up in a directory.
    struct Step: Hashable, Sendable {
        /// Absolute, and without symlinks.
        var directory: String
        var name: String

        var path: String { directory == "/" ? "/\(name)" : "\(directory)/\(name)" }
    }

    enum End: Hashable, Sendable {
        /// A directory at this path, which is absolute and without symlinks.
        case directory(String, entry: Step)
        /// Something that is no directory: a file, a FIFO, …
        case file(Step)
        /// Nothing at this step, or nothing that may be looked at.
        case missing(Step, Errno)
    }

    /// As many as the kernel follows. Source: man 7 path_resolution.
    private static let maximumLinks = 40

    /// The symlinks on the way, in order.
    private(set) var links: [Step] = []
    /// The directories on the way, from below `/`, in order; without the one that the path ends at.
    private(set) var ancestors: [String] = []
    private(set) var end: End

    /// Follows `path`, which is absolute.
    init(following path: String) {
        var current = "/"
        var ahead = Self.components(path)
        // A path without components is the root, which nothing can replace.
        end = .directory("/", entry: Step(directory: "/", name: "."))
        while let name = ahead.popLast() {
            if name == ".." {
                current = Self.parent(of: current)
                end = .directory(current, entry: Self.entry(of: current))
                continue
            }
            let step = Step(directory: current, name: name)
            var status = stat()
            guard lstat(step.path, &status) == 0 else {
                end = .missing(step, Errno(rawValue: errno))
                return
            }
            switch status.st_mode & S_IFMT {
            case S_IFLNK:
                links.append(step)
                guard links.count <= Self.maximumLinks else {
                    end = .missing(step, .tooManySymbolicLinkLevels)
                    return
                }
                guard let target = Self.target(of: step.path) else {
                    end = .missing(step, Errno(rawValue: errno))
                    return
                }
                if target.hasPrefix("/") { current = "/" }
                ahead += Self.components(target)
            case S_IFDIR:
                if current != "/", !ancestors.contains(current) { ancestors.append(current) }
                current = step.path
                end = .directory(current, entry: step)
            default:
                end = ahead.isEmpty ? .file(step) : .missing(step, .notDirectory)
                return
            }
        }
    }

    /// In reverse, so that the next one is the last.
    private static func components(_ path: String) -> [String] {
        path.split(separator: "/").filter { $0 != "." }.map(String.init).reversed()
    }

    private static func parent(of directory: String) -> String {
        entry(of: directory).directory
    }

    private static func entry(of directory: String) -> Step {
        guard let slash = directory.lastIndex(of: "/"), directory != "/" else { return Step(directory: "/", name: ".") }
        let parent = directory[..<slash]
        return Step(
            directory: parent.isEmpty ? "/" : String(parent),
            name: String(directory[directory.index(after: slash)...])
        )
    }

    private static func target(of path: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer -> String? in
            guard let base = buffer.baseAddress else { return nil }
            let count = readlink(path, base, buffer.count)
            guard count >= 0 else { return nil }
            return String(decoding: UnsafeRawBufferPointer(buffer).prefix(count), as: UTF8.self)
        }
    }
}
