/// What may be done with a resource, in the order in which discovery lists it.
package enum Verb: String, Hashable, Sendable, CaseIterable {
    case create
    case delete
    case deletecollection
    case get
    case list
    case patch
    case update
    case watch
}
