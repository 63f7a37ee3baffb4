import ArgumentParser
import Testing

@testable import secretd

struct CommandLineWordsTests {
    private struct Root: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "root", subcommands: [Get.self, Create.self])
    }

    private struct Get: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "get", aliases: ["g"])
    }

    private struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "create", subcommands: [Secret.self])
    }

    private struct Secret: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "secret")
    }

    @Test(arguments: [
        ("get secrets", "get secrets"),
        ("-n a get secrets", "get secrets -n a"),
        ("--namespace=a get secrets", "get secrets --namespace=a"),
        ("-na --socket /s create secret x", "create secret x -na --socket /s"),
        ("create -n a secret x", "create secret x -n a"),
        ("get -n a x", "get -n a x"),
        ("-n a g x -- -n", "g x -n a -- -n"),
        ("-n a get --exec x -o=yaml --wait=true", "get -n a --exec x -o=yaml --wait=true"),
        ("get --watch=true --wait=false", "get --watch --no-wait"),
        ("get --name=true", "get --name=true"),
        ("get x --dry-run", "get x --dry-run=client"),
        ("get --dry-run -o yaml", "get --dry-run=client -o yaml"),
        ("get --dry-run server", "get --dry-run server"),
        ("get --dry-run=false --validate=false", "get --dry-run=none --validate=false"),
        ("get --cascade x", "get --cascade=background x"),
        ("get -o=yaml -l=app=web", "get -o yaml -l app=web"),
        ("get -lapp=web -ojsonpath={.a=b} -oyaml", "get -l app=web -o jsonpath={.a=b} -oyaml"),
        ("get --types= x", "get --types  x"),
        ("get -x=y -{a=b}", "get -x=y -{a=b}"),
        ("get -- --watch=true -o=x", "get -- --watch=true -o=x"),
        ("", ""),
        ("-n", "-n"),
    ])
    func kubectlsWordsAreTaken(typed: String, taken: String) {
        let words = typed.split(separator: " ").map(String.init)
        #expect(CommandLineWords.normalised(words, root: Root.self).joined(separator: " ") == taken)
    }

    @Test(arguments: [
        ("gte", "get", 1), ("get", "get", 0), ("", "get", 3), ("valdiate", "validate", 1), ("ab", "ba", 1),
    ])
    func distanceCountsMistypedLetters(a: String, b: String, distance: Int) {
        #expect(Suggestion.distance(Array(a), Array(b)) == distance)
    }
}
