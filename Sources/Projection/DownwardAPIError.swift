/// Why a field of a Pod cannot become a file.
package enum DownwardAPIError: Error, Hashable, Sendable {
    case noReference
    case unsupportedFieldPath(String)
    case containerNotFound(String)
    case unsupportedResource(String)
    case invalidQuantity(resource: String)
    case invalidDivisor
}

extension DownwardAPIError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noReference: "one of fieldRef and resourceFieldRef is required"
        case .unsupportedFieldPath(let path): "unsupported fieldPath: \(path)"
        case .containerNotFound(let name): "container \(name) not found"
        case .unsupportedResource(let resource): "unsupported container resource : \(resource)"
        case .invalidQuantity(let resource): "\(resource) of the container is not a quantity"
        case .invalidDivisor: "divisor is not a quantity above zero"
        }
    }
}
