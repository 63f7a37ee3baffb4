/// The control group that a process is in, and what its path tells.
///
/// Source: man 7 cgroups, `/proc/pid/cgroup`; systemd.io/CGROUP_DELEGATION for the names.
package struct CgroupPath: Hashable, Sendable {
    /// The path below the hierarchy's root, `/` for the root itself.
    package let text: String

    package init(_ text: String) {
        self.text = DeletedMark.removed(from: text)
    }

    /// From the lines `id:controllers:path` of `/proc/<pid>/cgroup`; nil where there is no line to go by.
    ///
    /// The hierarchy of version 2 counts, and the one that systemd keeps for itself on version 1 where the former is
    /// not in use, which is when everybody is in its root.
    package init?(table: UnsafeRawBufferPointer) {
        var unified: String?
        var named: String?
        for line in table.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            let path = String(decoding: fields[2], as: UTF8.self)
            if fields[0].elementsEqual("0".utf8), fields[1].isEmpty { unified = path }
            if fields[1].elementsEqual("name=systemd".utf8) { named = path }
        }
        guard let path = unified == "/" ? named ?? unified : unified ?? named else { return nil }
        self.init(path)
    }

    private var components: [Substring] { text.split(separator: "/") }

    /// The unit of the system's manager, `nginx.service`; behind it, after a slash, the innermost unit below that one,
    /// `user@1000.service/backup.service`; a slice only where there is nothing else.
    ///
    /// Below its own unit a user's manager, a container or any other service with `Delegate=` names groups as it
    /// likes. Were the innermost name all, any user could run a unit that he calls `nginx.service`.
    package var unit: String? {
        let names = components.map(Self.unescaped)
        let units = names.filter { name in Self.suffixes.contains { Self.isUnit(name, $0) } }
        guard let outer = units.first, let inner = units.last else {
            return names.last { Self.isUnit($0, ".slice") }.map(String.init)
        }
        return units.count == 1 ? String(outer) : "\(outer)/\(inner)"
    }

    /// The id of the outermost container: 64 hexadecimal digits that are a component of their own, as in `/docker/<id>`
    /// and below `kubepods`, or that follow the runtime's name, as in `docker-<id>.scope` and `cri-containerd-<id>.scope`.
    package var container: String? {
        for component in components {
            let name = Self.isUnit(component, ".scope") ? component.dropLast(".scope".count) : component
            let id = name.suffix(64)
            guard id.utf8.count == 64, id.utf8.allSatisfy(Self.isHexadecimal) else { continue }
            let runtime = name.dropLast(64)
            // conmon is the process that watches over a container of podman or CRI-O, from outside.
            guard !runtime.hasSuffix("conmon-") else { continue }
            if runtime.isEmpty || runtime.hasSuffix("-") || runtime.hasSuffix(":") { return String(id) }
        }
        return nil
    }

    /// The kinds of units that have processes, besides slices.
    package static let suffixes = [".service", ".scope", ".socket", ".mount", ".swap"]

    private static func isUnit(_ name: Substring, _ suffix: String) -> Bool {
        name.utf8.count > suffix.utf8.count && name.hasSuffix(suffix)
    }

    /// systemd puts `_` in front of a name that could be taken for a file of the kernel's. Source: its `cg_escape`.
    private static func unescaped(_ name: Substring) -> Substring {
        name.hasPrefix("_") ? name.dropFirst() : name
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
