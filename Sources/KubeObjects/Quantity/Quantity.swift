/// An amount of a resource: `500m`, `1.5Gi`, `2e6`. Exact; two are equal where they are the same amount.
///
/// Amounts are whole numbers of 10⁻⁹. What is finer is rounded away from zero; what is beyond ±(2⁶³-1) counts as that.
/// Source: k8s.io/apimachinery pkg/api/resource/quantity.go.
package struct Quantity: Sendable {
    /// The family of units that a quantity is written in.
    enum Notation: Hashable, Sendable {
        /// `n u m k M G T P E`, or no unit
        case decimal
        /// `Ki Mi Gi Ti Pi Ei`
        case binary
        /// `e3`
        case exponent
    }

    static let nanosPerUnit: Int128 = 1_000_000_000
    static let maximumNanos = Int128(Int64.max) * nanosPerUnit

    /// The amount in 10⁻⁹.
    let nanos: Int128
    let notation: Notation

    package static let zero = Quantity(nanos: 0, notation: .decimal)
    package static let one = Quantity(nanos: nanosPerUnit, notation: .decimal)

    /// Whether there is no fraction.
    package var isWhole: Bool { nanos % Self.nanosPerUnit == 0 }

    /// How many times `divisor` goes into this amount, rounded up, as the downward API gives it out.
    ///
    /// A divisor of zero means that none was given: 1. A result that is no `Int64` becomes the nearest one.
    /// Source: kubernetes pkg/api/v1/resource ExtractContainerResourceValue.
    package func divided(by divisor: Quantity) -> Int64 {
        let divisor = divisor.nanos == 0 ? Self.one : divisor
        let (quotient, remainder) = nanos.quotientAndRemainder(dividingBy: divisor.nanos)
        let isFraction = remainder != 0 && (remainder < 0) == (divisor.nanos < 0)
        return Int64(clamping: isFraction ? quotient + 1 : quotient)
    }
}

extension Quantity: Hashable, Comparable {
    package static func == (left: Quantity, right: Quantity) -> Bool { left.nanos == right.nanos }

    package static func < (left: Quantity, right: Quantity) -> Bool { left.nanos < right.nanos }

    package func hash(into hasher: inout Hasher) { hasher.combine(nanos) }
}
