import Foundation
public import Observations

/// From when until when a certificate is valid (RFC 5280, section 4.1.2.5).
///
/// Only as much of the certificate is read as leads there:
/// ```
/// Certificate ::= SEQUENCE { tbsCertificate SEQUENCE {
///     [0] version (may be missing), serialNumber INTEGER, signature SEQUENCE, issuer SEQUENCE,
///     validity SEQUENCE { notBefore Time, notAfter Time }, … }, … }
/// ```
public struct CertificateValidity: Hashable, Sendable {
    /// From when on it is valid.
    public let notBefore: Timestamp
    /// Until when it is valid.
    public let notAfter: Timestamp

    /// The validities of the certificates in a PEM file, in their order; those that cannot be read are left out.
    public static func all(inPEM text: String) -> [CertificateValidity] {
        let end = "-----END CERTIFICATE-----"
        return text.components(separatedBy: "-----BEGIN CERTIFICATE-----").dropFirst().compactMap { part in
            guard let stop = part.range(of: end),
                let data = Data(base64Encoded: String(part[..<stop.lowerBound]), options: .ignoreUnknownCharacters)
            else { return nil }
            return CertificateValidity(der: Array(data))
        }
    }

    /// The validity of a certificate in DER, or nothing when it is not one.
    init?(der: [UInt8]) {
        var outer = DERReader(der[...])
        guard var certificate = outer.enter(DERReader.sequence), var body = certificate.enter(DERReader.sequence) else {
            return nil
        }
        if body.nextTag == DERReader.version { _ = body.element() }
        guard body.element() != nil, body.element() != nil, body.element() != nil,
            var validity = body.enter(DERReader.sequence),
            let notBefore = validity.time(), let notAfter = validity.time()
        else { return nil }
        self.notBefore = notBefore
        self.notAfter = notAfter
    }
}
