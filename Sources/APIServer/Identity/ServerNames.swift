import Glibc
import SwiftASN1
import X509

/// The names by which clients may call the server: what its certificate says.
struct ServerNames: Hashable, Sendable {
    /// Names in lower case and addresses of 4 or 16 bytes, each once.
    let names: [GeneralName]

    /// - Parameters:
    ///   - hostname: Left out when it is no name that can stand in a certificate.
    ///   - listenAddress: An address or a name; one that stands for every address adds nothing.
    init(hostname: String, listenAddress: String) {
        var names = ["localhost", "secretd", "secretd.local"].map(GeneralName.dnsName)
        names += ["127.0.0.1", "::1"].compactMap { Self.address($0) }.map(Self.name)
        if let address = Self.address(listenAddress) {
            if address.contains(where: { $0 != 0 }) { names.append(Self.name(address)) }
        } else {
            names += Self.dnsName(listenAddress)
        }
        names += Self.dnsName(hostname)
        var seen: Set<GeneralName> = []
        self.names = names.filter { seen.insert($0).inserted }
    }

    /// Whether a certificate has all the names.
    func are(in certificate: Certificate) -> Bool {
        guard let present = try? certificate.extensions.subjectAlternativeNames else { return false }
        return Set(present).isSuperset(of: names)
    }

    /// The bytes of an IPv4 or IPv6 address in text; nil for everything else. Source: man 3 inet_pton.
    static func address(_ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes[..<4]) }
        return inet_pton(AF_INET6, text, &bytes) == 1 ? bytes : nil
    }

    private static func name(_ address: [UInt8]) -> GeneralName {
        .ipAddress(ASN1OctetString(contentBytes: address[...]))
    }

    /// Labels of letters, digits, hyphens and underscores, 63 bytes each and 253 in all. Source: RFC 1035 §2.3.4.
    private static func dnsName(_ text: String) -> [GeneralName] {
        let text = text.lowercased()
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            (1...63).contains(label.count) && label.allSatisfy(isNameByte)
        }
        return isName && text.utf8.count <= 253 ? [.dnsName(text)] : []
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
