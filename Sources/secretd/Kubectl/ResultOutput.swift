import KubeObjects
import Kubectl

/// Prints what was done with objects: a line each, or with `-o` the objects.
struct ResultOutput {
    private let printer: ObjectPrinter?
    private let isYAML: Bool
    private let dryRun: WriteOptions.DryRun
    private let showsManagedFields: Bool
    private var count = 0

    /// - Parameter format: What was typed behind `-o`.
    init(format: String?, dryRun: WriteOptions.DryRun, showsManagedFields: Bool) throws(KubectlError) {
        if let format, !format.isEmpty { printer = try ObjectPrinter(parsing: format) } else { printer = nil }
        isYAML = format == "yaml"
        self.dryRun = dryRun
        self.showsManagedFields = showsManagedFields
    }

    /// Prints one now.
    ///
    /// - Throws: Where a JSONPath does not fit the object.
    mutating func show(_ result: WriteResult) throws(ObjectFailure) {
        guard let printer else {
            Output.line(result.line(dryRun))
            return
        }
        if isYAML, count > 0 { Output.line("---") }
        count += 1
        do throws(KubectlError) {
            Output.text(try printer.text(of: shown(result.object), keys: .sorted))
        } catch {
            throw ObjectFailure(error)
        }
    }

    /// Prints several at the end, as kubectl's `apply` does: one as itself, more as a list. Without `-o`, nothing.
    func showTogether(_ results: [WriteResult]) throws(KubectlError) {
        guard let printer, let first = results.first else { return }
        guard results.count > 1 else {
            Output.text(try printer.text(of: shown(first.object), keys: .sorted))
            return
        }
        let objects = results.map { shown($0.object) }
        let list: JSONValue = ["apiVersion": "v1", "kind": "List", "metadata": [:], "items": .array(objects)]
        Output.text(try printer.text(of: list, keys: .typed))
    }

    /// Whether `showTogether` prints.
    var printsObjects: Bool { printer != nil }

    private func shown(_ object: JSONValue) -> JSONValue {
        showsManagedFields ? object : object.withoutManagedFields
    }
}

extension JSONValue {
    /// An object as kubectl shows it unless it is asked for more.
    var withoutManagedFields: JSONValue {
        guard value(at: "metadata", "managedFields") != nil else { return self }
        var object = self
        object.set(nil, at: "metadata", "managedFields")
        return object
    }
}
