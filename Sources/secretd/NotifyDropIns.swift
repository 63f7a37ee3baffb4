import Glibc
import KubeObjects
import LinuxSystem
import Notifying

/// The files `notify.d/*.yaml` beside the configuration file: rules that packages and administrators put in one by one.
struct NotifyDropIns {
    private static let maximumSize = 1 << 20

    /// The rules of all files, in the order of their names.
    private(set) var rules: [NotifyRule] = []
    /// What is wrong, each with its path, and line and column where there are such.
    private(set) var problems: [String] = []

    /// Reads the files in `path`. No directory is no error.
    ///
    /// - Parameters:
    ///   - names: Of the rules that are there already.
    ///   - isRoot: Whether the rules are carried out with root's rights: then files, and the directory, that somebody else
    ///     may change are refused.
    init(_ path: String, names: Set<String>, isRoot: Bool) {
        guard FileStatus(following: path) != nil else { return }
        do throws(SystemError) {
            let directory = try Directory(opening: path)
            guard accept(try directory.status(), path, isRoot: isRoot) else { return }
            var names = names
            let files = try directory.entries().map(\.name).filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }
            for name in files.sorted() { try read(name, in: directory, "\(path)/\(name)", &names, isRoot: isRoot) }
        } catch {
            problems.append("\(path): \(error)")
        }
    }

    private mutating func read(
        _ name: String,
        in directory: borrowing Directory,
        _ path: String,
        _ names: inout Set<String>,
        isRoot: Bool
    ) throws(SystemError) {
        guard accept(try directory.status(of: name), path, isRoot: isRoot) else { return }
        guard let bytes = try directory.contents(of: name, limit: Self.maximumSize) else { return }
        let stream = bytes.withUnsafeBytes { DocumentStream($0) }
        if let error = stream.error { problems.append("\(path):\(error)") }
        if stream.documents.count > 1 { problems.append("\(path):\(stream.documents[1].mark): one document is enough") }
        guard let document = stream.documents.first else { return }
        let log = DecodingLog()
        let root = ObjectCursor(document, log: log)
        root.warnOfFields(otherThan: ["notify"])
        rules += NotifyRuleDecoder(log: log).decode(root, names: &names)
        problems += log.problems.map { "\(path):\($0)" }
    }

    private mutating func accept(_ status: FileStatus, _ path: String, isRoot: Bool) -> Bool {
        guard let reason = Self.objection(to: status, isRoot: isRoot) else { return true }
        problems.append("\(path): \(reason)")
        return false
    }

    /// Why commands that run with root's rights must not come from such a file; nil where they may.
    static func objection(to status: FileStatus, isRoot: Bool) -> String? {
        guard isRoot else { return nil }
        if status.kind == .link { return "is a symbolic link; put the file itself here" }
        if status.uid != 0 { return "does not belong to root, who carries out what is in it" }
        return status.mode & 0o022 == 0 ? nil : "others than root may write to it, who carries out what is in it"
    }
}
