import KubeObjects
import ObjectStore

/// Tells what the daemon serves, one JSON object a line: all of it, `SYNCED`, and then what changes, until the client goes
/// or the daemon ends.
///
/// Nothing is kept for a slow reader, who is told the newest state of each volume when it comes round.
struct StatusStream: Sendable {
    let book: ServedBook
    let selection: ServedBook.Selection
    let presence: ClientPresence

    func run(_ write: WatchStream.Write) async throws {
        let (wakeups, wake) = book.subscribers.subscribe()
        presence.onLeave { wake.yield() }
        // The connection knows the client, and lives on: nothing of this stream may.
        defer {
            wake.finish()
            presence.leave()
        }
        var position = ServedBook.Position()
        var told: Set<ServedVolume.ID> = []
        var isFirst = true
        for await _ in wakeups {
            if presence.isGone { return }
            let news = book.news(since: position, selection)
            position = news.position
            // Lines are made one by one: a client that does not read holds up no more than one.
            for volume in news.volumes {
                try await write(Self.line("VOLUME", volume.json))
                told.insert(volume.id)
            }
            if let remaining = news.remaining {
                for id in told.subtracting(remaining).sorted() { try await write(Self.line("REMOVED", Self.name(id))) }
                told.formIntersection(remaining)
            }
            for feed in news.feeds { try await write(Self.line("FEED", feed.json)) }
            if isFirst { try await write(Self.line("SYNCED", [:])) }
            isFirst = false
        }
    }

    private static func line(_ type: String, _ object: JSONValue) -> SecretBytes {
        WatchStream.line(["type": .string(type), "object": object])
    }

    private static func name(_ id: ServedVolume.ID) -> JSONValue {
        var name: JSONValue = ["namespace": .string(id.namespace), "pod": .string(id.pod)]
        if !id.volume.isEmpty { name["volume"] = .string(id.volume) }
        return name
    }
}
