import CMosquitto
import Glibc

/// What is set up once per process: libmosquitto, and the one function of OpenSSL it does not pass on.
enum Library {
    /// libmosquitto's global state; read it before the first handle is made.
    static let initialisationCode: Int32 = mosquitto_lib_init()

    /// OpenSSL's `SSL_pending`, from the very library libmosquitto has loaded.
    ///
    /// Looked up at run time: linking would need Debian's libssl-dev, which libmosquitto-dev does not bring.
    private static let sslPending: (@convention(c) (OpaquePointer) -> Int32)? = {
        guard let address = dlsym(nil, "SSL_pending") else {
            return nil
        }
        return unsafeBitCast(address, to: (@convention(c) (OpaquePointer) -> Int32).self)
    }()

    /// How many bytes the TLS session has decrypted that were not read yet.
    static func pendingBytes(ofTLSSession session: OpaquePointer) -> Int32 {
        sslPending?(session) ?? 0
    }
}
