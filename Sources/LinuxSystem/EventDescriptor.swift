import CLinux
import Glibc

/// A bell that any thread may ring and one thread waits for, with `Poll`.
///
/// Rings that nobody has answered yet count as one. Source: man 2 eventfd.
package struct EventDescriptor: ~Copyable, Sendable {
    private let descriptor: OwnedFD

    /// - Throws: `eventfd`, when descriptors or memory have run out.
    package init() throws(SystemError) {
        let fd = clinux_eventfd()
        guard fd >= 0 else { throw .last("eventfd", "") }
        descriptor = OwnedFD(owning: fd)
    }

    /// What to wait on; readable from a ring until `clear()`. Borrowed: never close it.
    package var rawValue: Int32 { descriptor.rawValue }

    /// Makes the descriptor readable. Never blocks.
    package func ring() {
        var one: UInt64 = 1
        // The one failure left is EAGAIN, of a counter that is full: readable already.
        _ = write(descriptor.rawValue, &one, MemoryLayout<UInt64>.size)
    }

    /// Takes back all rings so far. Returns whether there was any. Never blocks.
    @discardableResult
    package func clear() -> Bool {
        var rings: UInt64 = 0
        return read(descriptor.rawValue, &rings, MemoryLayout<UInt64>.size) == MemoryLayout<UInt64>.size
    }
}
