import CLinux
import Glibc

/// A run of pages of an arena, mapped. Wiped, unmapped and given back when the last reference goes; only unmapped, where
/// the arena has been left to another process.
final class Extent: @unchecked Sendable {  // the bytes are written before it is shared; the state by atomic stores
    private let arena: Arena
    let offset: Int
    let bytes: UnsafeMutableRawBufferPointer

    init(_ bytes: UnsafeMutableRawBufferPointer, offset: Int, of arena: Arena) {
        self.bytes = bytes
        self.offset = offset
        self.arena = arena
    }

    deinit {
        guard let base = bytes.baseAddress else { return }
        let isOurs = !arena.isLeft
        if isOurs { clinux_wipe(base, bytes.count) }
        munmap(base, bytes.count)
        if isOurs { arena.takeBack(bytes.count, at: offset) }
    }
}
