import APIServer
import KubeObjects

/// `get -o yaml|json|name|jsonpath=…`: whole objects.
package struct ObjectGetter {
    private let client: APIClient
    private let options: GetOptions
    private let printer: ObjectPrinter
    /// Returns false where nobody reads any more.
    private let print: (String) -> Bool

    /// - Parameter print: Gets what is to be printed, with its line ends.
    /// - Throws: For an output format that does not exist.
    package init(
        _ client: APIClient,
        _ options: GetOptions,
        print: @escaping (String) -> Bool
    ) throws(KubectlError) {
        self.client = client
        self.options = options
        printer = try ObjectPrinter(
            parsing: options.output ?? "",
            others: ["wide"],
            showsManagedFields: options.showsManagedFields
        )
        self.print = print
    }

    /// Prints one object as it is, and several as a list.
    package func run(_ targets: [GetTarget]) async throws {
        var (objects, failures) = try await ObjectFetcher(client: client, options: options).objects(of: targets)
        let isSingle = targets.count == 1 && targets[0].name != nil
        if isSingle, let error = failures.error() { throw error }
        if !options.sortBy.isEmpty { objects = try ObjectOrder(options.sortBy).sorted(objects) { $0 } }
        if isSingle {
            guard let object = objects.first else { return }
            _ = print(try printer.text(of: object, keys: .sorted))
        } else if !objects.isEmpty || !options.ignoresNotFound {
            _ = print(try printer.text(of: ObjectPrinter.list(of: objects), keys: .sorted))
        }
        if let error = failures.error() { throw error }
    }

    /// Prints what is there, one by one, and then each change.
    package func watch(_ target: GetTarget) async throws {
        let form = APIClient.Form.object
        let namespace = options.allNamespaces ? nil : target.namespace
        let present: JSONValue
        do {
            present = try await client.send(
                "GET",
                target.name.map { RequestPath.object(target.resource, namespace: target.namespace, name: $0) }
                    ?? RequestPath.list(target.resource, namespace: namespace, query: options.selectors.query)
            )
        } catch {
            throw KubectlError(error, context: target.context(options.selectors))
        }
        var count = 0
        func show(_ type: String, _ object: JSONValue) throws(KubectlError) -> Bool {
            let object = object.typed(target.resource)
            let shown: JSONValue = options.showsEvents ? ["type": .string(type), "object": object] : object
            count += 1
            return print(try printer.text(of: shown, keys: .sorted, isFirst: count == 1))
        }
        if !options.watchesOnly {
            for object in target.name == nil ? present["items"]?.elements ?? [] : [present] {
                _ = try show("ADDED", object)
            }
        }
        let watch = ObjectWatch(client: client, target: target, options: options, form: form)
        try await watch.run(after: present.revision ?? "0") { try show($0, $1) }
    }
}
