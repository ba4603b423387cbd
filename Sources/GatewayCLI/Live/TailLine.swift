import Foundation
import Observations
import Store

/// An event as people read it: one line of the terminal's width for a reading, and one more for what is wrong.
struct TailLine {
    private static let nameColumns = 22
    private static let indent = String(repeating: " ", count: 10)

    let columns: Int
    let zone: TimeZone

    /// The text of a line, with its end; nothing for what is not worth one.
    func text(_ line: HeardLine) -> String? {
        switch line.event {
        case .reading(let heard): reading(heard, line.time)
        case .refused(let refusal): self.refusal(refusal, line.time)
        case .withoutReading(let sender): row(line.time, sender.name, "a message without a measurement")
        case .device(let kind, let sender): row(line.time, sender.name, "device event: \(kind)")
        case .registry(let things): note(line.time, "the registry was loaded: \(things) things")
        case .link(let link): note(line.time, link.sentence)
        case .missed(let count): "  … \(count) lines left out: this terminal is slower than the sensors\n"
        case .following, .other: nil
        }
    }

    private func reading(_ heard: HeardReading, _ time: Timestamp) -> String {
        let marks = TailLine.marks(heard)
        let values = heard.reading.observations.map(\.words).joined(separator: ", ")
        return row(time, heard.reading.thing, values.isEmpty ? "no value" : values, marks: marks)
    }

    /// What is not as it should be, or not as it is for most.
    private static func marks(_ heard: HeardReading) -> [String] {
        var marks: [String] = []
        if heard.state != "forwarded", heard.state != "delivered" { marks.append(heard.state) }
        if heard.isReplayed || heard.reading.replayed { marks.append("replayed") }
        let qualities = Set(heard.reading.observations.compactMap(\.quality))
        marks += ["bad", "suspect", "calibrating"].filter(qualities.contains)
        return marks
    }

    private func refusal(_ refusal: HeardRefusal, _ time: Timestamp) -> String {
        let head = row(time, refusal.sender.name ?? refusal.topic, "not readable (\(refusal.reason))")
        return head + wrapped(QuarantineReason.sentence(refusal.reason, refusal.detail))
    }

    private func row(_ time: Timestamp, _ name: String?, _ text: String, marks: [String] = []) -> String {
        let name = ReadingLine.fitted(DisplayText.printable(name ?? "?"), to: TailLine.nameColumns)
        let head = clock(time) + "  " + DisplayText.padded(name, to: TailLine.nameColumns, isRight: false) + "  "
        let tail = marks.isEmpty ? "" : "  [\(marks.joined(separator: ", "))]"
        let room = max(12, columns - DisplayText.width(head) - DisplayText.width(tail))
        return head + ReadingLine.fitted(DisplayText.printable(text), to: room) + tail + "\n"
    }

    private func note(_ time: Timestamp, _ text: String) -> String {
        let head = clock(time) + "  -- "
        return head + ReadingLine.fitted(DisplayText.printable(text), to: max(12, columns - head.count)) + "\n"
    }

    /// A sentence on lines of its own, broken between words.
    private func wrapped(_ text: String) -> String {
        var lines: [String] = []
        var line = ""
        for word in DisplayText.printable(text).split(separator: " ") {
            let longer = line.isEmpty ? String(word) : line + " " + word
            if !line.isEmpty, DisplayText.width(longer) > columns - TailLine.indent.count {
                lines.append(line)
                line = String(word)
            } else {
                line = longer
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines.map { TailLine.indent + $0 + "\n" }.joined()
    }

    private func clock(_ time: Timestamp) -> String { String(ReadableTime.clock(time, zone: zone).suffix(8)) }
}
