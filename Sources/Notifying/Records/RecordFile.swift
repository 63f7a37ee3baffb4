import Glibc
import LinuxSystem
import SystemPackage

/// The file of outcomes, `<state>/notify/outcomes`: lines that are appended, and now and then all anew.
///
/// Nothing is synced. What a killed process has written is there, since the kernel has it; and what a power cut takes
/// away concerned generations of a tmpfs that went with it.
struct RecordFile: ~Copyable {
    static let name = "outcomes"
    /// What is left of a file that made no sense, for a person to look at.
    static let broken = "outcomes.broken"
    /// In bytes: some 100,000 outcomes, of which lines are written twice before the file begins anew.
    private static let limit = 64 << 20

    private let directory: Directory
    private var file: OwnedFD?
    /// Lines in the file, as far as known; nil where it has to begin anew.
    private var count: Int?

    /// What was found in the file.
    struct Contents {
        /// Nil where there was no file, or none of any use.
        var lines: [RecordLine]?
        /// Why the file was moved aside.
        var problem: String?
    }

    /// - Parameter state: The daemon's state directory, which must exist.
    init(in state: String) throws(SystemError) {
        directory = try Directory(opening: state).openOrMake("notify", mode: 0o700)
    }

    /// Reads the file. One that makes no sense is moved aside. A last line without an end is what a killed process had
    /// begun, and no error.
    mutating func read() throws(SystemError) -> Contents {
        let bytes: [UInt8]?
        do throws(SystemError) {
            bytes = try directory.contents(of: Self.name, limit: Self.limit)
        } catch let error where error.errno == .fileTooLarge || error.errno == .invalidArgument {
            return try moveAside("\(error)")
        }
        guard let bytes else { return Contents() }
        let newline = UInt8(ascii: "\n")
        var lines: [RecordLine] = []
        for text in bytes.split(separator: newline, omittingEmptySubsequences: false).dropLast() {
            guard let line = text.withUnsafeBytes({ RecordLine($0) }) else {
                return try moveAside("line \(lines.count + 1) is no outcome")
            }
            lines.append(line)
        }
        if bytes.last == newline || bytes.isEmpty { count = lines.count }
        return Contents(lines: lines)
    }

    private mutating func moveAside(_ problem: String) throws(SystemError) -> Contents {
        try directory.rename(Self.name, to: Self.broken)
        return Contents(lines: nil, problem: problem)
    }

    /// Appends `lines`, or writes the file anew where most of it is of the past.
    ///
    /// - Parameters:
    ///   - isLong: Whether a file of that many lines is longer than it need be.
    ///   - all: Everything that holds, `lines` included. Asked for only where the file begins anew.
    /// - Throws: The next call begins the file anew, so that nothing is lost but what a kill takes until then.
    mutating func write(_ lines: [RecordLine], isLong: (Int) -> Bool, all: () -> [RecordLine]) throws(SystemError) {
        if let count, !isLong(count + lines.count) {
            // A write that fails may leave a part of a line.
            self.count = nil
            try append(lines)
            self.count = count + lines.count
        } else {
            let all = all()
            count = nil
            try rewrite(all)
            count = all.count
        }
    }

    private mutating func append(_ lines: [RecordLine]) throws(SystemError) {
        if file == nil {
            let opened = openat(
                directory.rawValue,
                Self.name,
                O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
                0o600
            )
            guard opened >= 0 else { throw .last("openat", Self.name) }
            file = OwnedFD(owning: opened)
        }
        try Self.write(lines, to: file)
    }

    /// The old file stays whole until the new one has its name.
    private mutating func rewrite(_ lines: [RecordLine]) throws(SystemError) {
        let new = ".\(Self.name).new"
        try directory.unlinkIfThere(new)
        file = try directory.create(new, mode: 0o600)
        try Self.write(lines, to: file)
        try directory.rename(new, to: Self.name)
    }

    private static func write(_ lines: [RecordLine], to file: borrowing OwnedFD?) throws(SystemError) {
        var bytes: [UInt8] = []
        for line in lines {
            bytes += line.bytes
            bytes.append(UInt8(ascii: "\n"))
        }
        var failure: SystemError?
        bytes.withUnsafeBytes { bytes in
            do throws(SystemError) {
                switch file {
                case .some(let file): try file.write(bytes, subject: Self.name)
                case .none: break
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
