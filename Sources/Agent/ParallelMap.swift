import Glibc

/// Runs blocking work over many elements side by side, where that pays.
enum ParallelMap {
    /// Fewer elements than this are done one after the other: starting tasks costs more than it gains.
    static let threshold = 16

    /// Calls `work` for each element, on as many tasks as there are processors, and `receive` with each result in the
    /// order of the elements, on the caller.
    static func run<Element: Sendable, Result: Sendable>(
        _ elements: [Element],
        work: @escaping @Sendable (Element) -> Result,
        receive: (Element, Result) -> Void
    ) async {
        let width = min(sysconf(Int32(_SC_NPROCESSORS_ONLN)), elements.count / (threshold / 2))
        guard width > 1 else {
            for element in elements { receive(element, work(element)) }
            return
        }
        // Small chunks, so that results are told while others are still being made.
        let chunks = stride(from: 0, to: elements.count, by: threshold).map { start in
            elements[start..<min(start + threshold, elements.count)]
        }
        await withTaskGroup(of: (Int, [Result]).self) { group in
            var next = 0
            func add() {
                guard next < chunks.count else { return }
                let (index, chunk) = (next, chunks[next])
                group.addTask { (index, chunk.map(work)) }
                next += 1
            }
            for _ in 0..<width { add() }
            var done: [Int: [Result]] = [:]
            var told = 0
            for await (index, results) in group {
                add()
                done[index] = results
                while let ready = done.removeValue(forKey: told) {
                    for (element, result) in zip(chunks[told], ready) { receive(element, result) }
                    told += 1
                }
            }
        }
    }
}
