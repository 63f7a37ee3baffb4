/// The sentences that Kubernetes' name rules are made of.
///
/// Source: k8s.io/apimachinery pkg/util/validation.
enum RuleText {
    static let empty = "must be non-empty"

    /// The double spaces between the examples are Kubernetes' own.
    static func pattern(_ sentence: String, examples: [String], expression: String) -> String {
        let list = examples.map { "'\($0)', " }.joined(separator: " or ")
        return "\(sentence) (e.g. \(list)regex used for validation is '\(expression)')"
    }

    static func maximumLength(_ length: Int) -> String { "must be no more than \(length) characters" }

    static func range(_ range: ClosedRange<Int64>) -> String {
        "must be between \(range.lowerBound) and \(range.upperBound), inclusive"
    }

    static func maximumBytes(_ count: Int) -> String { "may not be more than \(count) bytes" }
}
