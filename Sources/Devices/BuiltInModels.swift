import Observations

/// The models that come with the gateway: one line each.
let builtInModels: [DeviceModel] = [
    built("axioma/qalcosonic-w1") { AxiomaQalcosonicW1.model($0) },
    built("elsys/els") { ElsysModels.model($0, "Elsys ELS indoor sensor", [.climate, .light, .motion]) },
    built("elsys/elt-2") {
        ElsysModels.model($0, "Elsys ELT-2 outdoor sensor with inputs", [.climate, .pressure, .acceleration, .probe])
    },
    built("elsys/elt-lite") { ElsysModels.model($0, "Elsys ELT Lite outdoor sensor with one input", [.probe]) },
    built("elsys/elt-ultrasonic") {
        ElsysModels.model($0, "Elsys ELT Ultrasonic distance sensor", [.climate, .distance])
    },
    built("elsys/ems") {
        ElsysModels.model($0, "Elsys EMS door, leak and movement sensor", [.climate, .acceleration, .leak])
    },
    built("elsys/ems-desk") { ElsysModels.model($0, "Elsys EMS Desk occupancy sensor", [.climate, .occupancy]) },
    built("elsys/ems-door") { ElsysModels.model($0, "Elsys EMS Door sensor", [.climate, .acceleration]) },
    built("elsys/ems-lite") { ElsysModels.model($0, "Elsys EMS Lite sensor", [.climate]) },
    built("elsys/ers") { ElsysModels.model($0, "Elsys ERS room sensor", [.climate, .light, .motion]) },
    built("elsys/ers-co2") { ElsysModels.model($0, "Elsys ERS CO2 room sensor", [.climate, .light, .motion, .co2]) },
    built("elsys/ers-co2-lite") { ElsysModels.model($0, "Elsys ERS CO2 Lite room sensor", [.climate, .co2]) },
    built("elsys/ers-eye") {
        ElsysModels.model($0, "Elsys ERS Eye occupancy sensor", [.climate, .light, .motion, .occupancy])
    },
    built("elsys/ers-lite") { ElsysModels.model($0, "Elsys ERS Lite room sensor", [.climate]) },
    built("elsys/ers-sound") {
        ElsysModels.model($0, "Elsys ERS Sound room sensor", [.climate, .light, .motion, .sound])
    },
    built("elsys/ers-voc") { ElsysModels.model($0, "Elsys ERS VOC room sensor", [.climate, .light, .motion, .tvoc]) },
    built("elsys/ers2") { ElsysModels.model($0, "Elsys ERS2 room sensor", [.climate, .light, .motion]) },
    built("elsys/ers2-co2") { ElsysModels.model($0, "Elsys ERS2 CO2 room sensor", [.climate, .light, .motion, .co2]) },
    built("elsys/ers2-co2-lite") { ElsysModels.model($0, "Elsys ERS2 CO2 Lite room sensor", [.climate, .co2]) },
    built("elsys/ers2-eye") {
        ElsysModels.model(
            $0,
            "Elsys ERS2 Eye occupancy sensor",
            [.climate, .light, .motion, .occupancy, .thermalImage]
        )
    },
    built("elsys/ers2-lite") { ElsysModels.model($0, "Elsys ERS2 Lite room sensor", [.climate]) },
    built("elsys/ers2-sound") {
        ElsysModels.model($0, "Elsys ERS2 Sound room sensor", [.climate, .light, .motion, .sound])
    },
    built("elsys/ers2-voc") {
        ElsysModels.model($0, "Elsys ERS2 VOC room sensor", [.climate, .light, .motion, .tvoc])
    },
    built("parametric/pcr2") { ParametricPCR2.model($0) },
]

/// A model under a name that is written here.
private func built(_ name: String, _ model: (ModelID) -> DeviceModel) -> DeviceModel {
    guard let id = ModelID(name) else { preconditionFailure("\(name) is a vendor and a model.") }
    return model(id)
}
