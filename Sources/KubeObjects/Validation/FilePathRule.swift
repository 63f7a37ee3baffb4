/// Where in a volume a file may be put.
///
/// Kubernetes' API and kubelet's writer each have their own rules, so that a Pod can be accepted and never run. Here a
/// path is refused up front for either.
/// Source: kubernetes pkg/apis/core/validation ValidateLocalNonReservedPath, kubelet pkg/volume/util/atomic_writer.go.
package enum FilePathRule {
    /// `PATH_MAX` as the writer counts it, in bytes.
    package static let maximumLength = 4096
    /// `NAME_MAX`, in bytes.
    package static let maximumNameLength = 255

    /// The path without empty and `.` components; empty where it means the root.
    package static func cleaned(_ path: String) -> String {
        path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    /// `a` and `a/b` for the cleaned path `a/b/c`, the outermost first; at most as many as a legal path can have.
    static func directories(above path: String) -> [String] {
        guard path.utf8.count <= maximumLength else { return [] }
        return path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
    }

    /// The path of a file that secretd writes. An empty path is the caller's to report.
    static func check(file path: String, at field: FieldPath, into report: inout ValidationReport) {
        check(descending: path, at: field, into: &report)
        let components = path.split(separator: "/", omittingEmptySubsequences: false)
        if path.utf8.starts(with: "..".utf8), !path.utf8.starts(with: "../".utf8) {
            report.invalid(field, path, "must not start with '..'")
        } else if !components.contains("..") {
            checkCleaned(path, at: field, into: &report)
        }
        checkLength(path, at: field, into: &report)
    }

    /// A path that may begin with `..name`, such as the `..data/key` of a `subPath`, but never leads up.
    static func check(descending path: String, at field: FieldPath, into report: inout ValidationReport) {
        if path.utf8.first == UInt8(ascii: "/") { report.invalid(field, path, "must be a relative path") }
        if path.split(separator: "/").contains("..") { report.invalid(field, path, "must not contain '..'") }
        if path.utf8.contains(0) { report.invalid(field, path, "must not contain a NUL character") }
    }

    /// What Kubernetes lets pass and its writer then fails on, or never shows.
    private static func checkCleaned(_ path: String, at field: FieldPath, into report: inout ValidationReport) {
        guard !path.isEmpty, path.utf8.first != UInt8(ascii: "/") else { return }
        let clean = cleaned(path)
        if clean.isEmpty {
            report.invalid(field, path, "must name a file, not the volume's root")
        } else if clean.utf8.starts(with: "..".utf8) {
            report.invalid(field, path, "must not start with '..' (it is cleaned to \(clean.goQuoted))")
        }
    }

    private static func checkLength(_ path: String, at field: FieldPath, into report: inout ValidationReport) {
        if path.utf8.count > maximumLength {
            report.tooLong(field, RuleText.maximumBytes(maximumLength))
        }
        if path.utf8.split(separator: UInt8(ascii: "/")).contains(where: { $0.count > maximumNameLength }) {
            report.tooLong(field, "no file name in it \(RuleText.maximumBytes(maximumNameLength))")
        }
    }
}
