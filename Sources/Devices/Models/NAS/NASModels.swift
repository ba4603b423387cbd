/// The devices of NAS Instruments (Nordic Automation Systems).
enum NASModels {
    static let all: [DeviceModel] = modules + heatReaders + readers + luminaires

    private static let modules: [DeviceModel] = [
        BuiltInModels.model("nas/cm3010", vectors: 11) {
            NASMeterModule.model($0, "NAS CM3010 module for encoder gas meters", [.encoder], isGas: true)
        },
        BuiltInModels.model("nas/cm3011", vectors: 4) {
            NASMeterModule.model($0, "NAS CM3011 module for encoder gas meters", [.meter, .encoder], isGas: true)
        },
        BuiltInModels.model("nas/cm3020", vectors: 12) {
            NASMeterModule.model($0, "NAS CM3020 Modularis module for water meters", [.encoder])
        },
        BuiltInModels.model("nas/cm3021", vectors: 4) {
            NASMeterModule.model($0, "NAS CM3021 Modularis module for water meters", [.meter, .encoder])
        },
        BuiltInModels.model("nas/cm3022", vectors: 4) {
            NASMeterModule.model($0, "NAS CM3022 module for water meters", [.meter, .encoder])
        },
        BuiltInModels.model("nas/cm3030", vectors: 15) {
            NASMeterModule.model($0, "NAS CM3030 Cyble module for water meters", [.meter, .encoder])
        },
        BuiltInModels.model("nas/cm3040", vectors: 4) {
            NASMeterModule.model($0, "NAS CM3040 Falcon module for water meters", [.meter, .encoder])
        },
        BuiltInModels.model("nas/cm3060", vectors: 5) {
            NASMeterModule.model($0, "NAS CM3060 pulse reader for BK-G gas meters", [.pulse], isGas: true)
        },
        BuiltInModels.model("nas/cm3061", vectors: 11) {
            NASMeterModule.model(
                $0,
                "NAS CM3061 pulse reader for BK-G gas meters",
                [.reader, .meter, .pulse],
                isGas: true
            )
        },
        BuiltInModels.model("nas/cm3080", vectors: 4) {
            NASMeterModule.model($0, "NAS CM3080 module for meters", [.meter])
        },
        BuiltInModels.model("nas/cm3120", vectors: 4) {
            NASMeterModule.model($0, "NAS CM3120 module for meters", [.meter])
        },
        BuiltInModels.model("nas/cm3130", vectors: 4) {
            NASMeterModule.model($0, "NAS CM3130 module for meters", [.meter])
        },
    ]

    private static let heatReaders: [DeviceModel] = [
        BuiltInModels.model("nas/im3060", vectors: 7) {
            NASHeatReader.model($0, "NAS IM3060 module for Kamstrup heat meters")
        },
        BuiltInModels.model("nas/im3100", vectors: 2) {
            NASHeatReader.model($0, "NAS IM3100 module for Kamstrup heat meters")
        },
    ]

    private static let readers: [DeviceModel] = [
        BuiltInModels.model("nas/um3070", vectors: 3) { NASReader.model($0, "NAS UM3070 pulse reader") },
        BuiltInModels.model("nas/um3081", vectors: 3) { NASReader.model($0, "NAS UM3081 reader for pulses and M-Bus") },
        BuiltInModels.model("nas/um3090", vectors: 3) {
            NASReader.model($0, "NAS UM3090 reader for pulses and a serial sensor")
        },
        BuiltInModels.model("nas/um3100", vectors: 3) { NASReader.model($0, "NAS UM3100 reader for pulses and L-Bus") },
        BuiltInModels.model("nas/um3110", vectors: 3) { NASReader.model($0, "NAS UM3110 reader for pulses and IZAR") },
        BuiltInModels.model("nas/um30x3", vectors: 21) {
            NASReader.model($0, "NAS UM3023 and UM3033 readers for pulses")
        },
    ]

    private static let luminaires: [DeviceModel] = [
        BuiltInModels.model("nas/luminaire", vectors: 33) { NASLuminaire.model($0, "NAS UL20xx luminaire controller") },
        BuiltInModels.model("nas/ul2014", vectors: 4) { NASLuminaire.model($0, "NAS UL2014 luminaire controller") },
        BuiltInModels.model("nas/ul2020", vectors: 4) {
            NASLuminaire.model($0, "NAS UL2020 NEMA luminaire controller")
        },
        BuiltInModels.model("nas/ul2021", vectors: 4) {
            NASLuminaire.model($0, "NAS UL2021 NEMA luminaire controller")
        },
        BuiltInModels.model("nas/ul2030", vectors: 4) {
            NASLuminaire.model($0, "NAS UL2030 Zhaga luminaire controller")
        },
    ]
}
