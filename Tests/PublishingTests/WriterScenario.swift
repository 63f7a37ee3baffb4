import Foundation
import Glibc
import LinuxSystem
import Projection
import TestSupport
import Testing

@testable import Publishing

/// A call to a tree that is stopped after each of its steps: the state before, the call, the state after.
enum WriterScenario: String, CaseIterable, Codable, Sendable {
    case firstWrite
    case update
    case updateWithNewGroup
    case firstWriteWithGroup
    case removal
    /// The first write after a writer was killed right before its commit.
    case recovery

    static let old = [
        "a.txt": "old", "keep": "same", "gone": "old", "etc/x": "old", "etc/same": "same", "dropped/y": "old",
    ]
    static let new = [
        "a.txt": "new", "keep": "same", "added": "new", "etc/x": "new", "etc/same": "same", "deep/er/y": "new",
    ]

    private var target: VolumeTarget {
        switch self {
        case .updateWithNewGroup, .firstWriteWithGroup: .web(group: 4321, mountPoints: ["nested"])
        default: .web(group: nil, mountPoints: ["nested"])
        }
    }

    /// What readers find before the call; nil where there is no volume.
    var before: [String: String]? {
        switch self {
        case .firstWrite, .firstWriteWithGroup: nil
        case .update, .updateWithNewGroup, .removal, .recovery: Self.old
        }
    }

    /// What readers find after it.
    var after: [String: String]? { self == .removal ? nil : Self.new }

    func prepare(_ tree: TmpfsTree) throws {
        guard before != nil else { return }
        _ = try tree.publish(try Payload(Self.old), to: .web)
        guard self == .recovery else { return }
        let root = try Directory(opening: "\(tree.path)/default/web/tls")
        let volume = try TmpfsMount.writableRoot(of: root, at: "")
        try volume.makeDirectory("..2026_01_01_00_00_00.1", mode: 0o755)
        try volume.write(Array("half".utf8).withUnsafeBytes { $0 }, to: "..2026_01_01_00_00_00.1/a.txt", mode: 0o644)
        try volume.makeLink("..data_tmp", to: "..2026_01_01_00_00_00.1")
        try volume.makeLink("added", to: "..data/added")
    }

    /// - Returns: Whether something was left over.
    @discardableResult
    func call(_ tree: TmpfsTree) throws(PublishError) -> Bool {
        guard self != .removal else {
            try tree.remove(target)
            return false
        }
        guard let payload = try? Payload(Self.new) else { return true }
        return try tree.publish(payload, to: target).leftovers
    }

    /// What one descriptor of `..data` shows: all files of the set that is live, by path.
    static func readThroughData(_ root: String) -> [String: String]? {
        let data = open("\(root)/..data", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard data >= 0 else { return nil }
        defer { close(data) }
        return Listing.files(at: "/proc/self/fd/\(data)")
    }
}
