import ArgumentParser
import FusePublishing
import Glibc
import Notifying

/// The flags of `secretd validate` that ask what the access rules say to one open.
struct ExplainOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Say whether this file may be opened, and what each access rule has to do with it.",
            valueName: "namespace/pod/volume/key"
        )
    )
    var explain: String?

    @Option(help: "Of who opens. Default: your own.")
    var uid: UInt32?

    @Option(help: "Of who opens. Default: your own.")
    var gid: UInt32?

    @Option(help: "The systemd unit of who opens. Without it the unit counts as not known.")
    var unit: String?

    @Option(help: "The absolute path of the program that opens. Without it the program counts as not known.")
    var executable: String?

    @Option(
        help: ArgumentHelp(
            "Say whether a rule lets this unit load this credential, and what each rule has to do with it.",
            valueName: "unit/credential"
        )
    )
    var explainCredential: String?

    /// The credential that is meant; nil where none is to be explained.
    ///
    /// - Throws: Where it is no `UNIT/CREDENTIAL`.
    func credential() throws(ValidationError) -> CredentialRequest? {
        guard let explainCredential else { return nil }
        // As if a service manager had asked.
        guard let request = CredentialRequest(address: [0] + Array("0/unit/\(explainCredential)".utf8)) else {
            throw ValidationError("--explain-credential takes UNIT/CREDENTIAL, such as nginx.service/tls.key")
        }
        return request
    }

    /// The file that is meant; nil where nothing is to be explained.
    ///
    /// - Throws: Where it is no `NAMESPACE/POD/VOLUME/KEY`.
    func file() throws(ValidationError) -> OpenedFile? {
        guard let explain else { return nil }
        let parts = explain.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, !parts.contains("") else {
            throw ValidationError("--explain takes NAMESPACE/POD/VOLUME/KEY")
        }
        return OpenedFile(namespace: parts[0], pod: parts[1], volume: parts[2], key: parts[3], generation: "")
    }

    var opener: Opener {
        Opener(pid: 0, uid: uid ?? getuid(), gid: gid ?? getgid(), executable: executable, unit: unit)
    }

    mutating func validate() throws {
        _ = try credential()
        let isAsked = uid != nil || gid != nil || unit != nil || executable != nil
        if try file() == nil, isAsked {
            throw ValidationError("--uid, --gid, --unit and --executable go with --explain")
        }
    }
}
