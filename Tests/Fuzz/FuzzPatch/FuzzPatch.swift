import KubeObjects

/// libFuzzer calls this with every input: a byte that picks engine and kind, the JSON of an object, NUL, that of a
/// patch.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeRawBufferPointer(start: bytes, count: count)
    guard let choice = input.first, let end = input.firstIndex(of: 0), end > 0,
        let target = try? JSONValue(parsing: UnsafeRawBufferPointer(rebasing: input[1..<end])),
        let patch = try? JSONValue(parsing: UnsafeRawBufferPointer(rebasing: input[(end + 1)...]))
    else { return 0 }
    PatchProperties(choice: choice, target: target, patch: patch).check()
    return 0
}
