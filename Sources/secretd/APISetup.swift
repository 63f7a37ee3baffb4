import APIServer
import Glibc
import KubeObjects
import LinuxSystem
import Logging
import ObjectStore
import Projection
import ServiceLifecycle

/// Store and API of a daemon, where it has them.
struct APISetup {
    let store: ObjectStore
    let handler: APIHandler
    let reporter: PodReporter
    /// What is served, for `secretd status`.
    let book: ServedBook
    /// The API's sockets, and what keeps its certificates young.
    let services: [any Service]
    private let nodeName = NodeName.ofThisMachine()
    private let logger: Logger

    /// Opens the store and makes what the API needs; nil where the settings want none.
    ///
    /// - Throws: `CommandFailure`.
    static func open(_ settings: StoreSettings, logger: Logger) async throws(CommandFailure) -> APISetup? {
        guard let state = settings.state else { return nil }
        let store = try ObjectStore.open(state, settings, logger: logger)
        do {
            return try await APISetup(store, state, settings, logger: logger)
        } catch let error as CommandFailure {
            throw error
        } catch {
            throw CommandFailure("API: \(error)")
        }
    }

    private init(_ store: ObjectStore, _ state: String, _ settings: StoreSettings, logger: Logger) async throws {
        self.store = store
        self.logger = logger
        let now: @Sendable () -> Int64 = { Int64(time(nil)) }
        var tls: APIService.TLSListener?
        var tokens: TokenIssuer?
        var certificates: CertificateService?
        if case .address(let host, let port) = settings.listen {
            do throws(IdentityError) {
                let pki = try PKI.open(
                    directory: "\(state)/pki",
                    hostname: nodeName,
                    listenAddress: host,
                    now: now()
                )
                let identity = try TLSIdentity(pki)
                tokens = try TokenIssuer.open(directory: "\(state)/pki")
                tls = APIService.TLSListener(host: host, port: port, identity: identity)
                certificates = CertificateService(pki, identity, state: state, host: host, logger: logger, now: now)
            } catch {
                // Volumes, and the socket, do not depend on it.
                logger.error("no API over TLS", metadata: ["error": "\(error)"])
            }
        }
        let rotation = KeyRotation(store, logger: logger)
        book = ServedBook(now: now)
        handler = APIHandler(
            store: store,
            nodeName: nodeName,
            tokens: tokens,
            rotation: rotation,
            kubeconfig: { [certificates] in certificates?.kubeconfig() },
            book: book,
            version: Version.text,
            logger: logger,
            now: now
        )
        reporter = PodReporter(handler)
        try await handler.makeNamespaces()
        try await NodeObject(name: nodeName, version: Version.text).show(in: store, now: now())
        var socket: APIService.SocketListener?
        if let path = settings.socket {
            try Self.makeParent(of: path)
            let group = try settings.groupID()
            if group == nil, geteuid() == 0 {
                logger.notice("no group secretd, so the socket is for root alone", metadata: ["socket": "\(path)"])
            }
            socket = APIService.SocketListener(path: path, group: group)
        }
        let api = APIService(handler, tls: tls, socket: socket, logger: logger) { [certificates] port in
            certificates?.serving(on: port)
        }
        services = [api, reporter, book, rotation, MemoryService(store: store)] + (certificates.map { [$0] } ?? [])
    }

    /// The manifests' feed, shown in the API as well.
    func shown(_ feed: any ObjectFeed, file: @escaping @Sendable (ObjectKey) -> String?) -> any ObjectFeed {
        MirroredFeed(
            feed,
            store: store,
            nodeName: nodeName,
            logger: logger,
            now: { Int64(time(nil)) },
            uid: { object in
                if case .pod(let pod) = object { pod.effectiveUID } else { nil }
            },
            origin: file
        )
    }

    private static func makeParent(of path: String) throws(CommandFailure) {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
        let parent = String(path[..<slash])
        guard mkdir(parent, 0o755) == 0 || errno == EEXIST else {
            throw CommandFailure("\(parent): \(String(cString: strerror(errno)))")
        }
    }
}
