import ArgumentParser
import KubeObjects

/// A number of bytes as people write it: `128Mi`, `1G`, `65536`.
struct ByteCount: ExpressibleByArgument {
    var bytes: Int

    init?(argument: String) {
        guard let quantity = try? Quantity(parsing: argument), quantity > .zero else { return nil }
        bytes = Int(quantity.divided(by: .one))
    }
}
