/// Makes UTF-8 of a text file as people save it, or says how to save it.
enum TextBytes {
    /// Why a file is not read.
    enum Fault: Error, Hashable, CustomStringConvertible {
        /// It is a workbook or another archive.
        case workbook
        /// It begins as UTF-16 and is not.
        case notUTF16

        var description: String {
            switch self {
            case .workbook:
                "is a workbook and not a text: save it as \"CSV UTF-8\" (Excel) or \"Text CSV\" with UTF-8 (LibreOffice)"
            case .notUTF16: "begins as UTF-16 and is not: save it as \"CSV UTF-8\" (Excel) or with UTF-8 (LibreOffice)"
            }
        }
    }

    /// The bytes as UTF-8 without a byte order mark; UTF-16 ("Unicode text" of Excel) is converted.
    ///
    /// Anything else stays as it is: where it is not UTF-8, whoever reads it knows the line.
    static func utf8(_ bytes: [UInt8]) throws(Fault) -> [UInt8] {
        // ZIP (xlsx, ods) and the compound file of older workbooks.
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw .workbook
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFF, 0xFE]) { return try utf8(fromUTF16: bytes.dropFirst(2), isBigEndian: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return try utf8(fromUTF16: bytes.dropFirst(2), isBigEndian: true) }
        guard bytes.count >= 4, bytes.count.isMultiple(of: 2) else { return bytes }
        // A header's first letters are ASCII: without a mark, the zeros say which half comes first.
        if bytes[1] == 0, bytes[3] == 0, bytes[0] != 0 { return try utf8(fromUTF16: bytes[...], isBigEndian: false) }
        if bytes[0] == 0, bytes[2] == 0, bytes[1] != 0 { return try utf8(fromUTF16: bytes[...], isBigEndian: true) }
        return bytes
    }

    private static func utf8(fromUTF16 bytes: ArraySlice<UInt8>, isBigEndian: Bool) throws(Fault) -> [UInt8] {
        guard bytes.count.isMultiple(of: 2) else { throw .notUTF16 }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw .notUTF16 }
        return Array(text.utf8)
    }
}
