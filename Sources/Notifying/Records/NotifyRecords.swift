/// The outcomes by rule and volume, and the lines that the file of them does not have yet.
struct NotifyRecords: Sendable {
    private var outcomes: [String: [PublishedChange.Volume: NotifyRecord]] = [:]
    private var seen: [PublishedChange.Volume: String] = [:]
    /// Whether nothing was there to start from: then nothing is known of what an earlier process has told.
    let isNew: Bool
    /// In the order in which things happened.
    private(set) var unwritten: [RecordLine] = []

    /// - Parameter lines: What an earlier process has written; nil where there is nothing.
    init(_ lines: [RecordLine]? = nil) {
        isNew = lines == nil
        for line in lines ?? [] { apply(line) }
    }

    subscript(rule: String, volume: PublishedChange.Volume) -> NotifyRecord? { outcomes[rule]?[volume] }

    func outcomes(of rule: String) -> [PublishedChange.Volume: NotifyRecord] { outcomes[rule] ?? [:] }

    var rules: [String] { Array(outcomes.keys) }

    func hasSeen(_ volume: PublishedChange.Volume) -> Bool { seen[volume] != nil }

    var volumes: Set<PublishedChange.Volume> {
        outcomes.values.reduce(into: Set(seen.keys)) { $0.formUnion($1.keys) }
    }

    mutating func set(_ record: NotifyRecord, for volume: PublishedChange.Volume, of rule: String) {
        guard outcomes[rule]?[volume] != record else { return }
        note(.outcome(rule: rule, volume, record))
    }

    mutating func drop(_ volume: PublishedChange.Volume, of rule: String) {
        guard outcomes[rule]?[volume] != nil else { return }
        note(.dropped(rule: rule, volume))
    }

    mutating func see(_ volume: PublishedChange.Volume, generation: String) {
        guard seen[volume] != generation else { return }
        note(.seen(volume, generation: generation))
    }

    mutating func remove(_ volume: PublishedChange.Volume) {
        guard seen[volume] != nil || outcomes.values.contains(where: { $0[volume] != nil }) else { return }
        note(.gone(volume))
    }

    /// Takes the lines that are to be written.
    mutating func takeUnwritten() -> [RecordLine] {
        defer { unwritten.removeAll(keepingCapacity: true) }
        return unwritten
    }

    /// All that holds, for a file that begins anew.
    var lines: [RecordLine] {
        seen.map { RecordLine.seen($0.key, generation: $0.value) }
            + outcomes.flatMap { rule, records in records.map { .outcome(rule: rule, $0.key, $0.value) } }
    }

    var count: Int { outcomes.values.reduce(seen.count) { $0 + $1.count } }

    private mutating func note(_ line: RecordLine) {
        apply(line)
        unwritten.append(line)
    }

    private mutating func apply(_ line: RecordLine) {
        switch line {
        case .outcome(let rule, let volume, let record): outcomes[rule, default: [:]][volume] = record
        case .dropped(let rule, let volume):
            outcomes[rule]?[volume] = nil
            if outcomes[rule]?.isEmpty == true { outcomes[rule] = nil }
        case .seen(let volume, let generation): seen[volume] = generation
        case .gone(let volume):
            seen[volume] = nil
            for rule in outcomes.keys { outcomes[rule]?[volume] = nil }
        }
    }
}
