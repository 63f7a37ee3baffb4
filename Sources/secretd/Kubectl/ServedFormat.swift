import ArgumentParser

/// `-o` of the commands that tell what is served.
enum ServedFormat: String, CaseIterable, ExpressibleByArgument {
    case wide
    case json
}
