/// A field's name, taken apart: what is meant, in which unit, and which one of several.
struct CodecWords: Hashable {
    /// The words that say what is meant, in lower case.
    private(set) var words: [String] = []
    /// The unit that the name ends with, by its UCUM code.
    private(set) var unit: String?
    /// Which one of several, from 1 or as it is written.
    private(set) var number: Int?

    /// Units as names write them.
    private static let units: [String: String] = [
        "c": "Cel", "degc": "Cel", "celsius": "Cel", "f": "[degF]", "degf": "[degF]", "fahrenheit": "[degF]", "k": "K",
        "kelvin": "K", "mv": "mV", "millivolt": "mV", "millivolts": "mV", "v": "V", "volt": "V", "volts": "V",
        "ma": "mA", "a": "A",
        "amp": "A", "w": "W", "kw": "kW", "wh": "W.h", "kwh": "kW.h", "mwh": "MW.h", "hz": "Hz", "hpa": "hPa",
        "mbar": "hPa",
        "kpa": "kPa", "pa": "Pa", "bar": "bar", "mm": "mm", "cm": "cm", "m": "m", "km": "km", "ppm": "[ppm]",
        "ppb": "[ppb]",
        "ugm3": "ug/m3", "mgm3": "mg/m3", "percent": "%", "pct": "%", "perc": "%", "lux": "lx", "lx": "lx",
        "db": "dB[SPL]",
        "dba": "dB[SPL]", "dbm": "dBm", "l": "L", "liter": "L", "liters": "L", "litre": "L", "litres": "L", "m3": "m3",
        "m3h": "m3/h",
        "lh": "L/h", "ms": "m/s", "mps": "m/s", "kmh": "km/h", "kph": "km/h", "deg": "deg", "degrees": "deg",
        "min": "min", "minutes": "min",
        "s": "s", "sec": "s", "seconds": "s", "hours": "h", "h": "h", "var": "var", "va": "V.A", "uscm": "uS/cm",
        "mscm": "mS/cm",
        "wm2": "W/m2", "g": "g", "kg": "kg", "mmh": "mm/h", "ohm": "Ohm", "ntu": "{NTU}",
    ]

    /// Words that make something else of a name: a threshold of the temperature is no temperature.
    private static let spoilers: Set<String> = [
        "threshold", "limit", "interval", "config", "setting", "settings", "offset", "calibration", "version", "enable",
        "enabled",
        "min", "max", "minimum", "maximum", "alarm", "alert", "type", "unit", "id", "serial", "mode", "index", "error",
        "fault", "change",
        "mutation", "delta", "diff", "period", "duration", "age", "setpoint", "target",
    ]

    /// Takes a part of a path apart.
    init(_ text: some StringProtocol) {
        var words = CodecWords.split(text)
        // Names of substances end in numbers: pm2_5, co2, no2, o3, so2, m3; another number counts.
        words = CodecWords.joinSubstances(words)
        if words.count > 1, let last = words.last, CodecWords.units[last] != nil || words.count > 2 {
            // Behind the unit a name may say which probe: TempC_SHT.
            for index in words.indices.dropFirst().reversed() {
                guard let code = CodecWords.units[words[index]] else { continue }
                // A single letter in the middle is a unit only directly behind a word: TempC, BatV.
                unit = code
                words.remove(at: index)
                break
            }
        }
        for (index, word) in words.enumerated().reversed() {
            guard let value = Int(word), (0...999).contains(value) else { continue }
            number = value
            words.remove(at: index)
            break
        }
        self.words = words
    }

    /// Whether a word is left that makes something else of the name.
    static func isSpoiled(_ rest: [String]) -> Bool { rest.contains(where: spoilers.contains) }

    /// `TempC_SHT` as temp, c, sht; `battery_mv` as battery, mv; `pm2_5` as pm, 2, 5.
    private static func split(_ text: some StringProtocol) -> [String] {
        var words: [String] = []
        var word = ""
        var previous: Character = " "
        func isBoundary(_ letter: Character) -> Bool {
            if previous.isNumber != letter.isNumber { return true }
            return letter.isUppercase && !previous.isUppercase
        }
        for letter in text {
            guard letter.isLetter || letter.isNumber else {
                if !word.isEmpty { words.append(word.lowercased()) }
                word = ""
                previous = " "
                continue
            }
            if !word.isEmpty, isBoundary(letter) {
                words.append(word.lowercased())
                word = ""
            }
            word.append(letter)
            previous = letter
        }
        if !word.isEmpty { words.append(word.lowercased()) }
        return words
    }

    private static func joinSubstances(_ words: [String]) -> [String] {
        var joined: [String] = []
        var index = 0
        while index < words.count {
            let word = words[index]
            let next = index + 1 < words.count ? words[index + 1] : ""
            let after = index + 2 < words.count ? words[index + 2] : ""
            if ["h", "k", "m"].contains(word), ["pa", "wh", "w", "v", "a", "hz", "bar"].contains(next) {
                joined.append(word + next)  // hPa, kWh, mV: the capital letter begins no word
                index += 2
                continue
            }
            if word == "pm", next == "2", after == "5" {
                joined.append("pm25")
                index += 3
            } else if ["pm", "co", "no", "so", "o", "ch", "nh", "h", "m", "e"].contains(word), Int(next) != nil,
                word != "h" || after == "s"
            {
                joined.append(word + next + (word == "h" ? "s" : ""))
                index += word == "h" ? 3 : 2
            } else {
                joined.append(word)
                index += 1
            }
        }
        return joined
    }
}
