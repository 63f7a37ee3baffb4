import Glibc
import LinuxSystem
import Projection
import Synchronization
import TestSupport

@testable import Publishing

/// One volume's root in memory and a writer for it; needs no rights.
final class VolumeFixture: Sendable {
    let directory: TemporaryDirectory
    let probe: Probe
    private let clock = Atomic<Int>(1_795_450_818)

    init() throws {
        umask(0)
        directory = try TemporaryDirectory(in: "/dev/shm")
        chmod(directory.path, 0o755)
        probe = Probe()
    }

    var path: String { directory.path }
    var files: [String: String] { Listing.files(at: path) }
    var untidiness: [String] { Listing.untidiness(at: path) }
    /// The directory that `..data` names.
    var live: String { Listing.destination("\(path)/..data") ?? "" }

    func writer(limit: Int = 1 << 20) -> AtomicWriter {
        AtomicWriter(
            volumeLimit: limit,
            timestamp: { self.clock.add(1, ordering: .relaxed).newValue },
            random: { 7 },
            probe: { (step) throws(SystemError) in try self.probe(step) }
        )
    }

    func open() throws(SystemError) -> Directory { try Directory(opening: path) }

    /// Publishes as a process that has just started would.
    @discardableResult
    func publish(
        _ payload: Payload,
        mountPoints: [String] = [],
        limit: Int = 1 << 20
    ) throws -> AtomicWriter.Result {
        try writer(limit: limit).publish(
            payload,
            to: VolumeTarget(path: ["volume"], mountPoints: mountPoints),
            in: try open()
        )
    }

    /// Publishes as the process that holds `result` would.
    @discardableResult
    func publish(
        _ payload: Payload,
        after result: AtomicWriter.Result,
        mountPoints: [String] = []
    ) throws -> AtomicWriter.Result {
        guard let live = result.live else { return try publish(payload, mountPoints: mountPoints) }
        let target = VolumeTarget(path: ["volume"], mountPoints: mountPoints)
        return try writer().carryOut(PublishPlan(payload, for: target, after: live), in: try open())
    }

    func inode(_ name: String) -> UInt64? { Listing.target("\(path)/\(name)")?.inode }
    func mode(_ name: String) -> UInt16? { Listing.target("\(path)/\(name)")?.mode }
}
