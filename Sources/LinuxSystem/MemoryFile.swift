import CLinux
import Glibc
import SystemPackage

/// A file without a name that lives in memory, for bytes that must not reach a disk and have to outlive the process:
/// whoever else has its descriptor keeps them.
package struct MemoryFile: ~Copyable, Sendable {
    private let descriptor: OwnedFD
    /// Whether the kernel never swaps it, whatever is locked.
    package let isNeverSwapped: Bool

    /// Borrow it for a call; do not close it.
    package var rawValue: Int32 { descriptor.rawValue }

    /// Takes a descriptor that another process has kept.
    package init(owning descriptor: consuming OwnedFD) {
        self.descriptor = descriptor
        isNeverSwapped = false
    }

    /// Makes an empty one: on a tmpfs of its own that is never swapped, where this process may mount and the kernel can
    /// do that; otherwise as man 2 memfd_create has it, which may be swapped unless its pages are locked.
    package init(name: String) throws(SystemError) {
        if let file = Self.unswappable() {
            descriptor = file
            isNeverSwapped = true
            return
        }
        let fd = clinux_memory_file(name)
        guard fd >= 0 else { throw .last("memfd_create", name) }
        descriptor = OwnedFD(owning: fd)
        isNeverSwapped = false
    }

    private static func unswappable() -> OwnedFD? {
        guard let root = try? TmpfsMount.detachedRoot(TmpfsParameters(size: 1 << 60, mode: 0o700)) else { return nil }
        return try? OwnedFD.opening("bytes", in: root.rawValue, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode: 0o600)
    }

    /// Gives pages to `count` bytes at `offset`; what is written there later cannot fail for want of room.
    package func reserve(_ count: Int, at offset: Int) throws(SystemError) {
        guard clinux_reserve(rawValue, off_t(offset), off_t(count)) == 0 else { throw .last("fallocate", "") }
    }

    /// Gives the pages back.
    package func release(_ count: Int, at offset: Int) {
        _ = clinux_punch(rawValue, off_t(offset), off_t(count))
    }

    /// Bytes up to the last one that was ever reserved.
    package func size() throws(SystemError) -> Int {
        try descriptor.status(subject: "").size
    }

    /// The runs of pages that are in use, by offset and length in bytes.
    package func runs() throws(SystemError) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position: off_t = 0
        while true {
            let start = clinux_next_data(rawValue, position)
            guard start >= 0 else {
                if Glibc.errno == ENXIO { return found }
                throw .last("lseek", "")
            }
            let end = clinux_next_hole(rawValue, start)
            guard end > start else { throw .last("lseek", "") }
            found.append(Int(start)..<Int(end))
            position = end
        }
    }

    /// Maps `count` bytes at `offset`, shared, readable and writable, kept out of core dumps and child processes.
    ///
    /// The caller unmaps them.
    package func map(_ count: Int, at offset: Int) throws(SystemError) -> UnsafeMutableRawBufferPointer {
        let address = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_SHARED, rawValue, off_t(offset))
        guard let address, address != UnsafeMutableRawPointer(bitPattern: -1) else { throw .last("mmap", "") }
        clinux_keep_private(address, count)
        return UnsafeMutableRawBufferPointer(start: address, count: count)
    }
}
