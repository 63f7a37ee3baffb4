import Testing

@testable import APIServer

@Suite struct ProtobufReaderTests {
    private func read<Result>(
        _ hex: String,
        _ body: (inout ProtobufReader) throws(ProtobufError) -> Result
    ) -> Swift.Result<Result, ProtobufError> {
        bytes(hex: hex).withUnsafeBytes { bytes in
            var reader = ProtobufReader(bytes)
            return Swift.Result { () throws(ProtobufError) in try body(&reader) }
        }
    }

    @Test(
        arguments: [
            ("00", 0), ("7f", 127), ("8001", 128), ("ac02", 300), ("ffffffffffffffffff01", .max), ("8000", 0),
        ] as [(String, UInt64)]
    )
    func varintsAreRead(hex: String, value: UInt64) {
        #expect(read(hex) { (reader) throws(ProtobufError) in try reader.varint() } == .success(value))
    }

    @Test(arguments: [
        ("", ProtobufError.truncated(offset: 0)),
        ("80", .truncated(offset: 0)),
        ("ffffffffffffffffff02", .overlongVarint(offset: 0)),
        ("8080808080808080808001", .overlongVarint(offset: 0)),
    ])
    func badVarintsAreRefused(hex: String, error: ProtobufError) {
        #expect(read(hex) { (reader) throws(ProtobufError) in try reader.varint() } == .failure(error))
    }

    @Test(arguments: ["00", "07", "0e", "0f", "8080808010"])
    func badTagsAreRefused(hex: String) {
        #expect(
            read(hex) { (reader) throws(ProtobufError) in try reader.tag().field } == .failure(.badTag(offset: 0))
        )
    }

    @Test(arguments: ["01", "0561", "ffffffffffffffffff01", "ffffffffffffffff7f"])
    func lengthsBeyondTheEndAreRefused(hex: String) {
        #expect(
            read(hex) { (reader) throws(ProtobufError) in try reader.message().isAtEnd }
                == .failure(.truncated(offset: 0))
        )
    }

    /// Reads to the end as one who knows no field.
    private func skipAll(_ hex: String) -> Result<Bool, ProtobufError> {
        read(hex) { (reader) throws(ProtobufError) in
            while !reader.isAtEnd {
                let (field, type) = try reader.tag()
                try reader.skipValue(of: field, type)
            }
            return true
        }
    }

    @Test(arguments: [
        "08ff01", "090102030405060708", "0a03616263", "0d01020304", "0b0c", "0b10010c", "0b13140c", "0b0a020b0c0c",
    ])
    func unknownValuesOfEveryWireTypeAreSkipped(hex: String) {
        #expect(skipAll(hex) == .success(true))
    }

    @Test(arguments: [
        ("0901", ProtobufError.truncated(offset: 1)),
        ("0d01", .truncated(offset: 1)),
        ("0b", .truncated(offset: 1)),
        ("0c", .badGroup(offset: 1, limit: 32)),
        ("0b14", .badGroup(offset: 1, limit: 32)),
    ])
    func badValuesAreRefused(hex: String, error: ProtobufError) {
        #expect(skipAll(hex) == .failure(error))
    }

    @Test func groupsWithinGroupsHaveALimit() {
        let deepest = String(repeating: "0b", count: 32) + String(repeating: "0c", count: 32)
        #expect(skipAll(deepest) == .success(true))
        #expect(skipAll(String(repeating: "0b", count: 100_000)) == .failure(.badGroup(offset: 32, limit: 32)))
    }
}
