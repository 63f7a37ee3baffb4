import KubeObjects
import Kubectl

extension ObjectCursor {
    /// A length of time as Go writes it, `200ms`, `1m30s`; nil where the field is absent or wrong, and then `log` knows.
    func duration(_ field: String, in range: ClosedRange<Duration>, _ log: DecodingLog) -> Duration? {
        guard let text = quantity(field) else { return nil }
        guard let duration = GoDuration.parse(text), range.contains(duration) else {
            let reason =
                "must be a length of time from \(range.lowerBound) to \(range.upperBound), for example 200ms or 2s"
            log.error(path(of: field), reason, at: mark(of: field))
            return nil
        }
        return duration
    }
}
