import Foundation

/// A certificate authority with a server and a client certificate, made with the `openssl` command.
public final class Certificates {
    /// The authority's certificate.
    public let caFile: String
    /// The certificate of the server: names `localhost` (not 127.0.0.1).
    public let serverCertificateFile: String
    /// The server's key.
    public let serverKeyFile: String
    /// The certificate of a client.
    public let clientCertificateFile: String
    /// The client's key.
    public let clientKeyFile: String
    /// Which certificates are revoked.
    public let revocationFile: String

    private let directory: String

    /// Makes an authority and its two certificates, valid for a day; 0 days are over at once.
    public init(serverDays: Int = 1, clientDays: Int = 1) throws {
        directory = try Scratch.makeDirectory("certificates")
        caFile = "\(directory)/ca.crt"
        serverCertificateFile = "\(directory)/server.crt"
        serverKeyFile = "\(directory)/server.key"
        clientCertificateFile = "\(directory)/client.crt"
        clientKeyFile = "\(directory)/client.key"
        revocationFile = "\(directory)/revoked.crl"
        let subject = "/CN=Test authority \(UInt32.random(in: 0 ... .max))"
        try openssl(["req", "-x509", "-days", "1", "-subj", subject] + newKey("ca") + ["-out", caFile])
        try issue("server", name: "localhost", alternative: "DNS:localhost", days: serverDays)
        try issue("client", name: "gateway", alternative: "DNS:gateway", days: clientDays)
        let lines = ["[ca]", "default_ca = test", "[test]", "database = \(directory)/index", "default_md = sha256"]
        try (lines + ["default_crl_days = 1", ""]).joined(separator: "\n")
            .write(toFile: "\(directory)/ca.cnf", atomically: true, encoding: .utf8)
        try "".write(toFile: "\(directory)/index", atomically: true, encoding: .utf8)
        try authority(["-gencrl", "-out", revocationFile])
    }

    deinit {
        Scratch.remove(directory)
    }

    /// Issues the server's certificate anew, with another key; a negative number of days: it has expired already.
    public func renewServer(days: Int) throws {
        try issue("server", name: "localhost", alternative: "DNS:localhost", days: days)
    }

    /// Issues the client's certificate anew, with another key.
    public func renewClient() throws {
        try issue("client", name: "gateway", alternative: "DNS:gateway")
    }

    /// Puts the client's certificate on the list of those that are revoked.
    public func revokeClient() throws {
        try authority(["-revoke", clientCertificateFile])
        try authority(["-gencrl", "-out", revocationFile])
    }

    private func authority(_ arguments: [String]) throws {
        let files = ["-config", "\(directory)/ca.cnf", "-keyfile", "\(directory)/ca.key", "-cert", caFile]
        try openssl(["ca"] + files + arguments)
    }

    private func issue(_ file: String, name: String, alternative: String, days: Int = 1) throws {
        let request = "\(directory)/\(file).csr"
        let extensions = "\(directory)/\(file).ext"
        try openssl(["req", "-subj", "/CN=\(name)"] + newKey(file) + ["-out", request])
        try "subjectAltName=\(alternative)\n".write(toFile: extensions, atomically: true, encoding: .utf8)
        try openssl([
            "x509", "-req", "-days", "\(days)", "-in", request, "-CA", caFile, "-CAkey", "\(directory)/ca.key",
            "-CAcreateserial", "-extfile", extensions, "-out", "\(directory)/\(file).crt",
        ])
    }

    private func newKey(_ file: String) -> [String] {
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "\(directory)/\(file).key"]
    }

    private func openssl(_ arguments: [String]) throws {
        try ChildProcess.run(["openssl"] + arguments, in: directory)
    }
}
