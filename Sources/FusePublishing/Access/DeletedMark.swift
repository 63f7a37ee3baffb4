/// The ` (deleted)` that the kernel puts behind the path of a file or a control group that is gone.
enum DeletedMark {
    private static let text = " (deleted)"

    static func removed(from path: String) -> String {
        path.hasSuffix(text) ? String(path.dropLast(text.count)) : path
    }
}
