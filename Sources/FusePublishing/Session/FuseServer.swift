import CFuse3
import Glibc
import KubeObjects
import Publishing
import Synchronization

/// Answers the kernel's requests from the tree. Every call is short: it looks something up in memory, and waits for
/// nothing but the tree's lock.
///
/// A key's own file is read without the kernel's page cache: the cache cannot exchange a file's size and all its pages
/// at once, so one read could get parts of two versions. A generation's files never change and are cached.
final class FuseServer: Sendable {
    struct State {
        var tree: NodeTree
        var openFiles: OpenFiles
    }

    let state: Mutex<State>
    /// The events helper's pid, which may do what nobody else may; 0 while there is none.
    let helper = Atomic<Int32>(0)
    private let hasAnswered = Atomic(false)
    private let gatekeeper: any Gatekeeper
    /// Whether the kernel leaves file modes to the server; then everybody who comes is the files' owner.
    private let checksModes: Bool
    private let totalBytes: Int
    private let usedBytes: @Sendable () -> Int
    /// Nodes of which somebody was given an old version's bytes, which the kernel may keep.
    private let stale: StaleNodes

    /// - Parameters:
    ///   - checksModes: Whether the kernel leaves file modes to the server; then everybody who comes is the files' owner.
    ///   - totalBytes: What `df` shows as the size.
    ///   - usedBytes: What it shows as used.
    init(
        _ tree: NodeTree,
        gatekeeper: any Gatekeeper,
        stale: StaleNodes,
        checksModes: Bool,
        totalBytes: Int,
        usedBytes: @escaping @Sendable () -> Int
    ) {
        var now = timespec()
        clock_gettime(CLOCK_BOOTTIME, &now)
        // Handles of an earlier process are smaller: it made less than one in a nanosecond.
        let first = UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
        state = Mutex(State(tree: tree, openFiles: OpenFiles(first: first)))
        self.gatekeeper = gatekeeper
        self.stale = stale
        self.checksModes = checksModes
        self.totalBytes = totalBytes
        self.usedBytes = usedBytes
    }

    /// Whether no answer was written before; true once.
    func takesFirstAnswer() -> Bool {
        guard !hasAnswered.load(ordering: .relaxed) else { return false }
        return !hasAnswered.exchange(true, ordering: .relaxed)
    }

    private func isHelper(_ request: Request) -> Bool {
        let helper = helper.load(ordering: .relaxed)
        return helper != 0 && request.caller.pid == helper
    }

    // MARK: Reading

    func lookup(_ request: Request, _ name: NameBytes, in parent: NodeID) {
        guard name.bytes.count <= 255 else { return request.fail(ENAMETOOLONG) }
        let isHelper = isHelper(request)
        let (finding, status) = state.withLock { state -> (NodeTree.Finding, stat?) in
            let finding = state.tree.find(name, in: parent, isHelper: isHelper)
            guard let id = finding.id, let status = state.tree.status(of: id) else {
                return (NodeTree.Finding(id: nil, isLasting: finding.isLasting), nil)
            }
            // Before the answer: the kernel may forget it again at once.
            state.tree.noteLookup(of: id)
            return (finding, status)
        }
        if !request.answer(finding.id, status, isLasting: finding.isLasting), let id = finding.id { forget(id, 1) }
    }

    func forget(_ id: NodeID, _ count: UInt64) {
        if state.withLock({ $0.tree.forget(id, count) }) { stale.add(doubtful: id) }
    }

    /// Asks `isKnown` whether the kernel knows `id`, and drops what it does not. Not on the thread that serves.
    func settleDoubt(about id: NodeID, isKnown: (NodeID) -> Bool) {
        let lookups = state.withLock { $0.tree.nodes[id]?.lookups }
        guard let lookups, !isKnown(id) else { return }
        state.withLock { $0.tree.noteUnknown(id, lookups: lookups) }
    }

    func status(_ request: Request, of id: NodeID) {
        guard let status = state.withLock({ $0.tree.status(of: id) }) else { return request.fail(ESTALE) }
        request.answer(status)
    }

    func readLink(_ request: Request, _ id: NodeID) {
        guard case .link(let destination) = state.withLock({ $0.tree.nodes[id]?.kind }) else {
            return request.fail(EINVAL)
        }
        request.answer(destination: destination)
    }

    func open(_ request: Request, _ id: NodeID, _ info: inout fuse_file_info) {
        guard let file = state.withLock({ $0.tree.file(id) }) else { return request.fail(ESTALE) }
        // It only ever opens to write, which nobody else can.
        let isHelper = info.flags & O_ACCMODE == O_WRONLY && isHelper(request)
        guard isHelper || (info.flags & O_ACCMODE == O_RDONLY && info.flags & O_TRUNC == 0) else {
            return request.fail(EROFS)
        }
        if !isHelper {
            if checksModes, file.mode & 0o400 == 0 { return request.fail(EACCES) }
            let caller = request.caller
            guard gatekeeper.admits(thread: caller.pid, uid: caller.uid, gid: caller.gid, to: file.identity) else {
                return request.fail(EACCES)
            }
        }
        info.noflush = 1
        if file.isKey {
            info.direct_io = 1
            info.fh = isHelper ? 0 : state.withLock { $0.openFiles.makeHandle() }
        } else {
            info.keep_cache = 1
        }
        let handle = info.fh
        if fuse_reply_open(request.raw, &info) != 0 { state.withLock { $0.openFiles.close(handle) } }
    }

