import Dispatch
import Synchronization

/// The clients that are connected to the socket: so many, and no more.
final class ControlSeats: Sendable {
    private struct Table {
        var clients: [Int: UnixSocket] = [:]
        var next = 0
        var isClosed = false
    }

    private let countMax: Int
    private let table = Mutex(Table())
    private let all = DispatchGroup()

    init(countMax: Int) { self.countMax = countMax }

    /// A seat for a client, or nothing when all are taken or the server stops.
    func take(_ client: UnixSocket) -> Int? {
        table.withLock { table in
            guard table.clients.count < countMax, !table.isClosed else { return nil }
            table.next += 1
            table.clients[table.next] = client
            all.enter()
            return table.next
        }
    }

    /// The client is served: its connection is closed, in one step with its seat, as descriptors are used again.
    func leave(_ seat: Int) {
        table.withLock { table in
            guard let client = table.clients.removeValue(forKey: seat) else { return }
            client.close()
            all.leave()
        }
    }

    /// Ends every connection and waits until their threads have noticed.
    func close(patience: DispatchTimeInterval) {
        table.withLock { table in
            table.isClosed = true
            for client in table.clients.values { client.shutDown() }
        }
        _ = all.wait(timeout: .now() + patience)
    }
}
