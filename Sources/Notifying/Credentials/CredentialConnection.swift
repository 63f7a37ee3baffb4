import Glibc
import KubeObjects
import LinuxSystem
import SystemPackage

/// One connection of systemd's.
struct CredentialConnection: ~Copyable {
    let descriptor: OwnedFD

    /// Why nobody is answered on it.
    enum Refusal: Error, Equatable {
        case user(UInt32)
        case address
        case system(SystemError)

        var reason: String {
            switch self {
            case .user(let uid): "asked by user \(uid), who is not the service manager"
            case .address: "the address is not one of a service manager"
            case .system(let error): "\(error)"
            }
        }
    }

    /// Who asks, and for what. The address alone proves nothing: any process may have one like it.
    ///
    /// - Parameter uid: Of the service manager.
    func request(from uid: UInt32) throws(Refusal) -> CredentialRequest {
        let peer: PeerCredentials
        do { peer = try PeerCredentials(ofSocket: descriptor.rawValue) } catch { throw .system(error) }
        guard peer.uid == uid else { throw .user(peer.uid) }
        guard let request = CredentialRequest(address: try address()) else { throw .address }
        return request
    }

    /// The bytes of the peer's name; an abstract one begins with 0, and one that has no name has none.
    private func address() throws(Refusal) -> [UInt8] {
        var address = sockaddr_un()
        var length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getpeername(descriptor.rawValue, $0, &length)
            }
        }
        guard code == 0 else { throw .system(.last("getpeername", "")) }
        let start = MemoryLayout.offset(of: \sockaddr_un.sun_path) ?? 2
        return withUnsafeBytes(of: address) { Array($0.prefix(Int(length)).dropFirst(start)) }
    }

    /// Sends all of a value.
    ///
    /// - Returns: Whether the peer took it before `deadline`.
    func send(_ bytes: SecretBytes, until deadline: ContinuousClock.Instant) -> Bool {
        bytes.withBytes { write($0, until: deadline) }
    }

    /// Makes the unit's start fail. The protocol has no word for that, and an end without a byte is an empty credential to
    /// systemd; but one of more than 1 MiB is an error. What is sent is zeros.
    ///
    /// Source: systemd src/core/exec-credential.c, READ_FULL_FILE_FAIL_WHEN_LARGER.
    func refuse(until deadline: ContinuousClock.Instant) {
        // Encrypted ones may be an eighth larger.
        let zeros = [UInt8](repeating: 0, count: CredentialPolicy.largest / 4)
        for _ in 0..<6 {
            guard zeros.withUnsafeBytes({ write($0, until: deadline) }) else { return }
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer, until deadline: ContinuousClock.Instant) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.send(descriptor.rawValue, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                continue
            }
            guard errno == EAGAIN || errno == EINTR else { return false }
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return false }
            var entry = pollfd(fd: descriptor.rawValue, events: Int16(POLLOUT), revents: 0)
            _ = poll(&entry, 1, Int32(clamping: left.components.seconds * 1000 + 1000))
        }
        return true
    }
}
