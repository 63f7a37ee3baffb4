import CLinux
import Glibc

/// Bytes that must not be seen: the value of one key of a Secret.
///
/// Immutable, shared by reference, overwritten with zeros when the last reference goes. It prints as `<N bytes>`, is not
/// `Codable`, and offers no `String`: the only ways in are the initialisers, the only way out is `withBytes`.
package final class SecretBytes: @unchecked Sendable {  // immutable after init, so sharing the pointer is safe
    private let storage: UnsafeMutableRawBufferPointer
    /// Whose memory it is, where it is not the value's own.
    private let owner: (any AnyObject & Sendable)?

    /// The number of bytes.
    package var count: Int { storage.count }

    /// Makes a value of at most `capacity` bytes in place, so that no second copy of them is made.
    ///
    /// - Parameter initialize: Fills the buffer from its start and returns how many bytes it wrote.
    /// - Throws: What `initialize` throws; the buffer is wiped first.
    package init<Failure: Error>(
        capacity: Int,
        initializingWith initialize: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 1)
        owner = nil
        let written: Int
        do {
            written = try initialize(buffer)
        } catch {
            Self.release(buffer)
            throw error
        }
        precondition(written <= capacity, "more bytes written than there is room for")
        if written == capacity {
            storage = buffer
        } else {
            // Shrink, so that a generous estimate does not stay allocated for the life of the value.
            let exact = UnsafeMutableRawBufferPointer.allocate(byteCount: written, alignment: 1)
            exact.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<written]))
            Self.release(buffer)
            storage = exact
        }
    }

    /// Copies `bytes`. The caller's own copy is the caller's to wipe.
    package convenience init(copying bytes: UnsafeRawBufferPointer) {
        self.init(capacity: bytes.count) { buffer in
            buffer.copyMemory(from: bytes)
            return bytes.count
        }
    }

    /// Copies the UTF-8 bytes of `text`. Swift's own copy of the text cannot be wiped.
    package convenience init(utf8 text: String) {
        var text = text
        self.init(copyingUTF8Of: &text)
    }

    private convenience init(copyingUTF8Of text: inout String) {
        let count = text.utf8.count
        self.init(capacity: count) { buffer in
            _ = text.withUTF8 { UnsafeRawBufferPointer($0).copyBytes(to: buffer) }
            return count
        }
    }

    /// Shows bytes in memory that belongs to `owner`, which is kept as long as the value is, and wipes them in the end.
    ///
    /// The bytes must not change any more.
    package init(_ bytes: UnsafeMutableRawBufferPointer, of owner: any AnyObject & Sendable) {
        storage = bytes
        self.owner = owner
    }

    deinit {
        if owner == nil { Self.release(storage) }
    }

    /// Lends the bytes for the time of `body`. Do not let the pointer out.
    package func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(storage))
    }

    private static func release(_ buffer: UnsafeMutableRawBufferPointer) {
        if let base = buffer.baseAddress { clinux_wipe(base, buffer.count) }
        buffer.deallocate()
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func copyBytes(to target: UnsafeMutableRawBufferPointer) -> Int {
        target.copyMemory(from: self)
        return count
    }
}

extension SecretBytes: Equatable {
    /// Same length and same bytes. By `memcmp`: a comparison byte by byte took a third of a publish's time.
    package static func == (left: SecretBytes, right: SecretBytes) -> Bool {
        guard left !== right else { return true }
        guard left.count == right.count else { return false }
        guard let a = left.storage.baseAddress, let b = right.storage.baseAddress else { return true }
        return memcmp(a, b, left.count) == 0
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<\(count) bytes>" }
    package var debugDescription: String { description }
    /// No children, so that `dump` shows no more than `description` does.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
