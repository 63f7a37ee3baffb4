import ArgumentParser
import Glibc
import KubeObjects
import Kubectl

/// `secretd diff`: what `apply` would change, or what a volume has changed.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what secretd apply would change, or what two generations of a volume differ in.",
        discussion: """
            With -f, the daemon tries the change and stores nothing. Values of Secrets are shown as ***. \
            $KUBECTL_EXTERNAL_DIFF names another program than diff -u -N.

            With POD/VOLUME, one line a file: added, removed or changed, with sizes, modes and owners before and after, and \
            for certificates their subject and end; never a value. A file counts as changed where its bytes were written \
            anew between the two, even if by now they are the old ones again. FROM and TO are numbers or names that \
            secretd history shows.

            Exit code: 0 no difference, 1 differences, 2 an error.

              secretd diff -f secret.yaml
              secretd diff kuard/tls-certs                  the previous generation and the current one
              secretd diff prod/web/tls 3 5
              KUBECTL_EXTERNAL_DIFF='diff -y' secretd diff -f manifests/
              secretd diff --server-side -f secret.yaml
            """
    )

    @OptionGroup var files: FilenameOptions

    @Argument(
        help: ArgumentHelp(
            "Without -f: the volume, as [NAMESPACE/]POD/VOLUME, and generations.",
            valueName: "volume [from [to]]"
        )
    )
    var operands: [String] = []

    @Option(
        name: [.customShort("l", allowingJoined: true), .long],
        help: "Those of the files' objects with these labels."
    )
    var selector = ""

    @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "What apply --server-side would change.")
    var serverSide = false

    @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "With --server-side: take fields from other owners.")
    var forceConflicts = false

    @Option(help: ArgumentHelp("Whose change it would be.", valueName: "name"))
    var fieldManager: String?

    @Flag(name: .long, inversion: .prefixedNo, exclusivity: .chooseLast, help: "Compare managedFields too.")
    var showManagedFields = false

    @OptionGroup var client: ClientOptions

    func run() async throws {
        do {
            guard try await files.isEmpty ? volumeDiffers() : differs() else { return }
        } catch let error as KubectlError {
            throw KubectlError(verbatim: error.message, code: 2)
        } catch let error as CommandFailure {
            throw CommandFailure(error.message, code: 2)
        } catch let error as ClientError {
            throw KubectlError(verbatim: error.text(), code: 2)
        }
        throw ExitCode(1)
    }

    /// Compares two generations of a volume.
    private func volumeDiffers() async throws -> Bool {
        guard (1...3).contains(operands.count) else {
            throw KubectlError("must specify one of -f and POD/VOLUME [FROM [TO]]")
        }
        let id = try ServedName.volume(operands[0], namespace: client.namespace)
        let diff = try await VolumeDiff.run(
            id,
            from: operands.count > 1 ? operands[1] : nil,
            to: operands.count > 2 ? operands[2] : nil,
            client: try client.client()
        )
        if diff.isDifferent { Output.line(diff.lines.joined(separator: "\n")) }
        return diff.isDifferent
    }

    private func differs() async throws -> Bool {
        guard operands.isEmpty else { throw KubectlError("Unexpected args: [\(operands.joined(separator: " "))]") }
        if forceConflicts, !serverSide { throw KubectlError("--force-conflicts only works with --server-side") }
        let entries = try files.entries(client, validates: false, selector: selector)
        let differ = Differ(
            try client.client(warning: Output.error),
            manager: fieldManager,
            isServerSide: serverSide,
            isForced: forceConflicts
        )
        let directories = try DiffDirectories(in: environment("TMPDIR") ?? "/tmp")
        defer { directories.remove() }
        let cleanup = SignalCleanup { directories.remove() }
        defer { cleanup.end() }
        for entry in entries {
            let difference = try await difference(entry, differ)
            try directories.write(
                live: difference.live.map(shown),
                merged: shown(difference.merged),
                as: difference.name
            )
        }
        return try DiffProgram.compare(directories, external: environment("KUBECTL_EXTERNAL_DIFF"))
    }

    /// The first failure is the end, as with kubectl.
    private func difference(_ entry: InputEntry, _ differ: Differ) async throws(KubectlError) -> Differ.Difference {
        do throws(ObjectFailure) {
            switch entry {
            case .failure(let failure): throw failure
            case .object(let input): return try await differ.difference(input)
            }
        } catch {
            throw KubectlError(error)
        }
    }

    private func shown(_ object: JSONValue) -> JSONValue {
        showManagedFields ? object : object.withoutManagedFields
    }

    private func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
