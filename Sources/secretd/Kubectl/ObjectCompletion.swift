import APIServer
import ArgumentParser
import KubeObjects
import Kubectl

/// Completes types and names of objects, and namespaces, by asking the daemon. Where none answers, nothing is offered.
enum ObjectCompletion {
    /// `TYPE NAME…` and `TYPE/NAME…`.
    static let arguments = CompletionKind.custom { words, index, prefix in
        let typed = Words(words, before: index)
        switch CompletionWords(after: typed.positional, current: prefix) {
        case .types(let types): return types
        case .names(let resource, let prefix): return await names(resource, typed).map { prefix + $0 }
        case .nothing: return []
        }
    }

    /// The name of a Pod.
    static let pod = CompletionKind.custom { words, index, _ in await names(.pods, Words(words, before: index)) }

    static let namespace = CompletionKind.custom { words, index, _ in
        await names(.namespaces, Words(words, before: index))
    }

    private static func names(_ resource: Resource, _ words: Words) async -> [String] {
        var options = ClientOptions()
        options.givenNamespace = words.namespace
        options.socket = words.socket
        options.config = nil
        guard let client = try? options.client(),
            let found = try? await client.metadata(of: resource, namespace: words.namespace)
        else { return [] }
        return found.compactMap { $0["name"]?.text }
    }

    /// A command line that is being typed.
    private struct Words {
        var positional: [String] = []
        var namespace = "default"
        var socket: String?

        /// - Parameter index: Of the word at the cursor; the first word is the program, the second the verb.
        init(_ words: [String], before index: Int) {
            var rest = words.prefix(index).dropFirst(2)
            while let word = rest.popFirst() {
                switch word {
                case "-n", "--namespace": namespace = rest.popFirst() ?? namespace
                case "--socket": socket = rest.popFirst()
                case let word where word.hasPrefix("--namespace="):
                    namespace = String(word.dropFirst("--namespace=".count))
                case let word where word.hasPrefix("--socket="): socket = String(word.dropFirst("--socket=".count))
                case let word where word.hasPrefix("-n") && !word.hasPrefix("--"): namespace = String(word.dropFirst(2))
                case let word where word.hasPrefix("-"): break
                default: positional.append(word)
                }
            }
        }
    }
}
