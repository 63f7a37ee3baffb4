import Glibc
import SystemPackage

/// Decides what happens to a command: waits for what it needs, starts it, tells it of changes, starts it again, ends.
///
/// A plain value: what comes in and what time it is give what is to be done.
struct Supervisor {
    enum Input {
        case news(ContainerNews)
        case answer(KeeperAnswer)
        /// `isForAll`: the kernel has sent it to the command too, as ^C.
        case signal(Int32, isForAll: Bool)
        case keeperGone
        /// A deadline may have passed.
        case time
    }

    enum Action: Equatable {
        case say(String)
        /// Make the mounts of `state`, then start.
        case setUp
        /// Start the command of `state`.
        case start
        case signal(Int32)
        case follow([String])
        case renew
        case end(Int32)
    }

    private enum Phase: Equatable {
        case waiting
        case settingUp
        case running
        /// To be started again once it has ended.
        case stopping
        /// It has ended, and its new environment is on the way.
        case renewing
        case ended
    }

    let policy: UpdatePolicy
    let timeout: Duration
    /// What the command is called, for its errors.
    let name: String?
    /// What is to run, from the first `ready` on; its environment is always the latest.
    private(set) var state: ContainerState?
    /// When `time` is to come.
    private(set) var deadline: ContinuousClock.Instant?
    private var phase = Phase.waiting
    private var missing = ""
    private var isRenewing = false

    init(policy: UpdatePolicy, timeout: Duration, name: String?, now: ContinuousClock.Instant) {
        self.policy = policy
        self.timeout = timeout
        self.name = name
        if timeout > .zero { deadline = now + timeout }
    }

    mutating func handle(_ input: Input, now: ContinuousClock.Instant) -> [Action] {
        guard phase != .ended else { return [] }
        switch input {
        case .news(let news): return handle(news, now: now)
        case .answer(let answer): return handle(answer)
        case .signal(let number, let isForAll): return handle(number, isForAll: isForAll)
        case .keeperGone: return end(1, saying: "the process that keeps the mounts was killed")
        case .time:
            guard let deadline, deadline <= now else { return [] }
            return expire()
        }
    }

    private mutating func handle(_ news: ContainerNews, now: ContinuousClock.Instant) -> [Action] {
        switch news {
        case .waiting(let what):
            guard phase == .waiting, what != missing else { return [] }
            missing = what
            guard timeout > .zero else { return end(1, saying: what) }
            return [.say("waiting for \(what)")]
        case .remark(let text):
            return [.say(text)]
        case .refused(let text):
            guard state == nil else { return [.say("\(text); the command goes on")] }
            return end(1, saying: text)
        case .ready(let new):
            guard let old = state else {
                state = new
                phase = .settingUp
                deadline = nil
                return [.setUp]
            }
            return renew(old, with: new, now: now)
        case .changed(let change):
            return handle(change, now: now)
        }
    }

    private mutating func renew(
        _ old: ContainerState,
        with new: ContainerState,
        now: ContinuousClock.Instant
    ) -> [Action] {
        isRenewing = false
        guard policy != .none else { return [] }
        let names = new.environment.differences(from: old.environment)
        state?.environment = new.environment
        state?.container = new.container
        let text = "environment changed (\(names.joined(separator: ", ")))"
        let news: [Action] = names.isEmpty ? [] : [.say(text)]
        if phase == .renewing { return news + start() }
        // What stops already starts with it.
        guard !names.isEmpty, phase == .running else { return news }
        return [.say("\(text): restarting")] + stop(now: now)
    }

    private mutating func handle(_ change: ExecChange, now: ContinuousClock.Instant) -> [Action] {
        guard state != nil else { return [] }
        var actions: [Action] = change.volumes.isEmpty ? [] : [.follow(change.volumes)]
        var mustRenew = change.environment && policy != .none
        if !change.volumes.isEmpty, phase == .running {
            switch policy {
            case .none: break
            case .signal(let number): actions.append(.signal(number))
            case .restart:
                let names = change.volumes.joined(separator: ", ")
                actions.append(.say("volume \(names) changed: restarting"))
                actions += stop(now: now)
                mustRenew = true
            }
        }
        if mustRenew, !isRenewing {
            isRenewing = true
            actions.append(.renew)
        }
        return actions
    }

    private mutating func stop(now: ContinuousClock.Instant) -> [Action] {
        phase = .stopping
        let grace = state?.gracePeriod ?? .zero
        guard grace > .zero else { return [.signal(SIGKILL)] }
        deadline = now + grace
        return [.signal(SIGTERM)]
    }

    private mutating func expire() -> [Action] {
        deadline = nil
        switch phase {
        case .waiting: return end(1, saying: "timed out after \(timeout.text): waiting for \(missing)")
        case .stopping: return [.signal(SIGKILL)]
        case .renewing: return start()
        case .settingUp, .running, .ended: return []
        }
    }

    private mutating func start() -> [Action] {
        phase = .running
        deadline = nil
        isRenewing = false
        return [.start]
    }

    private mutating func handle(_ answer: KeeperAnswer) -> [Action] {
        switch answer {
        case .ready: return start()
        case .started: return []
        case .refused(let text): return end(1, saying: text)
        case .stale(let text): return [.say("\(text); the old file stays")]
        case .notStarted(let error, let text):
            let isCommand = text.isEmpty
            let code: Int32 = isCommand ? (error == .noSuchFileOrDirectory || error == .notDirectory ? 127 : 126) : 1
            return end(code, saying: "\(isCommand ? name ?? "the command" : text): \(error)")
        case .ended(let code):
            guard phase == .stopping else {
                phase = .ended
                return [.end(code)]
            }
            guard isRenewing else { return start() }
            phase = .renewing
            // Whoever does not answer in time keeps nobody from starting.
            deadline = .now + .seconds(2)
            return []
        }
    }

    private mutating func handle(_ signal: Int32, isForAll: Bool) -> [Action] {
        let asksForTheEnd = [SIGHUP, SIGINT, SIGQUIT, SIGTERM].contains(signal)
        switch phase {
        case .waiting, .settingUp, .renewing:
            guard asksForTheEnd else { return [] }
            phase = .ended
            return [.end(128 + signal)]
        case .stopping:
            // Whoever asks for the end does not want a new start.
            if asksForTheEnd { phase = .running }
            return isForAll ? [] : [.signal(signal)]
        case .running: return isForAll ? [] : [.signal(signal)]
        case .ended: return []
        }
    }

    private mutating func end(_ code: Int32, saying text: String) -> [Action] {
        phase = .ended
        deadline = nil
        return [.say(text), .end(code)]
    }
}

extension Duration {
    /// `60s`, `1.5s`.
    fileprivate var text: String {
        let tenths = components.seconds * 10 + components.attoseconds / 100_000_000_000_000_000
        return tenths % 10 == 0 ? "\(tenths / 10)s" : "\(tenths / 10).\(tenths % 10)s"
    }
}
