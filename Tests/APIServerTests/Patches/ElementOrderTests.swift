import Testing

@testable import APIServer

@Suite struct ElementOrderTests {
    /// The elements, in the order wanted and the order of old, and how they come out.
    static let rows: [(elements: [Int], wanted: [Int], old: [Int], result: [Int])] = [
        ([1, 2, 3, 4], [2, 4], [1, 2, 3], [1, 2, 4, 3]),
        ([1, 2, 3], [3, 1], [1, 2, 3], [2, 3, 1]),
        ([1, 2, 3], [], [1, 2, 3], [1, 2, 3]),
        ([1, 2], [2, 9, 1], [1, 2], [2, 1]),
        ([1, 5], [5], [1], [5, 1]),
    ]

    @Test(arguments: rows) func arranges(elements: [Int], wanted: [Int], old: [Int], result: [Int]) {
        let pairs = elements.map { (identity: $0, element: $0) }
        #expect(ElementOrder.arrange(pairs, wanted: wanted, old: old) == result)
    }

    @Test func putsNewElementsLastIfAsked() {
        let pairs = [1, 2, 5].map { (identity: $0, element: $0) }
        #expect(ElementOrder.arrange(pairs, wanted: [5, 2], old: [1, 2], new: .last) == [1, 5, 2])
    }
}
