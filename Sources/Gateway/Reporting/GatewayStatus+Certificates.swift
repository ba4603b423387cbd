import Foundation
public import Observations

extension GatewayStatus.Certificate {
    /// The certificate files that a configuration names, with the days until they expire.
    ///
    /// The system's bundle of authorities is not among them: the system keeps it.
    public static func all(of configuration: GatewayConfiguration) -> [GatewayStatus.Certificate] {
        let links = [("field", configuration.field.connection.tls), ("uplink", configuration.uplink.connection.tls)]
        return links.flatMap { link, settings -> [GatewayStatus.Certificate] in
            guard let settings else { return [] }
            var certificates: [GatewayStatus.Certificate] = []
            if let client = settings.client {
                certificates.append(certificate(link, "client", client.certificateFile, earliest: true))
            }
            if settings.authoritiesFile != TLSSettings.systemAuthorities {
                certificates.append(certificate(link, "authority", settings.authoritiesFile, earliest: false))
            }
            return certificates
        }
    }

    /// When it is valid no longer.
    public var expiry: Timestamp? { expires.flatMap { Timestamp(iso8601: Array($0.utf8)[...]) } }

    /// Of our own chain the first certificate that expires counts; of authorities the last: one of them is enough.
    private static func certificate(_ link: String, _ role: String, _ file: String, earliest: Bool)
        -> GatewayStatus.Certificate
    {
        var certificate = GatewayStatus.Certificate(link: link, role: role, file: file)
        guard let data = FileManager.default.contents(atPath: file) else { return certificate }
        let ends = CertificateValidity.all(inPEM: String(decoding: data, as: UTF8.self)).map(\.notAfter)
        certificate.expires = (earliest ? ends.min() : ends.max()).map { "\($0)" }
        return certificate
    }
}
