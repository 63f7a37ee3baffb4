import Glibc
import KubeObjects
import LinuxSystem
import Logging
import Projection
import Synchronization
import TestSupport

@testable import Publishing

/// A tree of volumes on a tmpfs of its own, gone with the test.
final class TreeFixture: Sendable {
    let directory: TemporaryDirectory
    let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.appending("volumes")
    }

    deinit { umount2(path, Int32(MNT_DETACH)) }

    func options(_ change: (inout TreeOptions) -> Void = { _ in }) -> TreeOptions {
        var options = TreeOptions(path: path)
        change(&options)
        return options
    }

    func open(
        _ change: (inout TreeOptions) -> Void = { _ in },
        probe: WriterProbe? = nil
    ) throws(PublishError) -> TmpfsTree {
        try TmpfsTree.open(options(change), logger: .silent, probe: probe)
    }

    /// The path of a volume of the tree, or of something in it.
    func at(_ target: VolumeTarget, _ name: String = "") -> String {
        name.isEmpty ? "\(path)/\(target)" : "\(path)/\(target)/\(name)"
    }
}

extension Logger {
    /// For tests that do not look at the log.
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension VolumeTarget {
    static let web = VolumeTarget(namespace: "default", pod: "web", volume: "tls", group: nil)

    static func web(group: UInt32?, mountPoints: [String] = []) -> VolumeTarget {
        VolumeTarget(namespace: "default", pod: "web", volume: "tls", group: group, mountPoints: mountPoints)
    }
}

extension Payload {
    /// Files of mode 0644 by path and text, in any order.
    init(_ texts: [String: String], mode: UInt16 = 0o644, retention: Retention = .nothing) throws {
        try self.init(texts.map { (path: $0.key, text: $0.value, mode: mode) }, retention: retention)
    }

    init(
        _ files: [(path: String, text: String, mode: UInt16)],
        retention: Retention = .nothing
    ) throws {
        self.init(
            files: try files.map {
                PayloadFile(path: try PayloadPath($0.path), content: SecretBytes(utf8: $0.text), mode: $0.mode)
            }.sorted { $0.path < $1.path },
            retention: retention
        )
    }
}
