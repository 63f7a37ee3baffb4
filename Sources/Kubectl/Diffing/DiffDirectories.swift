import Glibc
package import KubeObjects
import LinuxSystem
import SystemPackage

/// Two temporary directories that `diff` compares. They go with the process, also if a signal ends it.
package struct DiffDirectories: Sendable {
    /// Of what is there.
    package let live: String
    /// Of what would be there.
    package let merged: String

    /// Makes them in `directory`, for this user alone.
    ///
    /// - Throws: `KubectlError` with code 2 where they cannot be made.
    package init(in directory: String) throws(KubectlError) {
        live = try Self.make("LIVE", in: directory)
        do throws(KubectlError) {
            merged = try Self.make("MERGED", in: directory)
        } catch {
            Self.remove(live)
            throw error
        }
    }

    private static func make(_ name: String, in directory: String) throws(KubectlError) -> String {
        var template = Array("\(directory)/\(name)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw KubectlError("mkdtemp \(directory)/\(name)-: \(String(cString: strerror(errno)))", code: 2)
        }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Writes both states of an object, as YAML.
    ///
    /// - Parameter name: The files' name, without `/`.
    /// - Throws: `KubectlError` with code 2.
    package func write(live: JSONValue?, merged: JSONValue, as name: String) throws(KubectlError) {
        try Self.write(live.map(YAMLWriter.text) ?? "", to: "\(self.live)/\(name)")
        try Self.write(YAMLWriter.text(of: merged), to: "\(self.merged)/\(name)")
    }

    private static func write(_ text: String, to path: String) throws(KubectlError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw KubectlError("open \(path): \(String(cString: strerror(errno)))", code: 2) }
        defer { close(descriptor) }
        var text = text
        let code = text.withUTF8 { bytes -> Int32 in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if written < 0, errno == EINTR { continue }
                guard written >= 0 else { return errno }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
            return 0
        }
        guard code == 0 else { throw KubectlError("write \(path): \(String(cString: strerror(code)))", code: 2) }
    }

    /// Removes both.
    package func remove() {
        Self.remove(live)
        Self.remove(merged)
    }

    private static func remove(_ path: String) {
        // Nobody could do anything about what stays.
        try? Directory(opening: path).removeContents()
        rmdir(path)
    }
}
