import Glibc
import KubeObjects
import LinuxSystem
import NIOCore
import NIOSSL
import ObjectStore

/// Finds out who makes a request.
struct Authenticator: Sendable {
    let store: ObjectStore
    let tokens: TokenIssuer?
    /// Whose members may do everything through the Unix socket.
    let allowedGroup: UInt32?
    let now: @Sendable () -> Int64

    /// What a request shows of itself.
    struct Evidence: Sendable {
        var authorization: String?
        /// `--as` and `--as-group`.
        var impersonatedUser: String?
        var impersonatedGroups: [String] = []
    }

    /// - Parameter isUnix: Whether the connection is one of the Unix socket.
    /// - Throws: `APIError` 401 for a certificate or token that is refused, 403 for impersonation that is.
    func user(_ evidence: Evidence, on channel: any Channel, isUnix: Bool) async throws -> User {
        let user = isUnix ? try await peer(of: channel) : try await tlsUser(evidence, on: channel)
        guard let name = evidence.impersonatedUser else {
            guard evidence.impersonatedGroups.isEmpty else {
                throw APIError.badRequest("requested [{groups}] without impersonating a user")
            }
            return user
        }
        guard user.groups.contains(User.masters) else {
            let message =
                "users \(name.goQuoted) is forbidden: User \(user.name.goQuoted) cannot impersonate resource "
                + "\"users\" in API group \"\" at the cluster scope"
            throw user == .anonymous ? APIError.unauthorized : APIError(403, .forbidden, message)
        }
        return User(impersonated: name, groups: evidence.impersonatedGroups)
    }

    private func tlsUser(_ evidence: Evidence, on channel: any Channel) async throws -> User {
        if let certificate = try await channel.nioSSL_peerCertificate().get() {
            do throws(ClientIdentityError) {
                return try ClientIdentity(certificate, now: now()).user
            } catch {
                throw APIError.unauthorized
            }
        }
        guard let authorization = evidence.authorization else { return .anonymous }
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", let tokens else { throw APIError.unauthorized }
        let claims: TokenClaims
        do throws(TokenError) {
            claims = try tokens.verify(String(parts[1]), now: now())
        } catch {
            throw APIError.unauthorized
        }
        // A token ends with the account that it was made for.
        let key = StoreKey(Resource.serviceAccounts.name, namespace: claims.namespace, name: claims.name)
        guard try await store.object(key)?.uid == claims.uid else { throw APIError.unauthorized }
        return claims.user
    }

    private func peer(of channel: any Channel) async throws -> User {
        let credentials = try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { socket in
                try? PeerCredentials(ofSocket: socket)
            }
        }.get()
        guard let peer = credentials.flatMap(\.self),
            let user = User(peer: peer, ownUID: geteuid(), allowedGroup: allowedGroup)
        else { throw APIError.unauthorized }
        return user
    }
}
