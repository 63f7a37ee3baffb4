import Testing

@testable import APIServer

@Suite struct ProtobufWriterTests {
    @Test func textsAndMessagesHaveTheirLengthInFront() {
        var writer = ProtobufWriter()
        writer.write(1, "2.0")
        writer.write(2) { info in
            info.write(1, "mock")
            info.write(2, "v0")
        }
        #expect(writer.bytes == bytes(hex: "0a03322e30 120a0a046d6f636b12027630"))
    }

    @Test func largeFieldNumbersAndLengthsTakeMoreBytes() {
        var writer = ProtobufWriter()
        writer.write(31, String(repeating: "a", count: 300))
        #expect(writer.bytes.prefix(4) == [0xfa, 0x01, 0xac, 0x02])
        #expect(writer.bytes.count == 304)
    }

    @Test func anEmptyMessageIsWritten() {
        var writer = ProtobufWriter()
        writer.write(2) { _ in }
        #expect(writer.bytes == [0x12, 0x00])
    }
}
