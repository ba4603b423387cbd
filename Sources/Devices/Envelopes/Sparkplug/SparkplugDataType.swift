/// How a metric's bits are to be read, by the numbers of the specification (Sparkplug 3.0, section 6.4.16).
enum SparkplugDataType: UInt32, Sendable {
    case int8 = 1
    case int16 = 2
    case int32 = 3
    case int64 = 4
    case uint8 = 5
    case uint16 = 6
    case uint32 = 7
    case uint64 = 8
    case float = 9
    case double = 10
    case boolean = 11
    case string = 12
    case dateTime = 13
    case text = 14
    case uuid = 15
}
