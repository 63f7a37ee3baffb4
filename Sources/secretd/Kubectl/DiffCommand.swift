import ArgumentParser
import Glibc
import KubeObjects
import Kubectl

/// `secretd diff -f`
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what secretd apply would change.",
        discussion: """
            The daemon tries the change and stores nothing. Values of Secrets are shown as ***. Exit code: 0 no difference, \
            1 differences, more for an error. $KUBECTL_EXTERNAL_DIFF names another program than diff -u -N.

              secretd diff -f secret.yaml
              KUBECTL_EXTERNAL_DIFF='diff -y' secretd diff -f manifests/
              secretd diff --server-side -f secret.yaml
            """
    )

    @OptionGroup var files: FilenameOptions

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
            guard try await differs() else { return }
        } catch let error as KubectlError {
            throw KubectlError(verbatim: error.message, code: 2)
        }
        throw ExitCode(1)
    }

    private func differs() async throws -> Bool {
        if forceConflicts, !serverSide { throw KubectlError("--force-conflicts only works with --server-side") }
        let entries = try files.entries(client, validates: false)
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
