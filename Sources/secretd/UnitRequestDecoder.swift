import KubeObjects
import Notifying

/// Reads the section `unitRequests`: the units that Pods may ask for by annotation.
struct UnitRequestDecoder {
    let log: DecodingLog

    func decode(_ root: ObjectCursor) -> [UnitRequest] {
        root.objects("unitRequests").compactMap { entry in
            entry.warnOfFields(otherThan: ["namespaces", "units"])
            let problems = log.problems.count
            let namespaces = entry.patterns("namespaces", .name, log)
            let units = entry.elements(entry.strings("units"), "units").compactMap { text, path, mark in
                let unit = UnitName(text)
                if unit == nil { log.error(path, ObjectCursor.noUnit, at: mark) }
                return unit
            }
            // An empty list of namespaces would be all of them, and nobody who writes `namespaces:` and no more means that.
            for field in ["namespaces", "units"] where entry.marks(of: field).isEmpty && log.problems.count == problems
            {
                log.error(entry.path(of: field), "is required", at: entry.mark(of: field))
            }
            guard !namespaces.isEmpty, !units.isEmpty else { return nil }
            return UnitRequest(namespaces: namespaces, units: units)
        }
    }
}

extension ObjectCursor {
    static let noUnit =
        "must be the full name of a unit, which ends with its type: \(UnitName.types.joined(separator: ", "))"

    /// A unit's full name; nil where the field is absent or wrong, and then `log` knows.
    func unit(_ field: String, _ log: DecodingLog) -> UnitName? {
        guard let text = string(field) else { return nil }
        let unit = UnitName(text)
        if unit == nil { log.error(path(of: field), Self.noUnit, at: mark(of: field)) }
        return unit
    }
}
