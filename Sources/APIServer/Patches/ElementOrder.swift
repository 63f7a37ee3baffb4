/// Puts the elements of a merged list in order.
///
/// The elements that a patch names stand in the patch's order, those that only the object had in the object's; where
/// one of each compete, the one that stood first in the object goes first.
///
/// Source: k8s.io/apimachinery pkg/util/strategicpatch, normalizeElementOrder.
package enum ElementOrder {
    /// Where an element goes that is new to the object, next to those that only the object had.
    package enum NewElements {
        /// As strategic merge patches have it.
        case first
        /// As server-side apply has it.
        case last
    }

    /// - Parameters:
    ///   - elements: Elements by identity, each identity once; those of `old` in its order.
    ///   - wanted: The identities that the patch names, in its order; those that are not in `elements` do not count.
    ///   - old: The identities of the object's list, in its order.
    package static func arrange<Element, Identity: Hashable>(
        _ elements: [(identity: Identity, element: Element)],
        wanted: [Identity],
        old: [Identity],
        new: NewElements = .first
    ) -> [Element] {
        let wantedPlaces = places(of: wanted)
        let oldPlaces = places(of: old)
        let rest = elements.filter { wantedPlaces[$0.identity] == nil }
        let named = elements.filter { wantedPlaces[$0.identity] != nil }
            .sorted { (wantedPlaces[$0.identity] ?? 0) < (wantedPlaces[$1.identity] ?? 0) }

        var result: [Element] = []
        result.reserveCapacity(elements.count)
        var next = 0
        for (identity, element) in named {
            let theirs = oldPlaces[identity] ?? (new == .first ? -1 : Int.max)
            while next < rest.count, let ours = oldPlaces[rest[next].identity], ours < theirs {
                result.append(rest[next].element)
                next += 1
            }
            result.append(element)
        }
        return result + rest[next...].map(\.element)
    }

    private static func places<Identity: Hashable>(of identities: [Identity]) -> [Identity: Int] {
        Dictionary(identities.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
