package import KubeObjects

extension FrameChannel {
    /// Sends a value as one message.
    package func send(_ value: JSONValue, descriptors: [Int32] = []) throws(FrameError) {
        var writer = JSONWriter()
        writer.write(value)
        try send(writer.secretBytes(), descriptors: descriptors)
    }
}

extension Frame {
    /// The value; nil where the bytes are no JSON.
    package var json: JSONValue? {
        body.withBytes { try? JSONValue(parsing: $0) }
    }
}
