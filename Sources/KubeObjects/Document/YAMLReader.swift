import CYaml

/// Reads the documents of a YAML stream into document trees with places, with Kubernetes' meaning of plain scalars.
///
/// Aliases and merge keys are expanded. A tree shares what an alias repeats, but whoever walks it does not, so that the
/// size counted against the limit is that of the tree written out.
struct YAMLReader: ~Copyable {
    /// A composed value as large as it is with its aliases written out.
    private struct Composed {
        var node: DocumentNode
        /// The number of values in it, itself included.
        var size = 1
        /// The number of arrays and objects within each other.
        var height = 0

        mutating func take(_ child: Composed) {
            size += child.size
            height = max(height, child.height + 1)
        }
    }

    /// What an event asks for. Copied out of it, so that no event is alive while its children are read.
    private enum Step {
        case scalar(DocumentNode, isMergeKey: Bool, anchor: String?)
        case alias(String, SourceMark)
        case array(SourceMark, anchor: String?)
        case object(SourceMark, anchor: String?)
        case end
    }

    private let events: YAMLEvents
    /// More values than this are refused, over all documents of the stream.
    private let nodeLimit: Int
    private var nodeCount = 0
    private var depth = 0
    private var isAtEnd = false
    private var anchors: [String: Composed] = [:]

    /// - Parameter bytes: UTF-8 without a byte order mark, not empty. Must outlive the reader.
    init(_ bytes: UnsafeRawBufferPointer) {
        events = YAMLEvents(bytes)
        nodeLimit = DocumentLimits.nodes(in: bytes)
    }

    /// The next document of the stream, an empty one as null; nil at the end of the stream.
    mutating func nextDocument() throws(DocumentError) -> DocumentNode? {
        while !isAtEnd {
            let type = try events.next { $0.type }
            isAtEnd = type == YAML_STREAM_END_EVENT
            guard type == YAML_DOCUMENT_START_EVENT else { continue }  // start of the stream, end of a document
            anchors.removeAll(keepingCapacity: true)
            return try compose(try nextStep())?.node
        }
        return nil
    }

    private func nextStep() throws(DocumentError) -> Step {
        try events.next { (event) throws(DocumentError) in
            let mark = SourceMark(event.start_mark)
            switch event.type {
            case YAML_SCALAR_EVENT:
                let scalar = try YAMLScalar(event)
                let node = DocumentNode(try scalar.resolve(), at: mark)
                let anchor = YAMLEvents.name(event.data.scalar.anchor)
                return .scalar(node, isMergeKey: scalar.isMergeKey, anchor: anchor)
            case YAML_ALIAS_EVENT:
                return .alias(YAMLEvents.name(event.data.alias.anchor) ?? "", mark)
            case YAML_SEQUENCE_START_EVENT:
                let start = event.data.sequence_start
                try Self.check(tag: YAMLEvents.name(start.tag), isNoneOr: "tag:yaml.org,2002:seq", at: mark)
                return .array(mark, anchor: YAMLEvents.name(start.anchor))
            case YAML_MAPPING_START_EVENT:
                let start = event.data.mapping_start
                try Self.check(tag: YAMLEvents.name(start.tag), isNoneOr: "tag:yaml.org,2002:map", at: mark)
                return .object(mark, anchor: YAMLEvents.name(start.anchor))
            default:
                return .end
            }
        }
    }

    /// Composes the value that begins with `step`; nil if the step is an end.
    private mutating func compose(_ step: Step) throws(DocumentError) -> Composed? {
        switch step {
        case .scalar(let node, _, let anchor):
            return try register(Composed(node: node), anchor)
        case .alias(let name, let mark):
            guard let target = anchors[name] else { throw DocumentError(.undefinedAlias, at: mark) }
            try count(target.size, at: mark)
            try checkDepth(depth + target.height, at: mark)
            return target
        case .array(let mark, let anchor):
            return try register(try composeArray(at: mark), anchor)
        case .object(let mark, let anchor):
            return try register(try composeObject(at: mark), anchor)
        case .end:
            return nil
        }
    }

    private mutating func composeArray(at mark: SourceMark) throws(DocumentError) -> Composed {
        depth += 1
        defer { depth -= 1 }
        try checkDepth(depth, at: mark)
        var elements: [DocumentNode] = []
        var composed = Composed(node: DocumentNode(.null, at: mark), height: 1)
        while let element = try compose(try nextStep()) {
            elements.append(element.node)
            composed.take(element)
        }
        composed.node.value = .array(elements)
        return composed
    }

    private mutating func composeObject(at mark: SourceMark) throws(DocumentError) -> Composed {
        depth += 1
        defer { depth -= 1 }
        try checkDepth(depth, at: mark)
        var members: [DocumentNode.Member] = []
        var merged: [DocumentNode.Member] = []
        var keys = DistinctKeys()
        var composed = Composed(node: DocumentNode(.null, at: mark), height: 1)
        while true {
            let step = try nextStep()
            guard let key = try compose(step), let value = try compose(try nextStep()) else { break }
            composed.take(key)
            composed.take(value)
            if case .scalar(_, isMergeKey: true, _) = step {
                try Self.append(value.node, to: &merged, allowingArray: true)
                continue
            }
            guard let name = YAMLPlainText.key(key.node.value) else { throw DocumentError(.badKey, at: key.node.mark) }
            guard keys.isNew(name, nextTo: members) else { throw DocumentError(.duplicateKey, at: key.node.mark) }
            members.append(DocumentNode.Member(key: name, keyMark: key.node.mark, value: value.node))
        }
        // What stands in the object wins over what is merged into it, and an earlier merge over a later one.
        for member in merged where keys.isNew(member.key, nextTo: members) { members.append(member) }
        composed.node.value = .object(members)
        return composed
    }

    private static func append(
        _ source: DocumentNode,
        to merged: inout [DocumentNode.Member],
        allowingArray: Bool
    ) throws(DocumentError) {
        switch source.value {
        case .object(let members):
            merged += members
        case .array(let sources) where allowingArray:
            for source in sources { try append(source, to: &merged, allowingArray: false) }
        default:
            throw DocumentError(.badMerge, at: source.mark)
        }
    }

    /// Counts the value itself, its children being counted, and remembers it under its anchor.
    private mutating func register(_ composed: Composed, _ anchor: String?) throws(DocumentError) -> Composed {
        try count(1, at: composed.node.mark)
        if let anchor { anchors[anchor] = composed }
        return composed
    }

    private mutating func count(_ nodes: Int, at mark: SourceMark) throws(DocumentError) {
        nodeCount += nodes
        guard nodeCount <= nodeLimit else { throw DocumentError(.tooManyNodes(limit: nodeLimit), at: mark) }
    }

    private func checkDepth(_ depth: Int, at mark: SourceMark) throws(DocumentError) {
        guard depth <= DocumentLimits.depth else {
            throw DocumentError(.tooDeep(limit: DocumentLimits.depth), at: mark)
        }
    }

    private static func check(tag: String?, isNoneOr known: String, at mark: SourceMark) throws(DocumentError) {
        guard tag == nil || tag == "!" || tag == known else { throw DocumentError(.badTag, at: mark) }
    }
}
