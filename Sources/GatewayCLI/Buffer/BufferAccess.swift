import Gateway
import Store

/// Opens `buffer.db` to look into it, beside a gateway that may be running.
enum BufferAccess {
    static func reader(_ configuration: GatewayConfiguration) throws -> BufferReader {
        let path = configuration.bufferPath
        guard try FileSystem.isThere(path) else {
            let message = "there is no \(path): the gateway has not run with this state directory yet"
            throw CommandFailure(status: .notFound, message: message)
        }
        if StateLock.holder(ofDirectory: configuration.gateway.stateDirectory) == nil {
            StandardError.write("The gateway is not running; this is what its last run has left.\n")
        }
        return try RegistryAccess.translating { try BufferReader(path: path) }
    }
}
