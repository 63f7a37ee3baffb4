import Glibc
import LinuxSystem

@testable import Notifying

/// A pipe with a name: whatever other processes write to it comes as the times at which it came. A thread waits for it, so
/// that no test holds one of the few threads of tasks.
final class Ticks: Sendable {
    private let descriptor: OwnedFD
    private let times: AsyncStream<ContinuousClock.Instant>

    init(_ path: String) throws {
        mkfifo(path, 0o600)
        // For both, so that opening waits for nobody, and so that there is no end.
        let opened = open(path, O_RDWR | O_CLOEXEC)
        guard opened >= 0 else { throw SystemError.last("open", path) }
        descriptor = OwnedFD(owning: opened)
        let reading = try OwnedFD(duplicating: opened)
        let number = reading.rawValue
        let (times, bell) = AsyncStream.makeStream(of: ContinuousClock.Instant.self)
        self.times = times
        let kept = Kept(reading)
        try SystemThread.start {
            var byte: UInt8 = 0
            while read(number, &byte, 1) == 1, byte != UInt8(ascii: "q") { bell.yield(.now) }
            _ = kept
        }
    }

    deinit { write("q") }

    private final class Kept: Sendable {
        private let descriptor: OwnedFD

        init(_ descriptor: consuming OwnedFD) { self.descriptor = descriptor }
    }

    func write(_ text: StaticString) { _ = Glibc.write(descriptor.rawValue, text.utf8Start, text.utf8CodeUnitCount) }

    func next() async -> ContinuousClock.Instant? {
        for await time in times { return time }
        return nil
    }
}
