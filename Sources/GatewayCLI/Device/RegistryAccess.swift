import Gateway
import Observations
import Store

/// Opens the registry, and says in words what it refuses.
enum RegistryAccess {
    /// The registry to change; it is made when it is not there yet.
    static func writable(_ configuration: GatewayConfiguration) throws -> ThingRegistry {
        let state = configuration.gateway.stateDirectory
        guard try FileSystem.isThere(state) else {
            let message = "the state directory \(state) is not there; `gateway init` makes it, systemd does too"
            throw CommandFailure(status: .failure, message: message)
        }
        return try translating { try ThingRegistry(path: configuration.registryPath, author: .person) }
    }

    /// The registry to read, or nil when nothing was ever registered; one of an older gateway is brought up to date.
    static func readable(_ configuration: GatewayConfiguration) throws -> ThingRegistry? {
        let path = configuration.registryPath
        guard try FileSystem.isThere(path) else { return nil }
        return try translating {
            do throws(StoreError) {
                return try ThingRegistry(readingOnly: path)
            } catch .olderSchema {
                try ThingRegistry(path: path, author: .person).close()
                return try ThingRegistry(readingOnly: path)
            }
        }
    }

    /// Turns the store's errors into failures with their status.
    static func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as StoreError {
            throw CommandFailure(status: status(error), message: error.description)
        }
    }

    private static func status(_ error: StoreError) -> CommandStatus {
        switch error {
        case .conflicts: .conflict
        case .thingNotFound: .notFound
        default: .failure
        }
    }
}
