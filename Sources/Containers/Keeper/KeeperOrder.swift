package import KubeObjects

/// What the keeper is told to do: strings, each with its NUL. Source: CLinux container_keeper.c.
package enum KeeperOrder {
    /// Make the mounts. `volumes` are those that descriptors go with, in order.
    case setUp(MountPlan, volumes: [String])
    case start(KeeperStart)
    case signal(Int32)
    /// Look again what the subPaths of a volume, by its index, lead to.
    case follow(Int)

    package var bytes: SecretBytes {
        var fields: [SecretBytes] = []
        func add(_ text: String) { fields.append(SecretBytes(utf8: text)) }
        switch self {
        case .setUp(let plan, let volumes):
            let own = Set(
                plan.mounts.compactMap { mount in
                    if case .own(let name) = mount.source { name } else { nil }
                }
            ).sorted()
            add("setup")
            add("\(own.count)")
            for mount in plan.mounts {
                let index =
                    switch mount.source {
                    case .served(let name): volumes.firstIndex(of: name) ?? -1
                    case .own(let name): own.firstIndex(of: name).map { $0 + volumes.count } ?? -1
                    }
                add(mount.path)
                add("\(index)")
                add(mount.subPath ?? "")
                add(mount.isReadOnly ? "ro" : "rw")
            }
        case .start(let start):
            add("start")
            add(start.directory)
            if let user = start.user {
                add("\(user.user)")
                add("\(user.group)")
                add("\(user.groups.count)")
                for group in user.groups { add("\(group)") }
            } else {
                add("-")
            }
            add("\(start.paths.count)")
            add("\(start.words.count)")
            add("\(start.variables.count)")
            for text in start.paths + start.words { add(text) }
            fields += start.variables
        case .signal(let number):
            add("signal")
            add("\(number)")
        case .follow(let volume):
            add("follow")
            add("\(volume)")
        }
        let end = SecretBytes(utf8: "\0")
        return SecretBytes(joining: fields.flatMap { [$0, end] })
    }
}

/// A command and what it is given.
package struct KeeperStart: Sendable {
    package var directory: String
    /// Nil for the user that the keeper is.
    package var user: ContainerUser?
    /// Files to try, in order.
    package var paths: [String]
    package var words: [String]
    /// `NAME=value`.
    package var variables: [SecretBytes]

    package init(
        directory: String,
        user: ContainerUser?,
        paths: [String],
        words: [String],
        variables: [SecretBytes]
    ) {
        self.directory = directory
        self.user = user
        self.paths = paths
        self.words = words
        self.variables = variables
    }
}
