import Foundation
import TestBroker

@testable import TestCity

/// One connection of a client through a tap, and the connection to the server behind it.
struct WirePair {
    let client: Int32
    let server: Int32
    var up: WireFlow
    var down: WireFlow
    var level: UInt8 = 5
    var isAccepted = false
    /// What each side was sent and has not acknowledged.
    var fromServer: [UInt16: Sample] = [:]
    var fromClient: [UInt16: Sample] = [:]

    init(client: Int32, server: Int32) {
        self.client = client
        self.server = server
        up = WireFlow(from: client, to: server, beginsWithConnect: true)
        down = WireFlow(from: server, to: client, beginsWithConnect: false)
    }

    /// Whether one side has gone and all of it was forwarded.
    var isOver: Bool { (up.isEnded && up.isEmpty) || (down.isEnded && down.isEmpty) }

    /// Ends both connections; with a TCP reset, or as their ends do.
    func close(isReset: Bool) {
        for socket in [client, server] {
            if isReset {
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
            }
            Foundation.close(socket)
        }
    }
}
