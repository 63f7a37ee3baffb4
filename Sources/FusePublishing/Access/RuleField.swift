/// A list of a rule, by its name in the configuration file.
package enum RuleField: String, Hashable, Sendable {
    case namespaces = "what.namespaces"
    case pods = "what.pods"
    case volumes = "what.volumes"
    case keys = "what.keys"
    case uids = "who.uids"
    case gids = "who.gids"
    case units = "who.units"
    case executables = "who.executables"
}
