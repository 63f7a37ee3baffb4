/// Everything that must fail with EROFS on a volume, as programs with arguments.
enum ReadOnly {
    static func attempts(below root: String, key: String) -> [(program: String, arguments: [String])] {
        func shell(_ line: String) -> (String, [String]) { ("sh", ["-c", line]) }
        func python(_ line: String) -> (String, [String]) { ("python3", ["-c", "import os; \(line)"]) }
        let file = "\(root)/\(key)"
        return [
            shell("echo x > \(file)"), shell("echo x >> \(file)"), shell("echo x > \(root)/new"), ("rm", ["\(file)"]),
            ("mv", [file, "\(root)/other"]), ("chmod", ["0777", file]), ("truncate", ["--size", "0", file]),
            ("mkdir", ["\(root)/new"]), ("ln", ["-s", "x", "\(root)/new"]), ("ln", [file, "\(root)/new"]),
            ("touch", [file]), shell("echo x > \(root)/..data/\(key)"),
            ("mkfifo", ["\(root)/new"]), python("os.setxattr('\(file)', 'user.x', b'1')"),
            python("os.open('\(root)/..data_tmp', os.O_CREAT | os.O_WRONLY)"),
            python("os.rename('\(root)/..data', '\(root)/..other')"),
        ]
    }
}
