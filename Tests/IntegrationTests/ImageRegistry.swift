import Foundation
import Glibc
import TestSupport

/// A registry on a loopback port that asks for a password, with one image in it.
final class ImageRegistry {
    static let programs = ["/usr/bin/docker-registry", "/usr/bin/htpasswd", "/usr/bin/podman", "/usr/bin/skopeo"]
    static let isAvailable = programs.allSatisfy { access($0, X_OK) == 0 }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// `127.0.0.1:PORT`
    let host: String
    var image: String { "\(host)/team/app:1" }

    private let directory: TemporaryDirectory
    private let process: ChildProcess

    init(user: String, password: String) throws {
        // Storage of images is no work for a small tmpfs.
        directory = try TemporaryDirectory(in: "/var/tmp")
        host = "127.0.0.1:\(try Self.freePort())"
        try directory.write(
            """
            version: 0.1
            log: {level: info}
            storage: {filesystem: {rootdirectory: \(directory.path)/data}}
            http: {addr: \(host)}
            auth: {htpasswd: {realm: test, path: \(directory.path)/htpasswd}}
            """,
            to: "registry.yml"
        )
        try directory.write("", to: "htpasswd")
        process = try ChildProcess("/usr/bin/docker-registry", ["serve", directory.appending("registry.yml")])
        try setPassword(password, of: user)
        try process.line(containing: "listening on")
        try makeImage()
        let image = "docker://\(image)"
        let push = ["copy", "--dest-tls-verify=false", "--dest-creds", "\(user):\(password)"]
        try run("/usr/bin/skopeo", push + ["dir:\(directory.path)/image", image], expecting: 0)
    }

    func setPassword(_ password: String, of user: String) throws {
        try run("/usr/bin/htpasswd", ["-Bb", directory.appending("htpasswd"), user, password], expecting: 0)
    }

    /// podman with storage of its own, without anything of a system that runs systemd.
    func podman(_ arguments: [String], environment: [String: String] = [:]) throws -> (code: Int32, output: String) {
        let own = [
            "--root", directory.appending("root"), "--runroot", directory.appending("runroot"),
            "--storage-driver", "vfs", "--cgroup-manager=cgroupfs", "--events-backend=none",
        ]
        return try run("/usr/bin/podman", own + arguments, environment: environment)
    }

    /// Pulls the image as if it were not there yet.
    func pull(_ arguments: [String], environment: [String: String] = [:]) throws -> (code: Int32, output: String) {
        _ = try podman(["rmi", "--ignore", "--force", image])
        return try podman(["pull", "--tls-verify=false"] + arguments + [image], environment: environment)
    }

    func inspect(_ arguments: [String], environment: [String: String] = [:]) throws -> (code: Int32, output: String) {
        let arguments = ["inspect", "--tls-verify=false"] + arguments + ["docker://\(image)"]
        return try run("/usr/bin/skopeo", arguments, environment: environment)
    }

    @discardableResult
    private func run(
        _ program: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        expecting expected: Int32? = nil
    ) throws -> (code: Int32, output: String) {
        // Nothing of whoever runs the tests.
        let home = ["HOME": directory.path, "XDG_RUNTIME_DIR": directory.path]
        let process = try ChildProcess(program, arguments, environment: home.merging(environment) { $1 })
        let code = try process.wait(within: 60)
        guard expected == nil || expected == code else {
            throw Failure(description: "\(program): \(code): \(process.output)")
        }
        return (code, process.output)
    }

    /// The smallest image there is, as skopeo's `dir:` has it: a configuration and one empty layer.
    private func makeImage() throws {
        let image = directory.appending("image")
        guard mkdir(image, 0o755) == 0 else { throw TestEnvironmentError.open(image, errno) }
        // An empty tar archive is two blocks of zeros.
        let layer = String(repeating: "\0", count: 1024)
        let layerDigest = try digest(of: layer)
        let configuration = """
            {"architecture":"amd64","os":"linux","config":{},\
            "rootfs":{"type":"layers","diff_ids":["sha256:\(layerDigest)"]},"history":[{"created_by":"test"}]}
            """
        let digest = try digest(of: configuration)
        let type = "application/vnd.docker"
        try writeFile(layer, to: "\(image)/\(layerDigest)")
        try writeFile(configuration, to: "\(image)/\(digest)")
        try writeFile(
            """
            {"schemaVersion":2,"mediaType":"\(type).distribution.manifest.v2+json",\
            "config":{"mediaType":"\(type).container.image.v1+json","size":\(configuration.utf8.count),\
            "digest":"sha256:\(digest)"},"layers":[{"mediaType":"\(type).image.rootfs.diff.tar",\
            "size":\(layer.utf8.count),"digest":"sha256:\(layerDigest)"}]}
            """,
            to: "\(image)/manifest.json"
        )
        try writeFile("Directory Transport Version: 1.1\n", to: "\(image)/version")
    }

    private func digest(of text: String) throws -> String {
        try directory.write(text, to: "sum")
        let output = try run("/usr/bin/sha256sum", [directory.appending("sum")], expecting: 0).output
        return String(output.prefix(64))
    }

    private static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw TestEnvironmentError.open("socket", errno) }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 ? getsockname(descriptor, address, &length) : -1
            }
        }
        guard code == 0 else { throw TestEnvironmentError.open("bind", errno) }
        return UInt16(bigEndian: address.sin_port)
    }
}