    func read(_ request: Request, _ id: NodeID, _ size: Int, at offset: Int, handle: UInt64) {
        let found = state.withLock { state -> (content: SecretBytes, isStale: Bool)? in
            guard let file = state.tree.file(id), let modified = state.tree.nodes[id]?.modified else { return nil }
            guard file.isKey, handle != 0 else { return (file.content, false) }
            let current = OpenFiles.Pin(content: file.content, modified: modified)
            let pin = state.openFiles.content(for: handle, offset: offset, current: current)
            return (pin.content, pin.modified != modified)
        }
        guard let (content, isStale) = found else { return request.fail(ESTALE) }
        content.withBytes { bytes in
            let start = min(max(0, offset), bytes.count)
            request.answer(UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + size, bytes.count)]))
        }
        // A mapping may have asked, and then the page is in the kernel's cache now.
        if isStale { stale.add(stale: id) }
    }

    func release(_ request: Request, handle: UInt64) {
        if handle != 0 { state.withLock { $0.openFiles.close(handle) } }
        request.succeed()
    }

    func openDirectory(_ request: Request, _ id: NodeID, _ info: inout fuse_file_info) {
        let handle = state.withLock { state -> UInt64? in
            guard let listing = state.openFiles.listing(of: id, in: state.tree) else { return nil }
            let handle = state.openFiles.makeHandle()
            state.openFiles.keep(listing, for: handle)
            return handle
        }
        guard let handle else { return request.fail(ESTALE) }
        info.fh = handle
        if fuse_reply_open(request.raw, &info) != 0 { state.withLock { $0.openFiles.close(handle) } }
    }

    func readDirectory(_ request: Request, _ id: NodeID, _ size: Int, from offset: Int, handle: UInt64) {
        let listing = state.withLock { state -> [NodeTree.Entry]? in
            if let listing = state.openFiles.listing(of: handle), offset > 0 { return listing }
            // From the start again, or a directory that was opened before this process: as it is now.
            guard let listing = state.openFiles.listing(of: id, in: state.tree) else { return nil }
            state.openFiles.keep(listing, for: handle)
            return listing
        }
        guard let listing else { return request.fail(ESTALE) }
        request.answer(listing, from: max(0, offset), size: size)
    }

    func filesystemStatus(_ request: Request) {
        let files = state.withLock { $0.tree.nodes.count }
        var status = statvfs()
        status.f_bsize = 4096
        status.f_frsize = 4096
        status.f_blocks = fsblkcnt_t(totalBytes / 4096)
        status.f_bfree = fsblkcnt_t(max(0, totalBytes - usedBytes()) / 4096)
        status.f_bavail = status.f_bfree
        status.f_files = fsfilcnt_t(files)
        status.f_namemax = 255
        fuse_reply_statfs(request.raw, &status)
    }

    // MARK: What the events helper may do

    func setStatus(_ request: Request, of id: NodeID) {
        guard isHelper(request) else { return request.fail(EROFS) }
        status(request, of: id)
    }

    func makeDirectory(_ request: Request, _ name: NameBytes, in parent: NodeID) {
        guard isHelper(request), let (id, status) = appear(name, in: parent) else { return request.fail(EROFS) }
        if !request.answer(id, status, isLasting: true) { forget(id, 1) }
    }

    func create(_ request: Request, _ name: NameBytes, in parent: NodeID) {
        guard isHelper(request), let (id, status) = appear(name, in: parent) else { return request.fail(EROFS) }
        if !request.answer(created: id, status) { forget(id, 1) }
    }

    private func appear(_ name: NameBytes, in parent: NodeID) -> (NodeID, stat)? {
        state.withLock { state in
            guard let id = state.tree.appear(name, in: parent), let status = state.tree.status(of: id) else {
                return nil
            }
            state.tree.noteLookup(of: id)
            return (id, status)
        }
    }

    func remove(_ request: Request, _ name: NameBytes, from parent: NodeID) {
        guard isHelper(request) else { return request.fail(EROFS) }
        state.withLock { $0.tree.disappear(name, in: parent) }
        request.succeed()
    }

    func rename(_ request: Request, _ name: NameBytes, to newName: NameBytes, in parent: NodeID) {
        guard isHelper(request), name == NodeTree.temporaryName, newName == NodeTree.dataName,
            state.withLock({ $0.tree.moveData(in: parent) })
        else { return request.fail(EROFS) }
        request.succeed()
    }
}
