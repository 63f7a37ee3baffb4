import KubeObjects
import ServiceLifecycle
import Synchronization

/// A file that may be a certificate, to be read as one.
struct PendingCertificate: Sendable {
    var volume: ServedVolume.ID
    var born: UInt64
    var path: String
    /// The number of the generation that it came with.
    var generation: UInt32
    var content: SecretBytes
}

extension ServedBook.State {
    /// Takes the files that look like certificates, to be read when there is time.
    mutating func await(_ files: [ServedFile], of row: ServedBook.Row) {
        guard let number = row.history.generations.last?.number else { return }
        for file in files {
            guard let content = file.certificate, certificateBytes + content.count <= ServedBook.certificateLimit,
                file.hasNewBytes || number == 1
            else { continue }
            certificateBytes += content.count
            certificates.append(
                PendingCertificate(
                    volume: row.volume.id,
                    born: row.born,
                    path: file.path,
                    generation: number,
                    content: content
                )
            )
        }
    }
}

extension ServedBook: Service {
    /// Reads certificates as they come, apart from whoever publishes, until the daemon ends.
    package func run() async {
        await cancelWhenGracefulShutdown {
            for await _ in self.bell { await self.readCertificates() }
        }
    }

    func readCertificates() async {
        let pending = state.withLock { state in
            defer {
                state.certificates = []
                state.certificateBytes = 0
            }
            return state.certificates
        }
        // Many volumes may have the same Secret.
        var known: [ObjectIdentifier: CertificateSummary] = [:]
        for file in pending {
            let id = ObjectIdentifier(file.content)
            guard let certificate = known[id] ?? CertificateSummary(file.content) else { continue }
            known[id] = certificate
            state.withLock { state in
                guard state.rows[file.volume]?.born == file.born else { return }
                state.rows[file.volume]?.history.note(certificate, at: file.path, changedIn: file.generation)
            }
            await Task.yield()
        }
    }
}
