import Glibc
import LinuxSystem
import Projection
import SystemPackage
import TestSupport
import Testing

@testable import Publishing

/// A tmpfs without room.
@Suite(.enabled(if: Requirement.root, "needs root to mount"))
struct FullFilesystemTests {
    private static let filler = "filler"

    @Test func aVolumeThatDoesNotFitIsRefusedBeforeAByteIsWritten() throws {
        let fixture = try TreeFixture()
        let probe = Probe()
        let tree = try fixture.open({ $0.size = 64 << 10 }, probe: { (step) throws(SystemError) in try probe(step) })
        _ = try tree.publish(try Payload(["foo": "1"]), to: .web)
        probe.reset()
        let large = String(repeating: "x", count: 80 << 10)
        let error = #expect(throws: PublishError.self) { try tree.publish(try Payload(["foo": large]), to: .web) }
        guard case .noSpace("default/web/tls", 80 << 10, let free, _, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(free <= 64 << 10)
        #expect(probe.steps.isEmpty)
        #expect(Listing.files(at: fixture.at(.web)) == ["foo": "1"])
        #expect(try tree.publish(try Payload(["foo": "2"]), to: .web).changed)
    }

    @Test func theLimitOfAVolumeCountsAllItsFiles() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open { $0.volumeLimit = 8192 }
        _ = try tree.publish(try Payload(["a": "1", "b": "1"]), to: .web)
        let error = #expect(throws: PublishError.self) {
            try tree.publish(try Payload(["a": "1", "b": "1", "c": "1"]), to: .web)
        }
        #expect(error == .overLimit(target: "default/web/tls", needed: 12288, limit: 8192))
        #expect(Listing.files(at: fixture.at(.web)) == ["a": "1", "b": "1"])
    }

    @Test func roomThatVanishesHalfWayLeavesTheOldFiles() throws {
        let fixture = try TreeFixture()
        let probe = Probe()
        let tree = try fixture.open({ $0.size = 256 << 10 }, probe: { (step) throws(SystemError) in try probe(step) })
        _ = try tree.publish(try Payload(["a": "1", "b": "1"]), to: .web)
        let filler = try tree.root.create(Self.filler, mode: 0o600)
        let page = [UInt8](repeating: 0, count: 4096)
        probe.reset { step in
            guard step == .created("a") else { return }
            while page.withUnsafeBytes({ write(filler.rawValue, $0.baseAddress, $0.count) }) == page.count {}
        }
        let error = #expect(throws: PublishError.self) {
            try tree.publish(try Payload(["a": "2", "b": "2"]), to: .web)
        }
        #expect(error == .system(SystemError("write", fixture.at(.web, "a"), .noSpace)))
        #expect(error?.isTransient == true)
        #expect(Listing.files(at: fixture.at(.web)) == ["a": "1", "b": "1"])
        #expect(Listing.untidiness(at: fixture.at(.web)).isEmpty)
        probe.reset()
        // Linking needs a name and no page: a key can go even when all is full.
        try tree.root.unlink(Self.filler)
        ftruncate(filler.rawValue, 0)
        #expect(try tree.publish(try Payload(["a": "2", "b": "2"]), to: .web).changed)
        #expect(Listing.files(at: fixture.at(.web)) == ["a": "2", "b": "2"])
    }

    @Test func removingAKeyWorksOnAFullFilesystem() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open { $0.size = 64 << 10 }
        _ = try tree.publish(try Payload(["a": "1", "b": "1"]), to: .web)
        let filler = try tree.root.create(Self.filler, mode: 0o600)
        let page = [UInt8](repeating: 0, count: 4096)
        while page.withUnsafeBytes({ write(filler.rawValue, $0.baseAddress, $0.count) }) == page.count {}
        #expect(try tree.publish(try Payload(["a": "1"]), to: .web).changed)
        #expect(Listing.files(at: fixture.at(.web)) == ["a": "1"])
    }
}
