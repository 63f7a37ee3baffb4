import Crypto
import KubeObjects
import LinuxSystem
import Testing

@testable import APIServer

@Suite struct TokenIssuerTests {
    private static let now = PKIFixture.start
    private static let issuer = TokenIssuer(key: P256.Signing.PrivateKey())

    private func issue(_ audiences: [String] = [], seconds: Int64? = nil) throws -> IssuedToken {
        try Self.issuer.issue(
            namespace: "web",
            name: "nginx",
            uid: "0-1-2",
            audiences: audiences,
            expirationSeconds: seconds,
            now: Self.now
        )
    }

    private func refusal(
        _ token: String,
        by issuer: TokenIssuer = issuer,
        audience: String = TokenIssuer.name,
        now: Int64 = now
    ) -> TokenError? {
        do throws(TokenError) {
            _ = try issuer.verify(token, audience: audience, now: now)
            return nil
        } catch {
            return error
        }
    }

    @Test func tokenSaysWhoItIs() throws {
        let claims = try Self.issuer.verify(try issue().text, now: Self.now)
        #expect(claims.user.name == "system:serviceaccount:web:nginx")
        #expect(claims.user.uid == "0-1-2")
        #expect(
            claims.user.groups == ["system:serviceaccounts", "system:serviceaccounts:web", "system:authenticated"]
        )
        #expect(claims.audiences == ["secretd"])
        #expect(claims.expires == Self.now + 3600)
    }

    @Test func partsAreAJSONWebToken() throws {
        let parts = try issue(["a", "b"]).text.split(separator: ".")
        let texts = parts.prefix(2).compactMap(Base64URL.decode).map { String(decoding: $0, as: UTF8.self) }
        #expect(texts[0] == #"{"alg":"ES256","typ":"JWT"}"#)
        #expect(
            texts[1] == #"{"aud":["a","b"],"exp":1767229200,"iat":1767225600,"iss":"secretd","#
                + #""kubernetes.io":{"namespace":"web","serviceaccount":{"name":"nginx","uid":"0-1-2"}},"#
                + #""nbf":1767225600,"sub":"system:serviceaccount:web:nginx"}"#
        )
        #expect(Base64URL.decode(parts[2])?.count == 64)
    }

    @Test(
        arguments: [
            (nil, 3600), (600, 600), (599, 600), (-1, 600), (86400, 86400), (86401, 86400), (.max, 86400),
        ] as [(Int64?, Int64)]
    )
    func lifeIsBounded(_ asked: Int64?, _ given: Int64) throws {
        #expect(try issue(seconds: asked).expires == Self.now + given)
    }

    @Test(
        arguments: [
            (599, "may not specify a duration less than 10 minutes"), (600, nil), (1 << 32, nil),
            (1 << 32 + 1, "may not specify a duration larger than 2^32 seconds"),
        ] as [(Int64, String?)]
    )
    func problemIsKubernetesText(_ seconds: Int64, _ text: String?) {
        #expect(TokenIssuer.problem(withExpirationSeconds: seconds) == text)
    }

    @Test(
        arguments: [(-1, TokenError.notYetValid), (0, nil), (3599, nil), (3600, .expired), (1 << 40, .expired)]
            as [(Int64, TokenError?)]
    )
    func timeCounts(_ offset: Int64, _ expected: TokenError?) throws {
        #expect(refusal(try issue().text, now: Self.now + offset) == expected)
    }

    @Test func audienceCounts() throws {
        #expect(refusal(try issue(["vault"]).text) == .wrongAudience)
        #expect(refusal(try issue(["vault", "secretd"]).text) == nil)
        #expect(refusal(try issue(["vault"]).text, audience: "vault") == nil)
    }

    @Test func keyOfAnotherIssuerIsRefused() throws {
        #expect(refusal(try issue().text, by: TokenIssuer(key: P256.Signing.PrivateKey())) == .badSignature)
    }

    @Test func everyChangedCharacterIsRefused() throws {
        let token = Array(try issue().text.utf8)
        for index in token.indices {
            var changed = token
            changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(refusal(String(decoding: changed, as: UTF8.self)) != nil, "at \(index)")
        }
    }

    @Test(arguments: [
        "", ".", "..", "...", "a.b.c", "e30.e30.e30", "ä.ö.ü", "e30=.e30.e30", "eyJhbGciOiJFUzI1NiJ9.e30.\n",
    ])
    func noiseIsMalformed(_ text: String) {
        #expect(refusal(text) == .malformed)
    }

    @Test func whatIsAddedOrMissingIsMalformed() throws {
        let token = try issue().text
        for changed in [token + "=", token + ".", "." + token, " " + token, token + "\n", token + ".e30"] {
            #expect(refusal(changed) == .malformed)
        }
        #expect(refusal(String(token.dropLast(2))) != nil)
    }

    @Test func hugeIsMalformedBeforeAnyWork() throws {
        let token = try issue([String(repeating: "a", count: 8 << 10), "secretd"]).text
        #expect(refusal(token) == .malformed)
    }

    @Test(arguments: ["none", "HS256", "es256", "RS256", ""])
    func otherAlgorithmsAreMalformedEvenWhenSignedByUs(_ algorithm: String) throws {
        let claims = try Self.issuer.verify(try issue().text, now: Self.now).json(issuer: TokenIssuer.name)
        let token = try Self.issuer.sign(header: ["alg": .string(algorithm)], claims: claims)
        #expect(refusal(token) == .malformed)
        let unsigned = token.split(separator: ".").dropLast().joined(separator: ".") + "."
        #expect(refusal(unsigned) == .malformed)
    }

    @Test func criticalHeaderIsMalformed() throws {
        let claims = try Self.issuer.verify(try issue().text, now: Self.now).json(issuer: TokenIssuer.name)
        let token = try Self.issuer.sign(header: ["alg": "ES256", "crit": ["x"]], claims: claims)
        #expect(refusal(token) == .malformed)
    }

    @Test(arguments: ["iss", "sub", "aud", "exp", "nbf", "iat", "kubernetes.io"])
    func claimsMustBeComplete(_ name: String) throws {
        for value in [nil, .string("x"), .null, .number("1.5")] as [JSONValue?] {
            var claims = try Self.issuer.verify(try issue().text, now: Self.now).json(issuer: TokenIssuer.name)
            claims[name] = value
            let token = try Self.issuer.sign(header: ["alg": "ES256"], claims: claims)
            #expect(refusal(token) == .malformed)
        }
    }

    @Test func tokenDoesNotPrint() throws {
        let token = try issue()
        var dumped = "\(token) \(String(reflecting: token))"
        dump(token, to: &dumped)
        #expect(!dumped.contains(token.text))
    }

    @Test func keyIsKeptInAFile() throws {
        let fixture = try PKIFixture()
        let first = try TokenIssuer.open(directory: fixture.path)
        let token = try first.issue(namespace: "n", name: "s", uid: "u", now: Self.now).text
        #expect(try fixture.directory().status(of: "token.key").mode == 0o600)
        #expect(refusal(token, by: try TokenIssuer.open(directory: fixture.path)) == nil)
        try fixture.put("-----BEGIN", "token.key")
        #expect(throws: IdentityError.tokenKeyUnreadable(key: fixture.path + "/token.key")) {
            try TokenIssuer.open(directory: fixture.path)
        }
        #expect(try fixture.text("token.key") == "-----BEGIN")
    }
}
