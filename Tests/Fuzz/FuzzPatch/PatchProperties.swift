import KubeObjects
import Patches

/// What must hold whatever the object and the patch are. A property that does not hold ends the process.
struct PatchProperties {
    private static let kinds = ["Pod", "Secret", "ServiceAccount", "Node", "Namespace", "Event", "Widget"]

    let engine: UInt8
    let kind: String
    let target: JSONValue
    let patch: JSONValue

    /// - Parameter choice: Picks one of five engines and one of the kinds.
    init(choice: UInt8, target: JSONValue, patch: JSONValue) {
        engine = choice % 5
        kind = Self.kinds[Int(choice / 5) % Self.kinds.count]
        self.target = target
        self.patch = patch
    }

    func check() {
        switch engine {
        case 0: checkJSONPatch()
        case 1: checkMergePatch()
        case 2: checkStrategicMergePatch()
        case 3: checkApply()
        default: checkUpdate()
        }
    }

    private func checkJSONPatch() {
        guard let result = try? JSONPatch.apply(patch, to: target) else { return }
        checkText(of: result)
    }

    private func checkMergePatch() {
        let result = MergePatch.apply(patch, to: target)
        checkText(of: result)
        precondition(MergePatch.apply(patch, to: result) == result, "a merge patch must be idempotent")
    }

    private func checkStrategicMergePatch() {
        guard let result = try? StrategicMergePatch.apply(patch, to: target, kind: kind) else { return }
        checkText(of: result)
        let same = try? StrategicMergePatch.apply([:], to: result, kind: kind)
        precondition(same == result, "an empty patch must change nothing")
    }

    private func checkApply() {
        guard let result = apply(to: target, manager: "a", time: "1") else { return }
        checkText(of: result)
        precondition(apply(to: result, manager: "a", time: "2") == result, "applying again must change nothing")
        guard let shared = apply(to: result, manager: "b", time: "3") else {
            preconditionFailure("equal values must not conflict")
        }
        precondition(apply(to: shared, manager: "a", time: "4") == shared, "a second owner must change nothing")
    }

    private func apply(to live: JSONValue, manager: String, time: String) -> JSONValue? {
        try? ServerSideApply.apply(patch, to: live, kind: kind, manager: manager, force: time == "1", time: time)
    }

    private func checkUpdate() {
        let result = note(from: target, time: "1")
        checkText(of: result)
        let written = PatchProperties(choice: 4, target: target, patch: result)
        precondition(written.note(from: result, time: "2") == result, "an update without change must change nothing")
    }

    private func note(from old: JSONValue, time: String) -> JSONValue {
        ServerSideApply.noteUpdate(old: old, new: patch, kind: kind, manager: "m", time: time)
    }

    /// The text of a value must be readable, and mean the value.
    private func checkText(of value: JSONValue) {
        let again = JSONWriter.bytes(of: value).withUnsafeBytes { try? JSONValue(parsing: $0) }
        precondition(again == value, "a result must survive being written and read")
    }
}
