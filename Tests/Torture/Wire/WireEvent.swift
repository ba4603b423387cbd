/// What a tap sees on its wire, at which something can be made to happen.
enum WireEvent: String, Hashable, CaseIterable {
    case publishFromServer
    case pubackFromClient
    case publishFromClient
    case pubackFromServer
}
