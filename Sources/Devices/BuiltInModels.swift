import Observations

/// The models that come with the gateway.
///
/// Every family of devices, or standard, has a list of its own beside its code: one line for each model.
enum BuiltInModels {
    /// All of them; a line for each family.
    static let all: [DeviceModel] = [
        AdeunisModels.all,
        AxiomaModels.all,
        BMetersModels.all,
        BoschModels.all,
        BrowanModels.all,
        CayenneModels.all,
        ComtacModels.all,
        DecentlabModels.all,
        DingtekModels.all,
        DraginoModels.all,
        DSMRModels.all,
        DZGModels.all,
        EasyMeterModels.all,
        ElsysModels.all,
        ElvacoModels.all,
        GWFModels.all,
        HolleyModels.all,
        IMBuildingsModels.all,
        KamstrupModels.all,
        LibeliumModels.all,
        LobaroModels.all,
        MBusModels.all,
        MilesightModels.all,
        NASModels.all,
        NetvoxModels.all,
        NwaveModels.all,
        ParametricModels.all,
        PepperlFuchsModels.all,
        PMXModels.all,
        PNIModels.all,
        SenMLModels.all,
        SensativeModels.all,
        SenseCAPModels.all,
        SensoneoModels.all,
        SMLModels.all,
        StregaModels.all,
        TekelekModels.all,
        TerabeeModels.all,
        VocabularyModels.all,
        YobiiqModels.all,
        ZennerModels.all,
    ].flatMap { $0 }

    /// A model under a name that is written in the program, and how many vectors it is tested with.
    static func model(_ name: String, vectors: Int = 0, _ make: (ModelID) -> DeviceModel) -> DeviceModel {
        guard let id = ModelID(name) else { preconditionFailure("\(name) is a vendor and a model.") }
        var model = make(id)
        model.vectorCount = vectors
        return model
    }
}
