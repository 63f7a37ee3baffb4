import Testing

@testable import Kubectl

struct CleanPathTests {
    @Test(arguments: [
        ("a", "a"), ("./a", "a"), ("a//b/", "a/b"), ("a/../b", "b"), ("../a", "../a"), ("../../a", "../../a"),
        ("/../a", "/a"), ("/a/./b", "/a/b"), ("a/..", "."), ("/", "/"), ("", "."), ("a/b/../..", "."), ("..", ".."),
    ])
    func isWhatGoMakesOfIt(path: String, clean: String) {
        #expect(CleanPath.of(path) == clean)
    }
}
