/// A small part of Bình Dương, with sensors of four makers for three agencies.
///
/// The places are real and their coordinates approximate; the sensors are not there.
enum DemoCity {
    struct Place {
        let thing: String
        let name: String
        let latitude: Double
        let longitude: Double
    }

    /// Places of one kind with the device that stands there.
    struct Group {
        let model: String
        let agency: String
        let domain: String
        let interval: String
        let places: [Place]
    }

    static let groups = [
        Group(
            model: "parametric/pcr2",
            agency: "transport-dept",
            domain: "traffic",
            interval: "5m",
            places: [
                Place(thing: "radar-nga-sau", name: "Ngã sáu Thủ Dầu Một", latitude: 10.9797, longitude: 106.6549),
                Place(thing: "radar-cho-dinh", name: "Ngã tư Chợ Đình", latitude: 10.9893, longitude: 106.6667),
                Place(thing: "radar-mieu-ong-cu", name: "Ngã tư Miễu Ông Cù", latitude: 10.9537, longitude: 106.7418),
                Place(thing: "radar-an-phu", name: "Vòng xoay An Phú", latitude: 10.9508, longitude: 106.7462),
                Place(thing: "radar-lai-thieu", name: "Ngã tư Lái Thiêu", latitude: 10.9054, longitude: 106.6998),
                Place(thing: "radar-phu-cuong", name: "Cầu Phú Cường", latitude: 10.9815, longitude: 106.6431),
            ]
        ),
        Group(
            model: "elsys/elt-2",
            agency: "environment-dept",
            domain: "environment",
            interval: "10m",
            places: [
                Place(thing: "aq-thu-dau-mot", name: "Trạm Thủ Dầu Một", latitude: 10.9804, longitude: 106.6519),
                Place(thing: "aq-thuan-an", name: "Trạm Thuận An", latitude: 10.9269, longitude: 106.7132),
                Place(thing: "aq-di-an", name: "Trạm Dĩ An", latitude: 10.9068, longitude: 106.7694),
                Place(thing: "aq-ben-cat", name: "Trạm Bến Cát", latitude: 11.1529, longitude: 106.5997),
                Place(thing: "aq-tan-uyen", name: "Trạm Tân Uyên", latitude: 11.0631, longitude: 106.7937),
                Place(thing: "aq-dau-tieng", name: "Trạm Dầu Tiếng", latitude: 11.2793, longitude: 106.3648),
            ]
        ),
        Group(
            model: "binh-duong/air-json",
            agency: "environment-dept",
            domain: "environment",
            interval: "1m",
            places: [
                Place(
                    thing: "pm-my-phuoc-3",
                    name: "Khu công nghiệp Mỹ Phước 3",
                    latitude: 11.1145,
                    longitude: 106.6160
                ),
                Place(thing: "pm-vsip-1", name: "Khu công nghiệp VSIP 1", latitude: 10.9252, longitude: 106.7256),
                Place(
                    thing: "pm-thanh-pho-moi",
                    name: "Thành phố mới Bình Dương",
                    latitude: 11.0540,
                    longitude: 106.6767
                ),
            ]
        ),
        Group(
            model: "axioma/qalcosonic-w1",
            agency: "biwase",
            domain: "utility",
            interval: "1h",
            places: [
                Place(thing: "wm-phu-hoa-01", name: "Chung cư Phú Hòa", latitude: 10.9766, longitude: 106.6817),
                Place(thing: "wm-phu-loi-07", name: "Đường Phú Lợi", latitude: 10.9838, longitude: 106.6771),
                Place(thing: "wm-binh-nham-03", name: "Bình Nhâm", latitude: 10.9230, longitude: 106.6886),
                Place(thing: "wm-hoa-phu-12", name: "Hòa Phú", latitude: 11.0588, longitude: 106.6664),
            ]
        ),
    ]

    /// The places' names for people, by thing.
    static let names = Dictionary(
        uniqueKeysWithValues: groups.flatMap(\.places).map { ($0.thing, $0.name) }
    )

    /// The file for `gateway device import`.
    static var csv: String {
        var lines = ["thing,hardware_id,model,agency,domain,name,latitude,longitude,expected_interval"]
        var number = 0
        for group in groups {
            for place in group.places {
                number += 1
                let isJSON = group.model.hasSuffix("json")
                let hardwareID =
                    isJSON ? "BD-\(1000 + number)" : String(UInt64(0x70B3_D5E7_5E00_0000) + UInt64(number), radix: 16)
                lines.append(
                    [
                        place.thing, hardwareID, group.model, group.agency, group.domain, place.name,
                        "\(place.latitude)", "\(place.longitude)", group.interval,
                    ].joined(separator: ",")
                )
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A device that is described instead of programmed.
    static let modelFile = """
        id = "binh-duong/air-json"
        title = "Air station with JSON over MQTT"
        domain = "environment"
        format = "json"
        time = { path = "ts", unit = "ms" }

        [[fields]]
        path = "pm.fine"
        property = "pm2_5"

        [[fields]]
        path = "pm.coarse"
        property = "pm10"

        [[fields]]
        path = "temp_f"
        property = "air_temperature"
        unit = "[degF]"

        [[parameters]]
        path = "seq"
        name = "seq"

        """
}
