import APIServer

/// Colours of a terminal.
enum Colour: Int {
    case red = 31
    case green = 32
    case yellow = 33

    /// The colour of a volume's state; nil for one that is neither good nor bad.
    init?(_ state: ServedVolume.State) {
        switch state {
        case .served: self = .green
        case .partial, .waiting, .stale: self = .yellow
        case .failed: self = .red
        case .noVolumes, .removed: return nil
        }
    }

    func paint(_ text: String) -> String { "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }
}
