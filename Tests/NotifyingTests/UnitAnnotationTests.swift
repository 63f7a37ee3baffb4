import Testing

@testable import Notifying

@Suite struct UnitAnnotationTests {
    @Test(
        arguments: [
            (nil, []), ("", []), ("nginx.service", ["nginx.service"]),
            (" a.service ,, b.service,a.service\n", ["a.service", "b.service"]),
            ("a b", ["a b"]),
        ] as [(String?, [String])]
    )
    func unitsAreSplitByCommas(value: String?, units: [String]) {
        #expect(UnitAnnotation.units(in: value) == units)
    }

    @Test func anAnnotationIsBounded() {
        #expect(UnitAnnotation.units(in: (0..<1000).map { "\($0).service" }.joined(separator: ",")).count == 32)
    }
}
