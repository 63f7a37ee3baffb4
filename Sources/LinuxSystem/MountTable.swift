import Glibc

/// The mounts that this process sees. Source: man 5 proc_pid_mountinfo.
package enum MountTable {
    /// One line of the table.
    package struct Mount: Hashable, Sendable {
        package var id: Int
        /// Where it is attached.
        package var path: String
        /// The filesystem's type, for example `tmpfs`.
        package var type: String
        /// What was mounted: a device, or a free word such as `secretd`.
        package var source: String
        /// Whether this mount is read-only; its filesystem may still be writable through another mount.
        package var isReadOnly: Bool
        /// The filesystem's own options, for example `rw`, `size=1024k`, `noswap`.
        package var filesystemOptions: [String]
    }

    /// The mount that `directory` was opened on; nil where it is not in this process's table, being detached.
    package static func mount(of directory: borrowing Directory) throws(SystemError) -> Mount? {
        let info = try ProcFile.read("/proc/self/fdinfo/\(directory.rawValue)")
        // `mnt_id:\t31`. Source: man 5 proc_pid_fdinfo.
        let line = info.split(separator: "\n").first { $0.hasPrefix("mnt_id:") }
        guard let id = line?.split(whereSeparator: { $0 == "\t" || $0 == " " }).last.flatMap({ Int($0) }) else {
            return nil
        }
        return try ProcFile.read("/proc/self/mountinfo").split(separator: "\n").lazy.compactMap(parse)
            .first { $0.id == id }
    }

    /// What is attached at `path`, an absolute one without links in it; the topmost where there are several. Nothing of
    /// the filesystem itself is asked.
    package static func mount(at path: String) throws(SystemError) -> Mount? {
        try ProcFile.read("/proc/self/mountinfo").split(separator: "\n").compactMap(parse).last { $0.path == path }
    }

    /// `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue`
    static func parse(_ line: Substring) -> Mount? {
        let fields = line.split(separator: " ", omittingEmptySubsequences: false)
        // Optional fields stand before a lone hyphen.
        guard fields.count >= 10, let id = Int(fields[0]), let hyphen = fields[6...].firstIndex(of: "-"),
            fields.count > hyphen + 2
        else { return nil }
        return Mount(
            id: id,
            path: unescape(fields[4]),
            type: String(fields[hyphen + 1]),
            source: unescape(fields[hyphen + 2]),
            isReadOnly: fields[5].split(separator: ",").contains("ro"),
            filesystemOptions: fields.dropFirst(hyphen + 3).joined(separator: " ").split(separator: ",").map(
                String.init
            )
        )
    }

    /// Space, tab, newline and backslash stand as three octal digits after a backslash.
    private static func unescape(_ field: Substring) -> String {
        guard field.contains("\\") else { return String(field) }
        var bytes: [UInt8] = []
        var rest = field.utf8
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            guard byte == UInt8(ascii: "\\"), let code = UInt8(String(Substring(digits)), radix: 8) else {
                bytes.append(byte)
                continue
            }
            bytes.append(code)
            rest = rest.dropFirst(3)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
