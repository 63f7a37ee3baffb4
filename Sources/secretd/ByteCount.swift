import ArgumentParser
import KubeObjects

/// A number of bytes as people write it: `128Mi`, `1G`, `65536`.
struct ByteCount: ExpressibleByArgument {
    var bytes: Int

    /// 4 EiB: what does not fit `Int64` comes out of the division as its largest value.
    private static let beyondReason = 1 << 62

    init?(argument: String) {
        guard let quantity = try? Quantity(parsing: argument), quantity > .zero else { return nil }
        bytes = Int(quantity.divided(by: .one))
        guard bytes < Self.beyondReason else { return nil }
    }
}
