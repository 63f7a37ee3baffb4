import Glibc
import KubeObjects
import Projection
import TestSupport
import Testing

@testable import Publishing

@Suite(.enabled(if: Requirement.root, "needs root to mount"))
struct TmpfsTreeTests {
    @Test func publishesFilesBehindLinksAndReplacesThem() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        #expect(tree.isMounted)
        let first = try tree.publish(try Payload(["tls.crt": "one", "tls.key": "two"]), to: .web)
        #expect(first.changed)
        #expect(Listing.files(at: fixture.at(.web)) == ["tls.crt": "one", "tls.key": "two"])
        let second = try tree.publish(try Payload(["tls.crt": "ONE", "etc/ca": "three"]), to: .web)
        #expect(second.changed)
        #expect(second.generation != first.generation)
        #expect(Listing.files(at: fixture.at(.web)) == ["tls.crt": "ONE", "etc/ca": "three"])
        #expect(Listing.untidiness(at: fixture.at(.web)).isEmpty)
        try tree.remove(.web)
        #expect(Listing.names(at: fixture.path).isEmpty)
        try tree.close(removing: true)
        #expect(Listing.status(fixture.path) == nil)
    }
}
