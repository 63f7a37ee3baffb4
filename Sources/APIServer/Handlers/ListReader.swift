import KubeObjects
import ObjectStore

/// Reads a list piece by piece, each in a short transaction: a slow client holds nothing up.
struct ListReader: Sendable {
    struct Piece: Sendable {
        var objects: [StoredObject] = []
        var unreadable: [StoreError] = []
        /// Behind which object the list goes on; nil at its end.
        var next: StoreKey?
        /// Whether the client's limit is reached.
        var isFull = false
    }

    let store: ObjectStore
    let target: ResourceTarget
    let wanted: ListRequest

    /// - Parameter room: Objects that the client still wants; nil: all.
    func chunk(after: StoreKey?, room: Int?) async throws -> Piece {
        if let name = wanted.selection.name, target.resource.isNamespaced == (target.namespace != nil) {
            return try await one(name)
        }
        let count = min(room ?? ListRequest.chunk, ListRequest.chunk)
        let range = ListRange(target.resource.name, namespace: target.namespace, after: after, limit: max(count, 1))
        let page = try await store.page(range)
        var piece = Piece(objects: page.objects, unreadable: page.unreadable, next: page.next)
        if !wanted.selection.isEverything {
            piece.objects = try page.objects.filter { wanted.selection.matches(try $0.body()) }
        }
        if let room { piece.isFull = piece.objects.count >= room }
        return piece
    }

    /// A selector that pins the name needs no list.
    private func one(_ name: String) async throws -> Piece {
        let key = StoreKey(target.resource.name, namespace: target.namespace ?? "", name: name)
        guard let object = try await store.object(key), wanted.selection.matches(try object.body()) else {
            return Piece()
        }
        return Piece(objects: [object])
    }
}
