public import Observations

/// The device models that a gateway knows, sorted by their names.
public struct ModelCatalogue: Sendable {
    /// The models that come with the gateway.
    public static let builtIn = ModelCatalogue(models: BuiltInModels.all)

    /// All models, sorted.
    public let models: [DeviceModel]

    private let index: [ModelID: Int]

    /// A catalogue of models with different names.
    init(models: [DeviceModel]) {
        self.models = models.sorted { $0.id < $1.id }
        index = Dictionary(uniqueKeysWithValues: self.models.enumerated().map { ($1.id, $0) })
    }

    /// The built-in models and those of the model files.
    ///
    /// - Throws: `ModelCatalogueError` when a name occurs twice.
    public init(adding fieldMaps: [FieldMap]) throws(ModelCatalogueError) {
        var models = ModelCatalogue.builtIn.models
        var names = Set(models.map(\.id))
        for map in fieldMaps {
            guard names.insert(map.id).inserted else { throw .duplicate(map.id) }
            models.append(map.deviceModel)
        }
        self.init(models: models)
    }

    /// These models and others; where a name occurs twice, the one that stood here before stays.
    public func adding(_ others: [DeviceModel]) -> ModelCatalogue {
        ModelCatalogue(models: models + others.filter { index[$0.id] == nil })
    }

    /// The model of a name.
    public subscript(_ id: ModelID) -> DeviceModel? { index[id].map { models[$0] } }
}
