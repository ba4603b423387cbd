/// What a record without a property is called among the parameters.
enum MBusParameterName {
    /// The name: the standard's word, or the VIF's bytes.
    static func of(_ record: MBusRecord, in bytes: [UInt8]) -> String {
        if record.table == .primary, record.extensions.isEmpty {
            switch record.code {
            case 0x78: return "fabricationNumber"
            case 0x79: return "enhancedIdentification"
            case 0x7A: return "busAddress"
            default: break
            }
        }
        if record.table == .second, record.extensions.isEmpty, let name = second[record.code] { return name }
        return "vif" + Hexadecimal.encode(bytes[record.vifAt..<record.header.upperBound])
    }

    private static let second: [UInt8: String] = [
        0x09: "reportedDeviceType", 0x0A: "reportedManufacturer", 0x0B: "parameterSet", 0x0C: "model",
        0x0D: "hardwareVersion", 0x0E: "firmwareVersion", 0x0F: "softwareVersion", 0x10: "customerLocation",
        0x11: "customer", 0x12: "userAccessCode", 0x13: "operatorAccessCode", 0x14: "systemOperatorAccessCode",
        0x15: "developerAccessCode", 0x18: "errorMask", 0x1C: "baudRate", 0x1D: "responseDelay", 0x1E: "retry",
        0x1F: "remoteControl", 0x20: "firstCyclicStorage", 0x21: "lastCyclicStorage", 0x22: "storageBlockSize",
        0x24: "storageIntervalSeconds", 0x25: "storageIntervalMinutes", 0x26: "storageIntervalHours",
        0x27: "storageIntervalDays", 0x28: "storageIntervalMonths", 0x29: "storageIntervalYears",
        0x3C: "transmissionPeriodSeconds", 0x3D: "transmissionPeriodMinutes", 0x3E: "transmissionPeriodHours",
        0x3F: "transmissionPeriodDays", 0x63: "weekday", 0x64: "week", 0x65: "dayChange",
        0x66: "parameterActivation", 0x67: "supplierInformation", 0x70: "batteryChange", 0x72: "daylightSaving",
        0x73: "listeningWindow",
    ]
}
