public import Store

extension OutboxReading {
    /// The reading's bytes, saying that it is not live.
    public var replayedBody: [UInt8] {
        let end = replayedOffset + "false".utf8.count
        // A row whose offset a failing disk has changed is sent as it is, rather than cut apart.
        guard end <= body.count, body[replayedOffset..<end].elementsEqual("false".utf8) else { return body }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.count)
        bytes.append(contentsOf: body[..<replayedOffset])
        bytes.append(contentsOf: "true".utf8)
        bytes.append(contentsOf: body[end...])
        return bytes
    }
}
