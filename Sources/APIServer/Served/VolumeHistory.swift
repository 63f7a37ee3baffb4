/// The generations of one volume, as far as the daemon has seen and kept them. A value; holds no value of a file.
///
/// A file that stays as it is costs nothing in a new generation: what is kept is each version of a file, with the
/// generations that it was in.
struct VolumeHistory: Sendable {
    /// One version of a file.
    struct Version: Sendable {
        var path: String
        /// In bytes.
        var size: Int
        var certificate: CertificateSummary?
        var uid: UInt32
        var gid: UInt32
        /// The first generation that it is in.
        var from: UInt32
        /// The first one that it is in no more.
        var until = UInt32.max
        /// The generation that brought the bytes; `from`, or an earlier one where only mode or owner are newer.
        var changedIn: UInt32
        var mode: UInt16
    }

    struct Generation: Sendable {
        /// Counted from 1 since the daemon knows the volume.
        var number: UInt32
        /// `2026_11_23_16_20_18.3403175871`.
        var name: String
        /// When it was made or adopted, in seconds since 1970.
        var since: Int64
        var files: Int
        var bytes: Int
        /// Whether an earlier process made it.
        var isAdopted: Bool
    }

    /// Paths, sorted.
    struct Changes: Equatable {
        var added: [String] = []
        var changed: [String] = []
        var removed: [String] = []
    }

    /// Generations that are kept at most.
    static let maximum = 20

    /// Oldest first; the last one is live.
    private(set) var generations: [Generation] = []
    /// The live files, sorted by path.
    private(set) var live: [Version] = []
    /// Versions that are live no more, in the order in which they ceased to be.
    private(set) var past: [Version] = []

    /// About what it takes, in bytes, beside the live generation.
    var cost: Int {
        past.count * MemoryLayout<Version>.stride
            + max(0, generations.count - 1) * (MemoryLayout<Generation>.stride + 64)
    }

    /// Takes what is live now.
    ///
    /// - Parameter files: Sorted by path.
    mutating func append(_ name: String, since: Int64, isAdopted: Bool, _ files: [ServedFile]) {
        let number = (generations.last?.number ?? 0) + 1
        var old = live[...]
        live = []
        live.reserveCapacity(files.count)
        for file in files {
            while let first = old.first, first.path.precedes(file.path) {
                close(first, in: number)
                old.removeFirst()
            }
            var twin: Version?
            if let first = old.first, !file.path.precedes(first.path) { twin = old.removeFirst() }
            if let twin, twin.isUnchanged(in: file) {
                live.append(twin)
                continue
            }
            if let twin { close(twin, in: number) }
            live.append(Version(file, after: twin, in: number))
        }
        for version in old { close(version, in: number) }
        let bytes = files.reduce(0) { $0 + $1.size }
        generations.append(
            Generation(
                number: number,
                name: name,
                since: since,
                files: files.count,
                bytes: bytes,
                isAdopted: isAdopted
            )
        )
        trim(to: Self.maximum)
    }

    private mutating func close(_ version: Version, in number: UInt32) {
        var closed = version
        closed.until = number
        past.append(closed)
    }

    /// Forgets all but the newest `count` generations.
    mutating func trim(to count: Int) {
        guard generations.count > count else { return }
        generations.removeFirst(generations.count - count)
        guard let oldest = generations.first?.number else { return }
        past.removeAll { $0.until <= oldest }
    }

    /// The files of a generation that is kept, sorted by path.
    func files(of number: UInt32) -> [Version] {
        (past + live).filter { $0.from <= number && number < $0.until }.sorted { $0.path.precedes($1.path) }
    }

    /// What a generation has changed; nil where the one before is not known.
    func changes(in number: UInt32) -> Changes? {
        let isKnown = number == 1 ? generations.first?.isAdopted == false : generations.contains { $0.number < number }
        guard isKnown else { return nil }
        let old = Set(past.lazy.filter { $0.until == number }.map { Bytes($0.path) })
        let new = (past + live).filter { $0.from == number }.map(\.path).sorted { $0.precedes($1) }
        let names = Set(new.map { Bytes($0) })
        var changes = Changes()
        for path in new {
            if old.contains(Bytes(path)) { changes.changed.append(path) } else { changes.added.append(path) }
        }
        changes.removed = old.subtracting(names).map(\.text).sorted { $0.precedes($1) }
        return changes
    }

    /// Notes what the certificate is that came with a generation, wherever it still is.
    mutating func note(_ certificate: CertificateSummary, at path: String, changedIn number: UInt32) {
        for index in live.indices where live[index].holds(path, changedIn: number) {
            live[index].certificate = certificate
        }
        for index in past.indices where past[index].holds(path, changedIn: number) {
            past[index].certificate = certificate
        }
    }
}

extension VolumeHistory.Version {
    /// - Parameter old: The version of the same file before.
    fileprivate init(_ file: ServedFile, after old: Self?, in number: UInt32) {
        // The name's memory is that of the old one.
        path = old?.path ?? file.path
        size = file.size
        uid = file.uid
        gid = file.gid
        mode = file.mode
        from = number
        changedIn = file.hasNewBytes ? number : old?.changedIn ?? number
        certificate = file.hasNewBytes ? nil : old?.certificate
    }

    fileprivate func isUnchanged(in file: ServedFile) -> Bool {
        !file.hasNewBytes && mode == file.mode && uid == file.uid && gid == file.gid && size == file.size
    }

    fileprivate func holds(_ path: String, changedIn number: UInt32) -> Bool {
        changedIn == number && self.path.utf8.elementsEqual(path.utf8)
    }
}

/// A path told apart as the kernel does it: two Strings that differ in the spelling of `é` alone are one to Swift.
private struct Bytes: Hashable {
    var text: String

    init(_ text: String) { self.text = text }

    static func == (left: Bytes, right: Bytes) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension String {
    fileprivate func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
