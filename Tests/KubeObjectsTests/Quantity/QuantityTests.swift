import KubeObjects
import Testing

@Suite struct QuantityTests {
    /// Text, and how Kubernetes writes the same amount.
    @Test(arguments: [
        ("0", "0"), ("0.0", "0"), ("-0", "0"), ("0Ki", "0"), ("0e9", "0"), ("00012", "12"),
        ("1", "1"), ("+1", "1"), ("-1", "-1"), (".5", "500m"), ("5.", "5"), ("0.5", "500m"), ("1.5", "1500m"),
        ("100m", "100m"), ("1000m", "1"), ("1500m", "1500m"), ("0.001", "1m"), ("1u", "1u"), ("1n", "1n"),
        ("1000", "1k"), ("1024", "1024"), ("1k", "1k"), ("1M", "1M"), ("1G", "1G"), ("1T", "1T"), ("1P", "1P"),
        ("1E", "1E"), ("1500k", "1500k"), ("1.5M", "1500k"),
        ("1Ki", "1Ki"), ("1Mi", "1Mi"), ("1Gi", "1Gi"), ("1Ti", "1Ti"), ("1Pi", "1Pi"), ("1Ei", "1Ei"),
        ("1024Ki", "1Mi"), ("0.5Ki", "512"), ("1.5Gi", "1536Mi"), ("0.5Mi", "512Ki"), ("1000Ki", "1000Ki"),
        ("1e3", "1e3"), ("1E3", "1e3"), ("1e-3", "1e-3"), ("100e-2", "1"), ("12e4", "120e3"), ("1e+6", "1e6"),
        // A fraction of a byte has no binary unit.
        ("1.00001Ki", "1024010240u"), ("0.1Ki", "102400m"),
        // Finer than a nano: away from zero.
        ("0.0000000001", "1n"), ("1.0000000001", "1000000001n"), ("-0.0000000001", "-1n"), ("0.1n", "1n"),
        ("1.0000000000000000000000000000000000000000000001", "1000000001n"),
        ("1e-1000", "1e-9"), ("1e-99999999999999999999", "1e-9"),
        ("0.00000000000000000000000000000000000000000000000001Ei", "1n"),
        // Beyond an Int64: its bound.
        ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "9223372036854775807"),
        ("10E", "9223372036854775807"), ("8Ei", "9223372036854775807"), ("7Ei", "7Ei"),
        ("1e1000", "9223372036854775807"), ("-1e1000", "-9223372036854775807"),
        ("1e99999999999999999999", "9223372036854775807"),
        ("123456789012345678901234567890123456789012345678901234567890", "9223372036854775807"),
        ("0.9999999999999999999999999999999999999999999999999999", "1"),
        ("1000000000000000000000000000000000000000000000000e-48", "1"),
    ])
    func isReadExactlyAndWrittenCanonically(text: String, canonical: String) throws {
        #expect(try Quantity(parsing: text).description == canonical)
    }

    @Test(arguments: [
        ("", QuantityError.format), (" ", .format), ("1 Gi", .format), ("1GB", .format), ("abc", .format),
        ("+", .format), ("-", .format), ("Ki", .format), ("--1", .format), ("0x10", .format), ("1,5", .format),
        ("１", .format), ("1\n", .format), ("e3", .format),
        (".", .number), ("+.", .number), ("1.2.3", .number), ("..", .number),
        ("1mm", .suffix), ("1K", .suffix), ("1mi", .suffix), ("1ki", .suffix), ("1e", .suffix), ("1e+", .suffix),
        ("1e1.5", .suffix), ("1-", .suffix), ("1Ki3", .suffix), ("1e--3", .suffix), ("1EE", .suffix), ("1i", .suffix),
    ])
    func refusesWhatIsNone(text: String, error: QuantityError) {
        #expect(throws: error) { try Quantity(parsing: text) }
    }

    @Test func errorsAreInKubernetesWords() {
        #expect(QuantityError.format.description == Sentence.quantity)
        #expect(QuantityError.number.description == "unable to parse numeric part of quantity")
        #expect(QuantityError.suffix.description == "unable to parse quantity's suffix")
    }

    @Test(arguments: [
        // Processors.
        ("250m", "1", 1), ("250m", "1m", 250), ("1500m", "1", 2), ("2", "1", 2), ("2", "1m", 2000), ("100u", "1m", 1),
        // Memory.
        ("64Mi", "1", 67_108_864), ("64Mi", "1Mi", 64), ("64Mi", "1Gi", 1), ("64Mi", "1M", 68), ("1G", "1Mi", 954),
        ("128974848", "1Ki", 125_952), ("1", "1Ei", 1), ("0", "1Mi", 0), ("8Ei", "1", Int64.max),
        // No divisor is 1.
        ("1500m", "0", 2), ("64Mi", "0", 67_108_864),
        // Rounded up means towards the larger.
        ("-1500m", "1", -1), ("-1500m", "-1", 2), ("1500m", "-1", -1),
        // What is no Int64 any more.
        ("9223372036854775807", "1m", Int64.max), ("-9223372036854775807", "1m", Int64.min),
    ])
    func isDividedAndRoundedUp(amount: String, divisor: String, result: Int64) throws {
        #expect(try Quantity(parsing: amount).divided(by: Quantity(parsing: divisor)) == result)
    }

    @Test func comparesByAmountAlone() throws {
        let same = try ["1Ki", "1024", "1.024k", "1024e0", "1024000m"].map { try Quantity(parsing: $0) }
        #expect(Set(same).count == 1)
        #expect(try Quantity(parsing: "1k") < Quantity(parsing: "1Ki"))
        #expect(try Quantity(parsing: "1000m") == .one)
        #expect(try Quantity(parsing: "0Mi") == .zero)
    }
}
