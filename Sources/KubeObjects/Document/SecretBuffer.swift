import CLinux

/// Bytes that grow while they are written and that nobody may see: what is outgrown is wiped, and so is the rest.
struct SecretBuffer: ~Copyable {
    private var storage: UnsafeMutableRawBufferPointer
    private var count = 0

    /// - Parameter capacity: A guess at the final size, in bytes; a good one saves copies.
    init(capacity: Int) {
        storage = .allocate(byteCount: max(capacity, 64), alignment: 1)
    }

    deinit {
        if let base = storage.baseAddress { clinux_wipe(base, storage.count) }
        storage.deallocate()
    }

    mutating func append(_ byte: UInt8) {
        reserve(1)
        storage[count] = byte
        count += 1
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        appendUninitialized(bytes.count) { $0.copyMemory(from: bytes) }
    }

    mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Adds `additional` bytes that `fill` writes, all of them.
    mutating func appendUninitialized(_ additional: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
        reserve(additional)
        fill(UnsafeMutableRawBufferPointer(rebasing: storage[count..<count + additional]))
        count += additional
    }

    /// Lends what is written so far.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        body(UnsafeRawBufferPointer(rebasing: storage[..<count]))
    }

    private mutating func reserve(_ additional: Int) {
        guard storage.count - count < additional else { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(storage.count * 2, count + additional),
            alignment: 1
        )
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[..<count]))
        if let base = storage.baseAddress { clinux_wipe(base, storage.count) }
        storage.deallocate()
        storage = larger
    }
}
