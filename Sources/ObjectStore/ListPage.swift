/// A piece of a list.
package struct ListPage: Sendable {
    /// Sorted by namespace and name.
    package var objects: [StoredObject]
    /// What is there and cannot be decrypted; it is left out of `objects`.
    package var unreadable: [StoreError]
    /// Behind which object the next piece begins; nil at the end of the list.
    package var next: StoreKey?

    /// Puts what is only shown beside what is kept.
    ///
    /// - Parameter before: What was shown when the reading of `kept` began.
    static func merging(
        _ kept: ListPage,
        _ memory: MemoryObjects,
        _ range: ListRange,
        readAfter before: MemoryObjects
    ) -> ListPage {
        var page = kept
        let end = kept.next
        var shown = memory.mirrored.values.filter { object in
            range.contains(object.key) && (end.map { object.key <= $0 } ?? true)
        }
        if !shown.isEmpty {
            let hidden = Set(shown.map(\.key))
            shown += kept.objects.filter { !hidden.contains($0.key) }
            page.objects = shown.sorted { $0.key < $1.key }
            if page.objects.count > range.limit {
                page.objects.removeLast(page.objects.count - range.limit)
                page.next = page.objects.last?.key
            }
        }
        page.objects = page.objects.map { $0.file == nil ? memory.shown($0, readAfter: before) : memory.shown($0) }
        return page
    }
}
