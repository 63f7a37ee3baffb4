import KubeObjects
import Projection
import Publishing

/// One pass over one volume: plan, publish, judge. Touches nothing but the publisher, so that passes over different
/// volumes may run at the same time.
struct VolumePass: Sendable {
    struct Job: Sendable {
        var id: VolumeID
        var desired: DesiredVolume
        /// What is remembered of the volume; nil when it is new.
        var record: VolumeRecord?
    }

    struct Result: Sendable {
        var record: VolumeRecord
        /// Of the first target that changed, else of the last one; nil where nothing was published.
        var outcome: Outcome?
        var error: PublishError?
        /// Whether there is something new to tell.
        var isNews: Bool
    }

    var publisher: any Publisher
    var node: NodeFacts
    /// Seconds since 1970.
    var now: Int64

    func run(_ job: Job, lookup: DesiredState) -> Result? {
        let (id, desired, record) = (job.id, job.desired, job.record)
        let planner = VolumePlanner(pod: desired.pod, node: node)
        guard let plan = planner.plan(desired.volume, lookup: lookup, previous: record?.provenance) else { return nil }

        var outcome: Outcome?
        var failure: PublishError?
        // With nothing to show it matters whether something is live already, maybe from an earlier process.
        let wasServed =
            record?.status.generation != nil
            || (plan.isEmptyHanded && desired.targets.contains { publisher.isLive($0) })
        if !plan.isEmptyHanded || wasServed {
            for target in desired.targets {
                do throws(PublishError) {
                    let published = try publisher.publish(plan.payload, to: target)
                    if outcome?.changed != true { outcome = published }
                } catch {
                    failure = error
                }
            }
        }

        let condition = condition(of: plan, wasServed: wasServed, failure: failure)
        var status = VolumeStatus(
            id: id,
            desired: desired,
            condition: record?.status.condition.followed(by: condition) ?? condition
        )
        if let outcome {
            status.generation = outcome.generation
            status.files = outcome.files
            status.bytes = outcome.bytes
            let isSame = record?.status.generation == outcome.generation
            status.servedSince = isSame ? record?.status.servedSince : now
        } else if let old = record?.status {
            status.generation = old.generation
            status.files = old.files
            status.bytes = old.bytes
            status.servedSince = old.servedSince
        }

        var new = VolumeRecord(status: status)
        new.provenance = failure == nil && outcome != nil ? plan.provenance : record?.provenance
        new.backoff = failure == nil ? Backoff() : record?.backoff ?? Backoff()
        let isNews = outcome?.changed == true || record?.status.condition != status.condition
        return Result(record: new, outcome: outcome, error: failure, isNews: isNews)
    }

    private func condition(of plan: VolumePlan, wasServed: Bool, failure: PublishError?) -> VolumeCondition {
        if let failure {
            return VolumeCondition(.failed, reason: failure.reason, message: String(describing: failure), since: now)
        }
        guard let first = plan.problems.first else { return VolumeCondition(.served, since: now) }
        let state: VolumeCondition.State =
            plan.payload.files.isEmpty ? (wasServed ? .stale : .waiting) : .partial
        return VolumeCondition(
            state,
            reason: first.reason.rawValue,
            message: Self.summary(of: plan.problems),
            since: now
        )
    }

    /// The first few problems: a Secret may have thousands of keys.
    private static func summary(of problems: [SourceProblem]) -> String {
        let shown = problems.prefix(3).map(\.message).joined(separator: "; ")
        return problems.count > 3 ? "\(shown); and \(problems.count - 3) more" : shown
    }
}

extension PublishError {
    /// One word for machines.
    var reason: String {
        switch self {
        case .system: "SystemError"
        case .overLimit: "OverLimit"
        case .noSpace: "NoSpace"
        case .occupied: "Occupied"
        case .onDisk: "OnDisk"
        case .inUse: "InUse"
        case .noFuse: "NoFuse"
        }
    }
}
