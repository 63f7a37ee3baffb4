import APIServer
package import KubeObjects

/// Goes through the objects that a command is about, one after the other; what fails is told when the others are done.
///
/// Source: k8s.io/cli-runtime pkg/resource Builder with ContinueOnError.
package struct ObjectVisit: Sendable {
    private let client: APIClient
    private let allNamespaces: Bool
    private let selectors: ObjectSelectors
    private let chunkSize: Int

    /// - Parameter chunkSize: Objects a page of a long list; 0: all at once.
    package init(
        _ client: APIClient,
        allNamespaces: Bool,
        selectors: ObjectSelectors,
        chunkSize: Int = 500
    ) {
        self.chunkSize = chunkSize
        self.client = client
        self.allNamespaces = allNamespaces
        self.selectors = selectors
    }

    /// Hands over each object as it is now, with where it lies.
    ///
    /// - Parameter each: What it throws is noted, and the next object is taken.
    /// - Returns: What went wrong.
    package func run(
        _ targets: [GetTarget],
        each: (_ target: GetTarget, _ object: JSONValue) async throws(ObjectFailure) -> Void
    ) async -> ObjectFailures {
        var failures = ObjectFailures()
        for target in targets {
            do throws(ObjectFailure) {
                for object in try await objects(of: target) {
                    do throws(ObjectFailure) {
                        try await each(target.narrowed(to: object), object)
                    } catch {
                        failures.append(error)
                        if error.endsAll { return failures }
                    }
                }
            } catch {
                failures.append(error)
                if error.endsAll { return failures }
            }
        }
        return failures
    }

    /// All objects that a target means.
    package func objects(of target: GetTarget) async throws(ObjectFailure) -> [JSONValue] {
        do {
            if let name = target.name { return [try await client.object(target, name: name)] }
            return try await client.objects(
                of: target.resource,
                namespace: allNamespaces ? nil : target.namespace,
                selectors: selectors,
                limit: chunkSize
            )
        } catch let error as ClientError {
            throw .request(error, context: target.context(selectors))
        } catch {
            throw .text("\(error)")
        }
    }
}

extension GetTarget {
    /// The target that is this object alone.
    fileprivate func narrowed(to object: JSONValue) -> GetTarget {
        GetTarget(
            resource,
            name: object["metadata"].string("name"),
            namespace: resource.isNamespaced ? object["metadata"].string("namespace") : namespace
        )
    }
}
