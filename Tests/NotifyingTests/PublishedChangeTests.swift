import Testing

@testable import Notifying

struct PublishedChangeTests {
    @Test func volumesAreNamedByPodAndName() {
        let one = PublishedChange.Volume(namespace: "default", pod: "web", volume: "tls")
        #expect(one != PublishedChange.Volume(namespace: "default", pod: "web", volume: "ca"))
    }
}
