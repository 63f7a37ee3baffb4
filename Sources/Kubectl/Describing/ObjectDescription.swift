package import KubeObjects

/// An object as text for people, as `kubectl describe` prints it.
///
/// Source: kubectl pkg/describe.
package struct ObjectDescription: Sendable {
    /// With its kind.
    package var object: JSONValue
    /// What happened to it; nil where nobody wants to know.
    package var events: [JSONValue]?
    /// Of a service account: the Secrets of its namespace, as tables.
    package var secrets: [JSONValue]
    /// Of a node: the Pods that have not ended.
    package var pods: [JSONValue]

    package init(
        of object: JSONValue,
        events: [JSONValue]?,
        secrets: [JSONValue] = [],
        pods: [JSONValue] = []
    ) {
        self.object = object
        self.events = events
        self.secrets = secrets
        self.pods = pods
    }

    /// Ends with a line's end. Never holds a value of a Secret.
    package func text(_ clock: LocalClock) -> String {
        var description = Description()
        var events = events
        switch object.string("kind") {
        case "Secret":
            SecretDescription.write(object, to: &description)
            events = nil
        case "ConfigMap": ConfigMapDescription.write(object, to: &description)
        case "Pod": PodDescription.write(object, clock: clock, to: &description)
        case "Namespace":
            NamespaceDescription.write(object, clock: clock, to: &description)
            events = nil
        case "ServiceAccount":
            let summaries = secrets.flatMap(SecretSummary.all)
            ServiceAccountDescription.write(object, secrets: summaries, to: &description)
        case "Node": NodeDescription.write(object, pods: pods, clock: clock, to: &description)
        default: GenericDescription.write(object, to: &description)
        }
        if let events { EventTable.write(events, clock: clock, to: &description) }
        return description.text
    }
}
