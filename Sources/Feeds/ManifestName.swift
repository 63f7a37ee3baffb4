/// Which entries of a directory are manifests.
package enum ManifestName {
    /// `*.yaml`, `*.yml` and `*.json`, no dotfiles. So what editors leave behind (`x.yaml~`, `.x.yaml.swp`, `4913`) and
    /// the `..data` of a mounted ConfigMap never count.
    package static func accepts(_ name: String) -> Bool {
        !name.hasPrefix(".") && [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
    }
}
