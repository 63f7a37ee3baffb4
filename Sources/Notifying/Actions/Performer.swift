import Logging

/// Carries out actions.
struct Performer: Sendable {
    let systemctl: Systemctl
    let logger: Logger

    func perform(_ job: NotifyJob) async -> ActionOutcome {
        do throws(ActionFailure) {
            let outcome = try await attempt(job)
            return Task.isCancelled && outcome != .told ? .cancelled : outcome
        } catch {
            // What was ended with the daemon has not failed.
            return Task.isCancelled ? .cancelled : .failed(BoundedText.of(error.text))
        }
    }

    private func attempt(_ job: NotifyJob) async throws(ActionFailure) -> ActionOutcome {
        let rule = job.rule.name
        switch job.rule.action {
        case .reloadUnit(let unit): return try await systemctl.carryOut(.reload, unit)
        case .restartUnit(let unit): return try await systemctl.carryOut(.restart, unit)
        case .signal(let signal, let target):
            return try await SignalSender(systemctl: systemctl).send(signal, to: target)
        case .exec(let hook):
            guard let change = job.changes.first else { return .told }
            return try await HookRun(hook, change, rule: rule, logger: logger).run()
        case .http(let request):
            guard let change = job.changes.first else { return .told }
            return try await LoopbackCall.send(request, body: ChangeDocument.bytes(change, rule: rule))
        }
    }
}
