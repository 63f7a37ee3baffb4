/// Where in a volume a file may be put.
///
/// Kubernetes' API and kubelet's writer each have their own rules, so that a Pod can be accepted and never run. Here a
/// path is refused up front for either.
///
/// Only bytes are looked at, as the kernel does: to Swift a `/` with a combining accent after it is another character
/// than `/`, and `../` could hide so.
/// Source: kubernetes pkg/apis/core/validation ValidateLocalNonReservedPath, kubelet pkg/volume/util/atomic_writer.go.
package enum FilePathRule {
    /// `PATH_MAX` as the writer counts it, in bytes.
    package static let maximumLength = 4096
    /// `NAME_MAX`, in bytes.
    package static let maximumNameLength = 255

    private static let parent = Array("..".utf8)

    /// The path without empty and `.` components; empty where it means the root.
    package static func cleaned(_ path: String) -> String {
        let names = components(of: path).filter { !$0.elementsEqual(".".utf8) }
        return String(decoding: Array(names.joined(separator: "/".utf8)), as: UTF8.self)
    }

    /// The path of a file that secretd writes. An empty path is the caller's to report.
    static func check(file path: String, at field: FieldPath, into report: inout ValidationReport) {
        check(descending: path, at: field, into: &report)
        if path.utf8.starts(with: parent), !path.utf8.starts(with: "../".utf8) {
            report.invalid(field, path, "must not start with '..'")
        } else if !leadsUp(path) {
            checkCleaned(path, at: field, into: &report)
        }
        checkLength(path, at: field, into: &report)
    }

    /// A path that may begin with `..name`, such as the `..data/key` of a `subPath`, but never leads up.
    static func check(descending path: String, at field: FieldPath, into report: inout ValidationReport) {
        if path.utf8.first == UInt8(ascii: "/") { report.invalid(field, path, "must be a relative path") }
        if leadsUp(path) { report.invalid(field, path, "must not contain '..'") }
        if path.utf8.contains(0) { report.invalid(field, path, "must not contain a NUL character") }
    }

    /// What Kubernetes lets pass and its writer then fails on, or never shows.
    private static func checkCleaned(_ path: String, at field: FieldPath, into report: inout ValidationReport) {
        guard !path.isEmpty, path.utf8.first != UInt8(ascii: "/") else { return }
        let clean = cleaned(path)
        if clean.isEmpty {
            report.invalid(field, path, "must name a file, not the volume's root")
        } else if clean.utf8.starts(with: parent) {
            report.invalid(field, path, "must not start with '..' (it is cleaned to \(clean.goQuoted))")
        }
    }

    private static func checkLength(_ path: String, at field: FieldPath, into report: inout ValidationReport) {
        if path.utf8.count > maximumLength {
            report.tooLong(field, RuleText.maximumBytes(maximumLength))
        }
        if components(of: path).contains(where: { $0.count > maximumNameLength }) {
            report.tooLong(field, "no file name in it \(RuleText.maximumBytes(maximumNameLength))")
        }
    }

    private static func leadsUp(_ path: String) -> Bool {
        components(of: path).contains { $0.elementsEqual(parent) }
    }

    private static func components(of path: String) -> [Substring.UTF8View] {
        path.utf8.split(separator: UInt8(ascii: "/"))
    }
}
