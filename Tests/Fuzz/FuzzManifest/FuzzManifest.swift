import KubeObjects

/// libFuzzer calls this with every input: any bytes are a manifest, or say what is wrong with them.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let manifest = Manifest.read(UnsafeRawBufferPointer(start: bytes, count: count))
    for problem in manifest.problems { precondition(!"\(problem)".isEmpty) }
    return 0
}
