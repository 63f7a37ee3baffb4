import Kubectl

/// Does something with each object of a command's files: one that fails does not keep the others.
struct ObjectWork {
    private let entries: [InputEntry]
    private let nothing: String
    private var failures = ObjectFailures()
    private var count = 0
    private var hasInputFailures = false

    /// - Parameter nothing: What there was no object to do, `apply`; empty where that is no error.
    init(_ entries: [InputEntry], nothing: String) {
        self.entries = entries
        self.nothing = nothing
    }

    /// What is wrong with the files comes before all else that goes wrong.
    mutating func collectInputFailures() {
        for case .failure(let failure) in entries { failures.append(failure) }
        hasInputFailures = true
    }

    /// - Throws: What is wrong with the files, where anything is.
    func checkInput() throws(KubectlError) {
        var failures = ObjectFailures()
        for case .failure(let failure) in entries { failures.append(failure) }
        if let error = failures.error() { throw error }
    }

    mutating func run(_ body: (InputObject) async throws(ObjectFailure) -> Void) async {
        for entry in entries {
            switch entry {
            case .failure(let failure):
                if !hasInputFailures { failures.append(failure) }
            case .object(let input):
                count += 1
                do throws(ObjectFailure) {
                    try await body(input)
                } catch {
                    failures.append(error)
                    if error.endsAll { return }
                }
            }
        }
    }

    /// - Throws: All that went wrong.
    func finish() throws(KubectlError) {
        if let error = failures.error() { throw error }
        if count == 0, !nothing.isEmpty { throw KubectlError("no objects passed to \(nothing)") }
    }
}
