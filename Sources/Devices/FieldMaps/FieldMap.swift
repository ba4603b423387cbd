public import Observations

/// A model file's tables, checked and made ready: one pass over a payload finds all fields.
///
/// A field that is missing, too far back or not of its type is left out and counted; a payload without any field is an
/// error. Where one path or place is wanted twice it is read once.
public struct FieldMap: Sendable {
    /// The most fields and parameters together.
    public static let fieldsMax = 256
    /// The highest offset of a binary field.
    public static let offsetMax = 65_535
    /// The longest name of a parameter, in bytes.
    public static let nameBytesMax = 64

    /// The model's name.
    public let id: ModelID
    /// The model's name for people.
    public let title: String
    /// The part of city life that it is made for.
    public let domain: Domain
    /// Where the file came from.
    public let source: String
    /// What the payloads are made of.
    public let format: FieldMapFormat

    let fields: [FieldPlan]
    let parameters: [ParameterPlan]
    let time: TimePlan?
    let tree: JSONPathTree
    let simulation: FieldMapSimulation?

    /// Checks the tables of a model file.
    ///
    /// - Throws: `FieldMapError` with all that is wrong.
    public init(
        id: ModelID,
        title: String? = nil,
        domain: Domain,
        source: String = "model file",
        format: FieldMapFormat,
        time: Time? = nil,
        fields: [Field],
        parameters: [ParameterField] = []
    ) throws(FieldMapError) {
        var compiler = FieldMapCompiler(format: format)
        self.time = time.flatMap { compiler.plan($0) }
        self.fields = compiler.plans(fields)
        self.parameters = compiler.plans(parameters)
        guard compiler.faults.isEmpty else { throw FieldMapError(faults: compiler.faults) }
        self.id = id
        self.title = title ?? id.description
        self.domain = domain
        self.source = source
        self.format = format
        tree = compiler.tree
        simulation = FieldMapSimulation(format: format, time: time, fields: fields, parameters: parameters)
    }

    /// The model that reads payloads by this map.
    public var deviceModel: DeviceModel {
        var properties: [ObservedProperty] = []
        for field in fields where !properties.contains(field.target.property) {
            properties.append(field.target.property)
        }
        let decoder: DeviceModel.Decoder =
            switch format {
            case .json: { (payload, _) throws(DecodeError) in try self.decodeJSON(payload) }
            case .binary: { (payload, _) throws(DecodeError) in try self.decodeBinary(payload) }
            }
        var simulator: DeviceModel.Simulator?
        if let simulation { simulator = { device in simulation.next(&device) } }
        return DeviceModel(
            id: id,
            title: title,
            domain: domain,
            properties: properties,
            source: source,
            payloadBytesMax: .max,
            decoder: decoder,
            simulator: simulator
        )
    }
}
