import KubeObjects
import ObjectStore

extension APIHandler {
    /// Where the daemon is asked what it serves.
    package static let statusPath = "/secretd/v1/status"

    /// Where the daemon is asked for the generations of a volume.
    package static func historyPath(_ id: ServedVolume.ID) -> String {
        "/secretd/v1/volumes/\(id.namespace)/\(id.pod)/\(id.volume)/history"
    }

    /// The answer to a request about what is served; nil for every other path.
    func served(_ request: APIRequest) async throws -> APIResponse? {
        guard let book, request.method == "GET" else { return nil }
        if request.path == Self.statusPath { return try await status(request, book) }
        let parts = request.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 8, parts[1...3] == ["secretd", "v1", "volumes"], parts[7] == "history" else { return nil }
        let id = ServedVolume.ID(namespace: parts[4], pod: parts[5], volume: parts[6])
        // Two are what a comparison needs; the files of all are more than a request may cost.
        let wanted = (request.query.string("contents") ?? "").split(separator: ",").map { Int($0) }
        guard wanted.count <= 2, !wanted.contains(nil) else {
            throw APIError(400, .badRequest, "contents: expected the numbers of at most two generations")
        }
        guard let history = book.history(id, contentsOf: Set(wanted.compactMap(\.self))) else {
            let name = "\(id.namespace)/\(id.pod)/\(id.volume)"
            throw APIError(404, .notFound, "volume \(name.goQuoted) is not served")
        }
        return APIResponse(history)
    }

    private func status(_ request: APIRequest, _ book: ServedBook) async throws -> APIResponse {
        let selection = ServedBook.Selection(
            namespace: request.query.string("namespace"),
            pod: request.query.string("pod")
        )
        guard request.query.bool("watch") else {
            var status = book.status(selection)
            if status["volumes"] == [], let namespace = selection.namespace, let pod = selection.pod {
                status["volumes"] = .array(try await unseen(namespace, pod).map { [$0.json] } ?? [])
            }
            return APIResponse(status)
        }
        return try watching(request) { presence, write in
            try await StatusStream(book: book, selection: selection, presence: presence).run(write)
        }
    }

    /// What there is to say of a Pod that nothing was told of yet; nil where there is no such Pod.
    private func unseen(_ namespace: String, _ pod: String) async throws -> ServedVolume? {
        let key = StoreKey(Resource.pods.name, namespace: namespace, name: pod)
        guard let body = try await store.object(key)?.body() else { return nil }
        let id = ServedVolume.ID(namespace: namespace, pod: pod, volume: "")
        guard !PodStatus.hasNoVolumes(body) else { return ServedVolume(noVolumesOf: id, since: now()) }
        return ServedVolume(
            id,
            sources: "",
            state: .waiting,
            reason: "NotSeen",
            message: "the daemon has not come to this Pod yet",
            since: now()
        )
    }
}
