internal import GRDB

extension StoreError {
    /// Gives an error of SQLite this module's name; an error of this module stays what it is.
    init(_ error: any Error, path: String) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .failed(path: path, code: -1, message: String(describing: error))
            return
        }
        let message = error.message ?? "no message"
        let code = error.extendedResultCode.rawValue
        switch error.resultCode.primaryResultCode {
        case .SQLITE_FULL: self = .diskFull(path: path, reserveIsHeld: false)
        // The shared memory of WAL could not grow: the file system is full.
        case .SQLITE_IOERR where code == 4874: self = .diskFull(path: path, reserveIsHeld: false)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, detail: message)
        case .SQLITE_IOERR: self = .ioFailed(path: path, code: code, message: message)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            self = .cannotOpen(path: path, message: message)
        default: self = .failed(path: path, code: code, message: message)
        }
    }
}
