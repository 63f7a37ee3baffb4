import Containers
import Glibc
import KubeObjects
import LinuxSystem
import SystemPackage
import Testing

struct FrameChannelTests {
    /// The bare other end, for what no channel sends.
    private struct Ends: ~Copyable {
        let channel: FrameChannel
        let other: OwnedFD
    }

    private func ends() throws -> Ends {
        var numbers: [Int32] = [0, 0]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &numbers) == 0)
        return Ends(channel: FrameChannel(OwnedFD(owning: numbers[0])), other: OwnedFD(owning: numbers[1]))
    }

    @Test func messagesComeInOrderWithTheirDescriptors() throws {
        let ends = try ends()
        let null = open("/dev/null", O_RDONLY)
        let zero = open("/dev/zero", O_RDONLY)
        defer {
            close(null)
            close(zero)
        }
        let receiver = FrameChannel(try OwnedFD(duplicating: ends.other.rawValue))
        try ends.channel.send(["n": 1], descriptors: [null, zero])
        try ends.channel.send(["n": 2])
        let first = try #require(try receiver.receive())
        #expect(first.json == ["n": 1])
        #expect(first.descriptors.count == 2)
        var byte: UInt8 = 7
        #expect(read(first.descriptors[0].rawValue, &byte, 1) == 0, "/dev/null is at its end")
        #expect(read(first.descriptors[1].rawValue, &byte, 1) == 1)
        let second = try #require(try receiver.receive())
        #expect(second.json == ["n": 2])
        #expect(second.descriptors.isEmpty)
        ends.channel.shutDown()
        #expect(try receiver.receive() == nil)
    }

    @Test func asManyDescriptorsAsPromisedGoThrough() throws {
        let ends = try ends()
        let receiver = FrameChannel(try OwnedFD(duplicating: ends.other.rawValue))
        try ends.channel.send([:], descriptors: Array(repeating: 0, count: FrameChannel.mostDescriptors))
        #expect(try receiver.receive()?.descriptors.count == FrameChannel.mostDescriptors)
        #expect(throws: FrameError.self) {
            try ends.channel.send([:], descriptors: Array(repeating: 0, count: FrameChannel.mostDescriptors + 1))
        }
    }

    @Test func aLengthBeyondTheLimitIsRefusedUnread() throws {
        let ends = try ends()
        #expect(write(ends.other.rawValue, [0xff, 0xff, 0xff, 0xff] as [UInt8], 4) == 4)
        let error = #expect(throws: FrameError.self) { try ends.channel.receive() }
        #expect(error == .tooLarge(bytes: 0xffff_ffff))
    }

    @Test func anEndInTheMiddleIsTold() throws {
        let ends = try ends()
        #expect(write(ends.other.rawValue, [0, 0, 0, 5, 0x7b] as [UInt8], 5) == 5)
        shutdown(ends.other.rawValue, Int32(SHUT_RDWR))
        let error = #expect(throws: FrameError.self) { try ends.channel.receive() }
        #expect(error == .cutOff)
    }

    @Test func aReceiverThatTakesNothingEndsTheSending() throws {
        let ends = try ends()
        ends.channel.limitSending(to: .milliseconds(50))
        let large = SecretBytes(capacity: 1 << 20) { _ in 1 << 20 }
        let error = #expect(throws: FrameError.self) {
            while true { try ends.channel.send(large) }
        }
        #expect(error == .system(SystemError("sendmsg", "", .resourceTemporarilyUnavailable)))
    }

    @Test func whoTakesNoDescriptorsGetsNone() throws {
        let ends = try ends()
        let null = open("/dev/null", O_RDONLY)
        defer { close(null) }
        let receiver = FrameChannel(try OwnedFD(duplicating: ends.other.rawValue))
        try ends.channel.send(["n": 1], descriptors: [null, null, null])
        let frame = try #require(try receiver.receive(limit: 100, takesDescriptors: false))
        #expect(frame.json == ["n": 1])
        #expect(frame.descriptors.isEmpty)
    }

    @Test func aMessageThatIsTooLongOrTooLateIsRefused() throws {
        let ends = try ends()
        let receiver = FrameChannel(try OwnedFD(duplicating: ends.other.rawValue))
        try ends.channel.send(["n": "a long text"])
        #expect(throws: FrameError.tooLarge(bytes: 19)) { _ = try receiver.receive(limit: 18) }
        let late = try self.ends()
        let waiting = FrameChannel(try OwnedFD(duplicating: late.other.rawValue))
        #expect(throws: FrameError.system(SystemError("recv", "", .timedOut))) {
            _ = try waiting.receive(deadline: .now + .milliseconds(20))
        }
    }
}
