/// The `tls` table of a connection: the server is always verified, with its name.
public struct TLSSettings: Hashable, Sendable {
    /// Debian's bundle of public authorities, from the package `ca-certificates`.
    public static let systemAuthorities = "/etc/ssl/certs/ca-certificates.crt"

    /// The authorities that may have signed the server's certificate, PEM.
    public let authoritiesFile: String
    /// Our own certificate and its key, PEM, when the server wants to see one.
    public let client: ClientCertificate?

    /// Our own certificate.
    public struct ClientCertificate: Hashable, Sendable {
        /// The certificate and what signed it, PEM.
        public let certificateFile: String
        /// Its private key, PEM, without a pass phrase.
        public let keyFile: String
    }

    init?(_ table: SettingsTable, directory: String, files: SettingsFiles) {
        let authorities = TLSSettings.file("ca_file", table, directory, files)
        let certificate = TLSSettings.file("certificate_file", table, directory, files)
        let key = TLSSettings.file("key_file", table, directory, files)
        table.refuseUnknownKeys()
        for (present, missing) in [("certificate_file", "key_file"), ("key_file", "certificate_file")]
        where table.contains(present) && !table.contains(missing) {
            table.fault(missing, "is missing", allowed: "both of certificate_file and key_file, or neither")
            return nil
        }
        authoritiesFile = authorities ?? TLSSettings.systemAuthorities
        if let certificate, let key {
            client = ClientCertificate(certificateFile: certificate, keyFile: key)
        } else {
            client = nil
        }
    }

    /// A file that can be read now: the connection would only fail later, with less to say.
    private static func file(_ name: String, _ table: SettingsTable, _ directory: String, _ files: SettingsFiles)
        -> String?
    {
        guard let path = table.optional(name, .path(relativeTo: directory)) else { return nil }
        if case .failure(let problem) = files.read(path) {
            table.fault(name, "\(path): \(problem.text)", allowed: "a PEM file that the gateway may read")
            return nil
        }
        return path
    }
}
