public import MQTT
public import Store

/// Why a gateway could not start, or had to stop.
public enum GatewayError: Error, CustomStringConvertible {
    /// The configuration has faults.
    case configuration(ConfigurationError)
    /// The store or the registry cannot be used.
    case store(StoreError)
    /// A broker connection cannot be made as configured, or the loop cannot run.
    case connection(MQTTError)
    /// Something of the operating system failed; the text says what.
    case system(String)

    /// Whether starting again may succeed without a change.
    public var isRetriable: Bool {
        switch self {
        case .configuration: false
        case .store(let error): error.isRetriable
        case .connection(let error): error.isRetriable
        case .system: true
        }
    }

    /// What is wrong, where, and what to do next.
    public var description: String {
        switch self {
        case .configuration(let error): "\(error)"
        case .store(let error): "\(error)"
        case .connection(let error): "\(error)"
        case .system(let text): text
        }
    }
}
