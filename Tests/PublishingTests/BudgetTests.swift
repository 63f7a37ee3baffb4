import KubeObjects
import LinuxSystem
import Projection
import TestSupport
import Testing

@testable import Publishing

@Suite
struct BudgetTests {
    private func next(_ texts: [String: String], after old: [String: String] = [:]) throws -> NextGeneration {
        let owner = FileOwner(group: nil)
        let first = NextGeneration(try Payload(old), after: LiveVolume(), owner: owner)
        let live = LiveVolume(generation: GenerationName(entry: "..2026_01_01_00_00_00.1"), files: first.files)
        return NextGeneration(try Payload(texts), after: live, owner: owner)
    }

    @Test func filesCountInWholePages() throws {
        let sizes = [0: 0, 1: 4096, 4096: 4096, 4097: 8192]
        for (size, pages) in sizes {
            let budget = Budget(
                try next(["a": String(repeating: "x", count: size)]),
                directories: 0,
                links: 0,
                pageSize: 4096
            )
            #expect(budget.volumeBytes == pages)
            #expect(budget.newBytes == pages)
        }
    }

    @Test func linkedFilesTakeANameAndNoPage() throws {
        let budget = Budget(
            try next(["a": "same", "b/c": "new"], after: ["a": "same"]),
            directories: 1,
            links: 1,
            pageSize: 4096
        )
        #expect(budget.volumeBytes == 8192)
        #expect(budget.newBytes == 4096)
        #expect(budget.newInodes == 2 + 1 + 1 + 2)
    }

    @Test func theLimitIsInclusive() throws {
        let budget = Budget(try next(["a": "x"]), directories: 0, links: 1, pageSize: 4096)
        let filesystem = Filesystem(magic: Filesystem.tmpfs)
        try budget.check(limit: 4096, filesystem: filesystem, target: "default/web/tls")
        #expect(throws: PublishError.overLimit(target: "default/web/tls", needed: 4096, limit: 4095)) {
            try budget.check(limit: 4095, filesystem: filesystem, target: "default/web/tls")
        }
    }

    @Test(arguments: [(4096, 4, true), (4095, 4, false), (4096, 3, false)])
    func theFilesystemMustHaveRoomForBytesAndNames(_ bytes: Int, _ inodes: Int, _ fits: Bool) throws {
        let budget = Budget(try next(["a": "x"]), directories: 0, links: 1, pageSize: 4096)
        let filesystem = Filesystem(magic: Filesystem.tmpfs, freeBytes: bytes, freeInodes: inodes)
        let check = { () throws(PublishError) in
            try budget.check(limit: .max, filesystem: filesystem, target: "t")
        }
        if fits { return try check() }
        #expect(
            throws: PublishError.noSpace(
                target: "t",
                neededBytes: 4096,
                freeBytes: bytes,
                neededInodes: 4,
                freeInodes: inodes
            )
        ) { try check() }
    }
}
