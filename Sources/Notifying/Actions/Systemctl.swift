import Subprocess
import SystemPackage

/// Asks the system's service manager, through systemctl: the one interface to it that is there on every machine that has
/// the manager, and needs no bus.
struct Systemctl: Sendable {
    /// The absolute path.
    let path: String
    /// A unit's job may take as long as the unit's own limits; its default is 90 s.
    let timeout: Duration

    static let defaultPath = "/usr/bin/systemctl"

    init(path: String = defaultPath, timeout: Duration = .seconds(600)) {
        self.path = path
        self.timeout = timeout
    }

    enum Order: String {
        case reload = "try-reload-or-restart"
        case restart = "try-restart"
    }

    /// Reloads or restarts the unit if it runs, and waits until that is done.
    func carryOut(_ order: Order, _ unit: UnitName) async throws(ActionFailure) -> ActionOutcome {
        let state = try await properties(["LoadState", "ActiveState"], of: unit)
        if state["LoadState"] == "not-found" { return .skipped("\(unit) does not exist") }
        if state["ActiveState"] == "inactive" || state["ActiveState"] == "failed" {
            return .skipped("\(unit) does not run")
        }
        _ = try await call(["--no-ask-password", order.rawValue, "--", unit.description])
        return .told
    }

    /// The number of the unit's main process; nil where it has none.
    func mainProcess(of unit: UnitName) async throws(ActionFailure) -> Int32? {
        let text = try await properties(["MainPID"], of: unit)["MainPID"] ?? ""
        guard let pid = Int32(text) else { throw ActionFailure("systemctl tells no main process of \(unit)") }
        return pid > 0 ? pid : nil
    }

    /// Source: man 1 systemctl, show.
    private func properties(_ names: [String], of unit: UnitName) async throws(ActionFailure) -> [String: String] {
        let text = try await call(["show", "--property=\(names.joined(separator: ","))", "--", unit.description])
        var found: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { found[String(parts[0])] = String(parts[1]) }
        }
        return found
    }

    private static let outputLimit = 64 << 10
    private static let environment: Environment = .custom(
        [
            "PATH": HookEnvironment.path, "LANG": "C.UTF-8", "SYSTEMD_PAGER": "", "SYSTEMD_COLORS": "0",
        ] as [Environment.Key: String]
    )

    /// - Returns: What it prints.
    private func call(_ arguments: [String]) async throws(ActionFailure) -> String {
        let answer = await withTaskGroup(of: Result<String, ActionFailure>?.self) { group in
            group.addTask { await self.run(arguments) }
            group.addTask {
                // The limit of the call: nothing tells that it is over.
                try? await Task.sleep(for: timeout)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        guard let answer else { throw ActionFailure("systemctl \(arguments[0]): no end within \(timeout)") }
        return try answer.get()
    }

    private func run(_ arguments: [String]) async -> Result<String, ActionFailure> {
        // In a session of its own: a ^C for the daemon in a terminal is none for it.
        var options = PlatformOptions()
        options.createSession = true
        do {
            let result = try await Subprocess.run(
                .path(FilePath(path)),
                arguments: Arguments(arguments),
                environment: Self.environment,
                workingDirectory: "/",
                platformOptions: options,
                output: .string(limit: Self.outputLimit),
                error: .string(limit: Self.outputLimit)
            )
            guard result.terminationStatus.isSuccess else {
                let text = BoundedText.of(result.standardError)
                return .failure(ActionFailure(text.isEmpty ? "systemctl: \(result.terminationStatus)" : text))
            }
            return .success(result.standardOutput)
        } catch {
            return .failure(ActionFailure("\(path): \(BoundedText.of("\(error)"))"))
        }
    }
}
