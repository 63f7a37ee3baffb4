import Glibc
import KubeObjects
import LinuxSystem
import Projection
import Publishing
import TestSupport

@testable import FusePublishing

/// A FUSE tree at a path of its own, served by the test's process and read by it too; gone with the test.
final class FuseFixture {
    let directory: TemporaryDirectory
    let path: String
    let tree: FuseTree

    init(access: AccessControl? = nil, _ change: (inout TreeOptions) -> Void = { _ in }) throws {
        directory = try TemporaryDirectory()
        path = directory.appending("volumes")
        var options = TreeOptions(path: path)
        change(&options)
        let connection = FuseConnection(keptBy: nil, [])
        tree = try FuseTree.open(options, connection: connection, access: access, logger: .silent)
    }

    deinit { try? tree.close(handingOver: false) }

    /// The path of the volume `web`, or of something in it.
    func at(_ name: String = "") -> String {
        name.isEmpty ? "\(path)/\(VolumeTarget.web)" : "\(path)/\(VolumeTarget.web)/\(name)"
    }

    func publish(_ texts: [String: String]) throws {
        _ = try tree.publish(try Payload(texts), to: .web)
    }
}

/// All that one `read` from the start gives.
func readOnce(_ descriptor: Int32, upTo size: Int = 1 << 20) -> String? {
    var buffer = [UInt8](repeating: 0, count: size)
    let count = pread(descriptor, &buffer, size, 0)
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
}
