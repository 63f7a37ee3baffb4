/// Which entries of a directory are manifests.
package enum ManifestName {
    /// `*.yaml`, `*.yml` and `*.json`, no dotfiles. So what editors leave behind (`x.yaml~`, `.x.yaml.swp`, `4913`) and
    /// the `..data` of a mounted ConfigMap never count.
    package static func accepts(_ name: String) -> Bool {
        accepts(Array(name.utf8))
    }

    /// The same for a name as the filesystem has it, which need not be UTF-8.
    static func accepts(_ name: [UInt8]) -> Bool {
        name.first != UInt8(ascii: ".") && suffixes.contains { name.suffix($0.count).elementsEqual($0) }
    }

    private static let suffixes: [[UInt8]] = [".yaml", ".yml", ".json"].map { Array($0.utf8) }
}
