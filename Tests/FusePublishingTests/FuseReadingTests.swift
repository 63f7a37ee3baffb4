import Glibc
import KubeObjects
import Projection
import Publishing
import TestSupport
import Testing

@testable import FusePublishing

@Suite(
    .enabled(if: Requirement.root, "needs root to mount"),
    .enabled(if: access("/dev/fuse", F_OK) == 0, "needs /dev/fuse")
)
struct FuseReadingTests {
    @Test func theLiveGenerationIsReadFromMemory() throws {
        let fixture = try FuseFixture()
        try fixture.publish(["key": "one", "dir/key": "nested"])
        func read(_ path: String, limit: Int = 100) throws -> String? {
            try fixture.tree.read(PayloadPath(path), in: .web, limit: limit)?.bytes.withBytes {
                String(decoding: $0, as: UTF8.self)
            }
        }
        #expect(try read("key") == "one")
        #expect(try read("dir/key") == "nested")
        #expect(try read("none") == nil)
        #expect(throws: PublishError.self) { try read("key", limit: 2) }
        try fixture.publish(["key": "two"])
        #expect(try read("key") == "two")
        #expect(try read("dir/key") == nil)
        try fixture.tree.remove(.web)
        #expect(try read("key") == nil)
    }
}
