import Feeds
import Testing

@Suite
struct ManifestNameTests {
    @Test(arguments: ["a.yaml", "a.yml", "a.json", "a.b.yaml", "-.json", "ü.yaml"])
    func manifestsAreAccepted(_ name: String) {
        #expect(ManifestName.accepts(name))
    }

    @Test(arguments: [
        "", "a", "yaml", ".yaml", ".a.yaml", "a.yaml~", "a.yaml.swp", "a.YAML", "..data", "4913", "a.yaml ",
    ])
    func allElseIsNot(_ name: String) {
        #expect(!ManifestName.accepts(name))
    }
}
