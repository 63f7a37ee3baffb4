import Glibc
import LinuxSystem
import TestSupport
import Testing

@testable import APIServer

/// A state directory of a test's own.
struct PKIFixture {
    let place: TemporaryDirectory
    /// Where the PKI goes; not made yet.
    let path: String

    static let year: Int64 = 365 * 86400
    /// 2026-01-01T00:00:00Z.
    static let start: Int64 = 1_767_225_600

    init() throws {
        place = try TemporaryDirectory()
        path = place.appending("pki")
    }

    func open(
        now: Int64 = start,
        hostname: String = "box.example",
        listenAddress: String = "127.0.0.1"
    ) throws(IdentityError) -> PKI {
        try PKI.open(directory: path, hostname: hostname, listenAddress: listenAddress, now: now)
    }

    func directory() throws -> Directory { try Directory(opening: path) }

    func text(_ name: String) throws -> String {
        let bytes = try #require(try directory().contents(of: name, limit: 1 << 20), "\(name) is missing")
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Every file with its text.
    func everything() throws -> [String: String] {
        var all: [String: String] = [:]
        for entry in try directory().entries() { all[entry.name] = try text(entry.name) }
        return all
    }

    func put(_ text: String, _ name: String) throws {
        try Array(text.utf8).withUnsafeBytes { try directory().replace(name, with: $0, mode: 0o600) }
    }

    func remove(_ name: String) throws { try directory().unlink(name) }

    /// Runs the `openssl` command in the directory.
    ///
    /// - Returns: What it printed.
    @discardableResult
    func openssl(_ arguments: String...) throws -> String {
        try Self.openssl(arguments.map { $0.hasPrefix("@") ? path + "/" + $0.dropFirst() : $0 })
    }

    static func openssl(_ arguments: [String]) throws -> String {
        let process = try ChildProcess("openssl", arguments)
        let code = try process.wait()
        guard code == 0 else { throw OpenSSLFailure(output: process.output) }
        return process.output
    }

    struct OpenSSLFailure: Error {
        var output: String
    }

    static var now: Int64 { Int64(time(nil)) }
}
