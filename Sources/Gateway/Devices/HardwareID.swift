/// How a hardware id is written where ids are compared.
public enum HardwareID {
    /// A DevEUI (16 hexadecimal digits) in lower case, as network servers write it; anything else as it is.
    public static func canonical(_ text: String) -> String {
        guard text.utf8.count == 16 else { return text }
        var hasCapital = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): continue
            case UInt8(ascii: "A")...UInt8(ascii: "F"): hasCapital = true
            default: return text
            }
        }
        return hasCapital ? text.lowercased() : text
    }
}
