import APIServer
import KubeObjects

/// What `secretd wait` waits for.
package enum WaitCondition: Equatable, Sendable {
    /// Every volume of the Pod is served whole.
    case ready
    /// The volumes have this generation or a later one, by the number that `secretd history` shows.
    case number(Int)
    /// The same by the generation's name, `2026_11_23_16_20_18.3403175871`.
    case generation(String)

    /// `ready`, `generation=3`, `generation>=3`, `generation=2026_11_23_16_20_18.3403175871`.
    ///
    /// - Throws: `KubectlError` with the code of wrong usage.
    package init(_ text: String) throws(KubectlError) {
        if text == "ready" {
            self = .ready
            return
        }
        for prefix in ["generation>=", "generation="] where text.hasPrefix(prefix) {
            let value = String(text.dropFirst(prefix.count))
            if let number = Int(value), number > 0 {
                self = .number(number)
                return
            }
            if let generation = Self.generation(value) {
                self = .generation(generation)
                return
            }
        }
        throw KubectlError(
            "\(text.goQuoted) is no condition: ready, generation=NUMBER, or generation=NAME as secretd history shows them",
            code: 2
        )
    }

    /// With ten digits behind the dot two names of one writer sort by age; also taken as `..data` has it.
    private static func generation(_ text: String) -> String? {
        let name = text.hasPrefix("..") ? String(text.dropFirst(2)) : text
        let shape = "dddd_dd_dd_dd_dd_dd."
        guard name.utf8.count > shape.utf8.count else { return nil }
        let fits = zip(name.utf8, shape.utf8).allSatisfy { byte, form in
            form == UInt8(ascii: "d") ? isDigit(byte) : byte == form
        }
        return fits && name.utf8.dropFirst(shape.utf8.count).allSatisfy(isDigit) ? name : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Why a volume does not meet it; nil where it does.
    func shortcoming(of volume: ServedVolume) -> String? {
        switch self {
        case .ready:
            guard !volume.state.isGood else { return nil }
            let trouble = volume.message.isEmpty ? volume.reason : volume.message
            return trouble.isEmpty ? volume.state.rawValue : "\(volume.state.rawValue): \(trouble)"
        case .number(let wanted):
            guard let number = volume.number else { return Self.missing(volume) }
            return number >= wanted ? nil : "generation is \(number)"
        case .generation(let wanted):
            guard let name = volume.generation else { return Self.missing(volume) }
            return Self.isAtLeast(name, wanted) ? nil : "generation is \(name)"
        }
    }

    /// By the time in the name, then by the number behind it.
    private static func isAtLeast(_ name: String, _ wanted: String) -> Bool {
        func parts(_ text: String) -> (String, UInt64) {
            let parts = text.split(separator: ".")
            return (String(parts.first ?? ""), parts.last.flatMap { UInt64($0) } ?? 0)
        }
        return parts(name) >= parts(wanted)
    }

    private static func missing(_ volume: ServedVolume) -> String {
        let trouble = volume.message.isEmpty ? "" : ": \(volume.message)"
        return "\(volume.state.rawValue)\(trouble)"
    }
}
