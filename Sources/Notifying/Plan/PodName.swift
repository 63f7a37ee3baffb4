/// What names a Pod.
struct PodName: Hashable, Sendable {
    var namespace: String
    var name: String

    init(namespace: String, name: String) {
        self.namespace = namespace
        self.name = name
    }

    init(of volume: PublishedChange.Volume) {
        self.init(namespace: volume.namespace, name: volume.pod)
    }
}
