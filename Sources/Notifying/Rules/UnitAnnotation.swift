/// How a Pod asks for the reload of units: `secretd.io/reload-unit: nginx.service, php-fpm.service`.
package enum UnitAnnotation {
    package static let name = "secretd.io/reload-unit"
    /// What is asked for beyond that is not heard.
    private static let most = 32

    /// What the annotation's value asks for, valid or not, each once, in order.
    package static func units(in value: String?) -> [String] {
        var units: [String] = []
        for part in (value ?? "").split(separator: ",") {
            let unit = part.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
            if !unit.isEmpty, !units.contains(String(unit)) { units.append(String(unit)) }
            if units.count == most { break }
        }
        return units
    }
}
