extension Quantity: CustomStringConvertible {
    /// The one way to write this amount in its notation: no fraction, the largest unit that has none.
    ///
    /// Source: k8s.io/apimachinery pkg/api/resource Quantity.CanonicalizeBytes.
    package var description: String {
        switch notation {
        case .decimal: decimalDescription(units: ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"])
        case .exponent: decimalDescription(units: ["e-9", "e-6", "e-3", "", "e3", "e6", "e9", "e12", "e15", "e18"])
        case .binary: binaryDescription
        }
    }

    private func decimalDescription(units: [String]) -> String {
        guard nanos != 0 else { return "0" }
        var amount = nanos
        var unit = 0
        while unit < units.count - 1, amount % 1000 == 0 {
            amount /= 1000
            unit += 1
        }
        return "\(amount)\(units[unit])"
    }

    private var binaryDescription: String {
        // Small amounts and fractions have no binary unit.
        guard nanos.magnitude >= 1024 * Self.nanosPerUnit.magnitude, nanos % Self.nanosPerUnit == 0 else {
            return Quantity(nanos: nanos, notation: .decimal).description
        }
        let units = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
        var amount = nanos / Self.nanosPerUnit
        var unit = 0
        while unit < units.count - 1, amount % 1024 == 0 {
            amount /= 1024
            unit += 1
        }
        return "\(amount)\(units[unit])"
    }
}
