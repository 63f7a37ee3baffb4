import APIServer
import KubeObjects

/// Finds the objects that `describe` is about, and what belongs to each.
///
/// Source: kubectl pkg/cmd/describe.
package struct Describer: Sendable {
    private let client: APIClient
    private let clock: LocalClock
    private let showsEvents: Bool

    package init(_ client: APIClient, clock: LocalClock, showsEvents: Bool) {
        self.client = client
        self.clock = clock
        self.showsEvents = showsEvents
    }

    /// Describes what `targets` mean, one object after the other.
    ///
    /// - Parameters:
    ///   - takesPrefix: Whether the one target that there is may name the beginning of names.
    ///   - print: Gets the text of each object, to be printed as it is.
    /// - Returns: How many objects there are.
    /// - Throws: What went wrong, when all others are described.
    package func run(
        _ targets: [GetTarget],
        _ visit: ObjectVisit,
        takesPrefix: Bool,
        print: (String) -> Void
    ) async throws(KubectlError) -> Int {
        var found: [JSONValue] = []
        var failures = ObjectFailures()
        for target in targets {
            do throws(ObjectFailure) {
                found += try await visit.objects(of: target)
            } catch {
                if takesPrefix, targets.count == 1, error.isNotFound, let name = target.name {
                    return try await describeAll(target, prefix: name, orElse: error, visit, print)
                }
                failures.append(error)
                if error.endsAll { break }
            }
        }
        var isFirst = true
        for object in found {
            do throws(ObjectFailure) {
                print((isFirst ? "" : "\n\n") + (try await text(of: object)))
                isFirst = false
            } catch {
                failures.append(error)
                if error.endsAll { break }
            }
        }
        if let error = failures.error() { throw error }
        return found.count
    }

    /// Where nothing has a name exactly: all whose names begin with it.
    private func describeAll(
        _ target: GetTarget,
        prefix: String,
        orElse failure: ObjectFailure,
        _ visit: ObjectVisit,
        _ print: (String) -> Void
    ) async throws(KubectlError) -> Int {
        do throws(ObjectFailure) {
            let all = try await visit.objects(of: GetTarget(target.resource, namespace: target.namespace))
            let found = all.filter { $0["metadata"].string("name").hasPrefix(prefix) }
            guard !found.isEmpty else { throw failure }
            for object in found { print(try await text(of: object) + "\n") }
            return found.count
        } catch {
            throw KubectlError(error)
        }
    }

    private func text(of object: JSONValue) async throws(ObjectFailure) -> String {
        let metadata = object["metadata"]
        let namespace = metadata.string("namespace")
        let kind = object.string("kind")
        var description = ObjectDescription(of: object, events: nil)
        do {
            // Neither has Events in kubectl's eyes.
            if showsEvents, kind != "Secret", kind != "Namespace" {
                description.events = try? await client.objects(
                    of: .events,
                    namespace: namespace.isEmpty ? nil : namespace,
                    selectors: ObjectSelectors(field: Self.selector(ofEventsAbout: object))
                )
            }
            if kind == "ServiceAccount" {
                try await client.pages(of: .secrets, namespace: namespace, form: .table) { page in
                    description.secrets.append(page)
                }
            }
            if kind == "Node" {
                let field = "spec.nodeName=\(metadata.string("name")),status.phase!=Succeeded,status.phase!=Failed"
                let selectors = ObjectSelectors(field: field)
                description.pods = try await client.objects(of: .pods, namespace: nil, selectors: selectors)
            }
        } catch let error as ClientError {
            throw .request(error, context: nil)
        } catch {
            throw .text("\(error)")
        }
        return description.text(clock)
    }

    /// Of a Pod, kubectl asks for no kind.
    private static func selector(ofEventsAbout object: JSONValue) -> String {
        let metadata = object["metadata"]
        var terms = ["name", "namespace", "uid"].map { "involvedObject.\($0)=\(metadata.string($0))" }
        if object.string("kind") != "Pod" { terms.append("involvedObject.kind=\(object.string("kind"))") }
        return terms.joined(separator: ",")
    }
}
