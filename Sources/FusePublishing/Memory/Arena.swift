import Glibc
import LinuxSystem
import Logging
import Synchronization

/// The one place where a tree's secret bytes live: a file in memory, of which each generation has a run of pages.
///
/// The file's descriptor can be kept by the service manager; then everything in it outlives a kill of this process, and
/// `Record.readAll` finds it again. Offsets only grow and are never used twice, so there is nothing to allocate: the file is
/// sparse, and pages that are given back cost nothing.
/// Pages are locked in memory, stay out of core dumps and child processes, and are wiped before they go.
final class Arena: Sendable {
    private struct State {
        /// The first offset that was never used.
        var end: Int
        var used = 0
        var hasWarned = false
    }

    private let file: MemoryFile
    private let state: Mutex<State>
    private let left = Atomic(false)
    private let logger: Logger
    static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// The file's descriptor; borrow it for a call.
    var descriptor: Int32 { file.rawValue }

    /// Bytes that generations have now.
    var used: Int { state.withLock { $0.used } }

    /// Takes a file over, an empty one or one that an earlier process has filled.
    init(_ file: consuming MemoryFile, logger: Logger) throws(SystemError) {
        let size = try file.size()
        state = Mutex(State(end: (size + Self.pageSize - 1) / Self.pageSize * Self.pageSize))
        self.file = file
        self.logger = logger
    }

    /// An empty one.
    static func make(logger: Logger) throws(SystemError) -> Arena {
        try Arena(try MemoryFile(name: "secretd"), logger: logger)
    }

    /// A run of at least `count` bytes of zeros.
    ///
    /// - Throws: `ENOSPC` or `ENOMEM` where memory has run out; later writes to the run cannot fail for that.
    func makeExtent(_ count: Int) throws(SystemError) -> Extent {
        let length = (count + Self.pageSize - 1) / Self.pageSize * Self.pageSize
        let offset = state.withLock { state in
            defer { state.end += length }
            return state.end
        }
        do throws(SystemError) {
            try file.reserve(length, at: offset)
            return try extent(at: offset, length)
        } catch {
            file.release(length, at: offset)
            throw error
        }
    }

    /// The run of `length` bytes at `offset`, a whole number of pages, as it is.
    func extent(at offset: Int, _ length: Int) throws(SystemError) -> Extent {
        let bytes = try file.map(length, at: offset)
        if mlock(bytes.baseAddress, length) != 0 { warn(SystemError.last("mlock", "")) }
        state.withLock { $0.used += length }
        return Extent(bytes, offset: offset, of: self)
    }

    /// Lends `count` bytes at `offset` without taking them over.
    func withBytes<Result>(
        _ count: Int,
        at offset: Int,
        _ body: (UnsafeRawBufferPointer) -> Result
    ) throws(SystemError) -> Result {
        let bytes = try file.map(count, at: offset)
        defer { munmap(bytes.baseAddress, count) }
        return body(UnsafeRawBufferPointer(bytes))
    }

    /// The runs of pages in use, as after a kill of the process that had them.
    func runs() throws(SystemError) -> [Range<Int>] { try file.runs() }

    /// Gives all pages back that none of `extents` has: also such as were reserved and never written, which `runs` does
    /// not show.
    func releaseAll(but extents: [Extent]) throws(SystemError) {
        var position = 0
        for extent in extents.sorted(by: { $0.offset < $1.offset }) {
            if extent.offset > position { file.release(extent.offset - position, at: position) }
            position = max(position, extent.offset + extent.bytes.count)
        }
        let end = try file.size()
        if end > position { file.release(end - position, at: position) }
    }

    /// Gives a run's pages back.
    func release(_ length: Int, at offset: Int) {
        file.release(length, at: offset)
    }

    /// An extent of `length` bytes at `offset` is nobody's any more.
    func takeBack(_ length: Int, at offset: Int) {
        file.release(length, at: offset)
        state.withLock { $0.used -= length }
    }

    /// Whether everything in it is another process's business from here on.
    var isLeft: Bool { left.load(ordering: .acquiring) }

    /// Leaves everything in it to the next process.
    func leave() { left.store(true, ordering: .releasing) }

    private func warn(_ error: SystemError) {
        let isFirst = state.withLock { state in
            defer { state.hasWarned = true }
            return !state.hasWarned
        }
        guard isFirst, !file.isNeverSwapped else { return }
        logger.warning(
            "secrets may reach the swap space: memory cannot be locked; raise the limit (LimitMEMLOCK=, ulimit -l)",
            metadata: ["error": "\(error)"]
        )
    }
}
