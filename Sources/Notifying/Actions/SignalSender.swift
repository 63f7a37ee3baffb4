import LinuxSystem
import SystemPackage

/// Sends signals to processes that are found by number, and never to another one that has the number by now: the process
/// is held first, then asked who it is, then signalled.
struct SignalSender: Sendable {
    let systemctl: Systemctl

    func send(_ signal: SignalName, to target: SignalTarget) async throws(ActionFailure) -> ActionOutcome {
        switch target {
        case .unit(let unit): try await send(signal, toMainProcessOf: unit)
        case .pidFile(let path, let executable): try Self.send(signal, toProcessIn: path, running: executable)
        }
    }

    private func send(_ signal: SignalName, toMainProcessOf unit: UnitName) async throws(ActionFailure) -> ActionOutcome
    {
        guard let pid = try await systemctl.mainProcess(of: unit) else { return .skipped("\(unit) does not run") }
        let process: ProcessHandle
        do throws(SystemError) { process = try ProcessHandle(opening: pid) } catch { throw ActionFailure(error) }
        guard try await systemctl.mainProcess(of: unit) == pid else {
            throw ActionFailure("\(unit) has got another main process meanwhile")
        }
        return try Self.send(signal, to: process)
    }

    /// A process may have started this much later than its pid file was written, by clocks that are not exact.
    private static let tolerance: Int64 = 1_000_000_000

    /// - Parameter beforeCheck: Called when the process is held, for tests.
    static func send(
        _ signal: SignalName,
        toProcessIn path: String,
        running executable: String?,
        beforeCheck: () -> Void = {}
    ) throws(ActionFailure) -> ActionOutcome {
        guard let file = try PidFile(path) else { return .skipped("\(path) does not exist") }
        let process: ProcessHandle
        do throws(SystemError) {
            process = try ProcessHandle(opening: file.pid)
        } catch {
            if error.errno == .noSuchProcess { return .skipped("\(path): process \(file.pid) does not run") }
            throw ActionFailure(error)
        }
        beforeCheck()
        guard try PidFile(path) == file else { throw ActionFailure("\(path) has changed meanwhile") }
        do throws(SystemError) {
            // An executable that fits says more than a clock, which may have been set meanwhile.
            let isOld = executable != nil ? true : try process.started() <= file.modified + tolerance
            guard isOld else {
                throw SystemError("start", path, .staleNFSFileHandle)
            }
            let user = try process.user()
            guard file.owner == 0 || file.owner == user else { throw SystemError("owner", path, .notPermitted) }
            if let executable, try process.executable() != executable {
                throw SystemError("executable", path, .execFormatError)
            }
        } catch {
            switch error.call {
            case "start":
                let remedy = "or the clock was set meanwhile; signal.executable or signal.unit do without clocks"
                throw ActionFailure("\(path): process \(file.pid) is younger than the file, \(remedy)")
            case "readlink" where error.errno == .permissionDenied || error.errno == .notPermitted:
                let remedy = "see examples/notify/other-users.conf"
                throw ActionFailure("\(path): what process \(file.pid) runs needs CAP_SYS_PTRACE to be seen; \(remedy)")
            case "owner": throw ActionFailure("\(path): belongs neither to root nor to the user of process \(file.pid)")
            case "executable": throw ActionFailure("\(path): process \(file.pid) runs another executable")
            default: throw ActionFailure(error)
            }
        }
        return try send(signal, to: process)
    }

    private static func send(
        _ signal: SignalName,
        to process: borrowing ProcessHandle
    ) throws(ActionFailure) -> ActionOutcome {
        do throws(SystemError) {
            try process.send(signal.number)
            return .told
        } catch {
            if error.errno == .noSuchProcess { return .skipped("process \(process.pid) has ended") }
            throw ActionFailure(error)
        }
    }
}
