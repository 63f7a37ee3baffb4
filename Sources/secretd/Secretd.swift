import ArgumentParser

/// The command line: one subcommand a file.
@main
struct Secretd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "secretd")
}
