import Agent
import KubeObjects
import Projection

/// The objects of a feed, as its events tell them.
struct ExecObjects: ObjectLookup {
    private var objects: [ObjectKey: KubeObject] = [:]
    /// What is wrong with the feed's origin.
    private(set) var problems: [FeedProblem] = []

    mutating func apply(_ event: FeedEvent) {
        switch event {
        case .replaced(let all):
            // A state that is not whole says nothing about what it does not name.
            if problems.allSatisfy({ $0.severity != .error }) { objects = [:] }
            for object in all { objects[object.key] = object }
        case .changed(let applied, let deleted):
            for key in deleted { objects[key] = nil }
            for object in applied { objects[object.key] = object }
        case .degraded(let problems):
            self.problems = problems
        }
    }

    func pod(_ key: ObjectKey) -> Pod? {
        guard case .pod(let pod) = objects[key] else { return nil }
        return pod
    }

    func secret(namespace: String, name: String) -> Secret? {
        guard case .secret(let secret) = objects[ObjectKey(.secret, namespace: namespace, name: name)] else {
            return nil
        }
        return secret
    }

    func configMap(namespace: String, name: String) -> ConfigMap? {
        guard case .configMap(let map) = objects[ObjectKey(.configMap, namespace: namespace, name: name)] else {
            return nil
        }
        return map
    }
}
