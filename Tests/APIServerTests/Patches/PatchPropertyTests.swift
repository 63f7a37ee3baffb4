import KubeObjects
import Testing

@testable import APIServer

/// What must hold for any object and any patch, tried on many small ones that resemble pods.
@Suite struct PatchPropertyTests {
    /// Numbers that look random and are the same in every run (SplitMix64).
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }

        /// A value that fits a field of a pod more often than not.
        mutating func value(depth: Int = 5, of field: String = "") -> JSONValue {
            switch Int.random(in: 0..<(depth > 0 ? 8 : 4), using: &self) {
            case 0: return ["x", 1, true].randomElement(using: &self) ?? .null
            case 1: return .string(["a", "b", "c"].randomElement(using: &self) ?? "")
            case 2: return .integer(.random(in: 80...82, using: &self))
            case 3 where field != "": return .null
            case 4 where field.hasSuffix("s"):
                return .array((0..<Int.random(in: 0...3, using: &self)).map { _ in value(depth: depth - 1) })
            default: return .object(members(depth: depth - 1))
            }
        }

        mutating func members(depth: Int) -> [String: JSONValue] {
            let names = [
                "metadata", "spec", "containers", "name", "env", "ports", "containerPort", "finalizers", "volumes",
            ]
            var members: [String: JSONValue] = [:]
            for _ in 0..<Int.random(in: 0...4, using: &self) {
                let name = names.randomElement(using: &self) ?? ""
                members[name] = name == "name" ? "a" : value(depth: depth, of: name)
            }
            return members
        }

        mutating func object() -> JSONValue {
            ["metadata": value(of: "metadata"), "spec": .object(members(depth: 5))]
        }
    }

    @Test(arguments: 0..<20) func hold(seed: UInt64) throws {
        var numbers = Numbers(state: seed)
        for _ in 0..<200 {
            let (target, patch) = (numbers.object(), numbers.object())
            let merged = MergePatch.apply(patch, to: target)
            #expect(MergePatch.apply(patch, to: merged) == merged)
            #expect(MergePatch.apply([:], to: target) == target)
            #expect(try JSONPatch.apply([], to: target) == target)
            #expect(try StrategicMergePatch.apply([:], to: target, kind: "Pod") == target)
            expectStableApply(of: patch, to: target)
        }
    }

    private func expectStableApply(of configuration: JSONValue, to live: JSONValue) {
        func apply(to live: JSONValue, time: String) -> JSONValue? {
            try? ServerSideApply.apply(
                configuration,
                to: live,
                kind: "Pod",
                manager: "m",
                force: false,
                time: time
            )
        }
        guard let applied = apply(to: live, time: "1") else { return }
        #expect(apply(to: applied, time: "2") == applied)
        let noted = ServerSideApply.noteUpdate(old: applied, new: applied, kind: "Pod", manager: "u", time: "3")
        #expect(noted == applied)
    }
}
