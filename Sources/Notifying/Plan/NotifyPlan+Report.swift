extension NotifyPlan {
    /// By rule in the order of the configuration, then what Pods ask for, by name; within a rule by volume.
    var report: [NotifyReport] {
        let asked = lanes.filter { $0.value.askers != nil }.keys.sorted()
        var reports: [NotifyReport] = []
        for name in order + asked {
            guard let lane = lanes[name] else { continue }
            let records = records.outcomes(of: name).sorted { Self.key($0.key) < Self.key($1.key) }
            for (volume, record) in records {
                reports.append(
                    NotifyReport(
                        rule: name,
                        action: "\(lane.rule.action)",
                        volume: volume,
                        generation: record.generation,
                        state: record.state,
                        since: record.since,
                        attempts: record.attempts,
                        error: record.detail
                    )
                )
            }
        }
        return reports + refusals.map(Self.report)
    }

    private static func report(_ refusal: Refusal) -> NotifyReport {
        let unit = BoundedText.of(refusal.unit, limit: 255)
        return NotifyReport(
            rule: "\(NotifyRule.annotationPrefix)\(unit)",
            action: "reload \(unit)",
            volume: .init(namespace: refusal.pod.namespace, pod: refusal.pod.name, volume: ""),
            generation: "",
            state: .refused,
            since: 0,
            attempts: 0,
            error: "no entry of unitRequests allows it"
        )
    }

    private static func key(_ volume: PublishedChange.Volume) -> (String, String, String) {
        (volume.namespace, volume.pod, volume.volume)
    }
}
