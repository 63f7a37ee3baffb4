import Glibc
import Logging
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
