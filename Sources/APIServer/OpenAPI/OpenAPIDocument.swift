/// An OpenAPI document as it goes over the wire. It never changes while the daemon runs.
struct OpenAPIDocument: Sendable {
    let contentType: String
    let bytes: [UInt8]
    /// 16 hexadecimal digits that change when the bytes do; no proof against forgery, which nobody needs here.
    let hash: String

    /// The value of the `ETag` header, quotes included.
    var etag: String { "\"\(hash)\"" }

    init(contentType: String, bytes: [UInt8]) {
        self.contentType = contentType
        self.bytes = bytes
        // FNV-1a, 64 bits.
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(state, radix: 16, uppercase: true)
        hash = String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
