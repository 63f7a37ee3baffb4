import KubeObjects
import LinuxSystem
import Projection
import TestSupport
import Testing

@testable import Publishing

struct LiveReaderTests {
    @Test func theLiveGenerationIsRead() throws {
        let directory = try TemporaryDirectory(in: "/dev/shm")
        var options = TreeOptions(path: directory.appending("tree"))
        options.allowDisk = true
        let tree = try TmpfsTree.open(options, logger: .silent)
        defer { try? tree.close(removing: true) }
        let outcome = try tree.publish(Payload(["key": "one", "dir/key": "nested"]), to: .web)
        func read(_ path: String, limit: Int = 100) throws -> String? {
            try tree.read(PayloadPath(path), in: .web, limit: limit).map { content in
                #expect(content.generation.text == outcome.generation || path == "key")
                return content.bytes.withBytes { String(decoding: $0, as: UTF8.self) }
            }
        }
        #expect(try read("key") == "one")
        #expect(try read("dir/key") == "nested")
        #expect(try read("dir") == nil)
        #expect(try read("none") == nil)
        #expect(try read("key/below") == nil)
        #expect(throws: PublishError.self) { try read("key", limit: 2) }
        _ = try tree.publish(Payload(["key": "two"]), to: .web)
        #expect(try read("key") == "two")
        #expect(try read("dir/key") == nil)
        try tree.remove(.web)
        #expect(try read("key") == nil)
    }
}
