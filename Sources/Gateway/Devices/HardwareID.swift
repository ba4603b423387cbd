/// How a hardware id is written where ids are compared.
public enum HardwareID {
    /// A DevEUI (16 hexadecimal digits) in lower case, as network servers write it; anything else as it is.
    public static func canonical(_ text: String) -> String {
        text.utf8.count == 16 && text.allSatisfy(\.isHexDigit) ? text.lowercased() : text
    }
}
