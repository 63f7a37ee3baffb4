import APIServer
import LinuxSystem
import Logging
import ServiceLifecycle
import Synchronization

/// Keeps the API's certificates young, and `admin.kubeconfig` true.
final class CertificateService: Service {
    /// Certificates live a year and are renewed when a third of that is left; a look now and then is enough.
    private static let interval: Duration = .seconds(6 * 3600)
    static let fileName = "admin.kubeconfig"

    private let pki: Mutex<PKI>
    private let identity: TLSIdentity
    private let state: String
    private let host: String
    private let logger: Logger
    private let now: @Sendable () -> Int64
    private let port = Mutex<Int?>(nil)

    init(
        _ pki: consuming PKI,
        _ identity: TLSIdentity,
        state: String,
        host: String,
        logger: Logger,
        now: @escaping @Sendable () -> Int64
    ) {
        self.pki = Mutex(pki)
        self.identity = identity
        self.state = state
        self.host = host
        self.logger = logger
        self.now = now
    }

    /// The API is there, on this port: the kubeconfig can say so.
    func serving(on port: Int) {
        self.port.withLock { $0 = port }
        write()
    }

    func run() async {
        await cancelWhenGracefulShutdown {
            while true {
                do { try await Task.sleep(for: Self.interval) } catch { return }
                self.renew()
            }
        }
    }

    private func renew() {
        do {
            let isNew = try pki.withLock { pki in
                guard try pki.renew(now: now()) else { return false }
                try identity.replace(with: pki)
                return true
            }
            guard isNew else { return }
            logger.notice("certificates of the API renewed")
            write()
        } catch {
            logger.error("certificates of the API not renewed", metadata: ["error": "\(error)"])
        }
    }

    /// The administrator's kubeconfig; nil while the API is not served over TLS.
    func kubeconfig() -> String? {
        guard let port = port.withLock({ $0 }) else { return nil }
        let server = Kubeconfig.server(listenAddress: host, port: port)
        return pki.withLock { Kubeconfig.text($0, server: server) }
    }

    private func write() {
        guard let text = kubeconfig() else { return }
        do throws(SystemError) {
            let directory = try Directory(opening: state)
            if try Kubeconfig.write(text, to: Self.fileName, in: directory) {
                logger.notice("kubeconfig written", metadata: ["path": "\(state)/\(Self.fileName)"])
            }
        } catch {
            logger.error("\(Self.fileName) not written", metadata: ["error": "\(error)"])
        }
    }
}
