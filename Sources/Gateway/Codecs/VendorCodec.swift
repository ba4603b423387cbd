import Crypto
public import Devices
public import Observations
public import Store
public import VendorCodecs

/// A vendor's codec as the gateway uses it: the program, and what its output means.
public final class VendorCodec: Sendable {
    /// The model that it reads.
    public let model: ModelID
    /// What is run.
    public let program: CodecProgram
    /// What its output means.
    public let map: CodecMap
    /// The model for everybody who decodes while he waits: the commands.
    ///
    /// The running gateway has a thread for it.
    public let deviceModel: DeviceModel

    /// A codec that was installed.
    ///
    /// - Parameters:
    ///   - installed: what the registry has.
    ///   - pool: where it is run.
    /// - Throws: `FieldMapError` when this gateway does not know a property, or cannot read a line, of its map.
    public init(_ installed: InstalledCodec, pool: CodecPool) throws(FieldMapError) {
        let program = CodecProgram(
            name: installed.model.description,
            digest: installed.digest,
            source: installed.source
        )
        let map = try CodecMap(text: installed.map)
        model = installed.model
        self.program = program
        self.map = map
        deviceModel = DeviceModel(
            id: installed.model,
            title: installed.title,
            domain: installed.domain,
            properties: map.properties,
            source: "the maker's codec, SHA-256 \(installed.digest.prefix(12)), installed \(installed.installed)",
            payloadBytesMax: .max
        ) { (payload, context) throws(DecodeError) in
            let call = CodecCall(program, payload, context)
            switch pool.decode([call], now: SystemClock().now().steady.microseconds).first {
            case .success(let json)?: return try map.decode(json)
            case .failure(let failure)?: throw .codec(message: "\(failure)")
            case nil: throw .codec(message: "it has no answer")
            }
        }
    }

    /// The SHA-256 of a codec's text, in hexadecimal.
    public static func digest(of source: String) -> String {
        Hexadecimal.encode(Array(SHA256.hash(data: Array(source.utf8))))
    }
}

extension CodecCall {
    fileprivate init(_ program: CodecProgram, _ payload: [UInt8], _ context: DecodingContext) {
        self.init(
            program: program,
            payload: payload,
            port: context.port,
            receivedMicroseconds: context.referenceTime.microseconds
        )
    }
}
