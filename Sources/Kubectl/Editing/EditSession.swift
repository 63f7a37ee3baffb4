import APIServer
import KubeObjects

/// What becomes of objects in an editor: whether anything has changed, what, and whether to open it again. Knows nothing of
/// files and requests.
///
/// Source: kubectl pkg/cmd/util/editor EditOptions.
struct EditSession {
    /// An object as it was, and where it lies.
    struct Original: Equatable {
        var target: GetTarget
        var object: JSONValue
    }

    struct Change: Equatable {
        var original: Original
        var edited: JSONValue
    }

    enum Step: Equatable {
        /// Nothing to do, which is said and is no failure.
        case cancelled(String)
        /// What is in the file cannot be used; it is kept for the person.
        case failed(String)
        /// The editor opens again, with the reason at the top.
        case again(message: String)
        case changed([Change])
    }

    private let originals: [Original]
    private let form: EditText.Form
    /// What the editor gets next.
    private(set) var text: String
    /// What was wrong before, as the person left it.
    private var rejected: String?

    /// - Parameter originals: At least one.
    init(_ originals: [Original], _ form: EditText.Form) {
        self.originals = originals
        self.form = form
        text = EditText.header([], form) + EditText.body(originals.map(\.object), form)
    }

    /// Takes the text that the person has saved.
    mutating func take(_ edited: String) -> Step {
        let body = EditText.withoutHeader(edited)
        let stream = Self.read(body)
        if let rejected, Self.areEqual(rejected, body) {
            return .failed("Edit cancelled, no valid changes were saved.")
        }
        if let error = stream.error { return reject(body, error) }
        let documents = stream.documents.map(\.json)
        guard !documents.isEmpty else { return .cancelled("Edit cancelled, saved file was empty.") }
        guard documents != [EditText.document(originals.map(\.object))] else {
            return .cancelled("Edit cancelled, no changes made.")
        }
        let objects = documents.flatMap(ListItems.of)
        guard objects.allSatisfy({ $0["kind"]?.text != nil }) else {
            return reject(body, "The edited file had a syntax error: an object must have a kind")
        }
        var changes: [Change] = []
        for object in objects {
            let uid = object["metadata"].string("uid")
            guard let original = originals.first(where: { $0.object["metadata"].string("uid") == uid }) else {
                return .failed("no original object found for one that was edited: its uid is another")
            }
            if let complaint = Self.complaint(about: object, original) { return .failed(complaint) }
            changes.append(Change(original: original, edited: object))
        }
        return .changed(changes)
    }

    /// Notes that the server refuses what was saved; the editor opens again with its reasons.
    mutating func refuse(_ edited: String, _ reasons: [EditText.Reason]) {
        let body = EditText.withoutHeader(edited)
        rejected = body
        text = EditText.header(reasons, form) + body
    }

    private mutating func reject(_ body: String, _ error: DocumentError) -> Step {
        // As the lines will be when the text is open again.
        let above = EditText.header([EditText.Reason(head: "")], form).utf8.count { $0 == UInt8(ascii: "\n") }
        let mark = SourceMark(line: error.mark.line + above, column: error.mark.column)
        return reject(body, "The edited file had a syntax error: \(DocumentError(error.problem, at: mark))")
    }

    private mutating func reject(_ body: String, _ reason: String) -> Step {
        refuse(body, [EditText.Reason(head: reason)])
        let target = originals[0].target
        return .again(message: "error: \(target.resource.name) \((target.name ?? "").goQuoted) is invalid")
    }

    /// What must not be edited.
    private static func complaint(about object: JSONValue, _ original: Original) -> String? {
        let (new, old) = (object["metadata"], original.object["metadata"])
        let namespace = new.string("namespace")
        guard namespace == old.string("namespace") else {
            return "the namespace from the provided object \"\(namespace)\" does not match the namespace "
                + "\"\(old.string("namespace"))\". You must pass '--namespace=\(namespace)' to perform this operation."
        }
        let isSame =
            new.string("name") == old.string("name")
            && ["apiVersion", "kind"].allSatisfy { object.string($0) == original.object.string($0) }
        return isSame ? nil : "At least one of apiVersion, kind and name was changed"
    }

    private static func areEqual(_ left: String, _ right: String) -> Bool {
        let (first, second) = (read(left), read(right))
        guard first.error == nil, second.error == nil else { return left == right }
        return first.documents.map(\.json) == second.documents.map(\.json)
    }

    private static func read(_ text: String) -> DocumentStream {
        var text = text
        return text.withUTF8 { DocumentStream(UnsafeRawBufferPointer($0)) }
    }
}
