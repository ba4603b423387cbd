import Gateway
import Observations

/// The label of a thing as a drawing: the code, under it the thing's name for people and its name for the gateway.
enum LabelPicture {
    /// How wide a label is printed.
    private static let widthMillimetres = 30.0
    /// The height of a line of text, in modules of the code.
    private static let lineModules = 3.0
    private static let letterModules = 2.4
    /// How wide a letter is, as a share of its height: a wide letter of a usual font.
    private static let letterShare = 0.6

    /// The drawing, SVG; it needs no font of its own.
    static func svg(_ thing: Thing, _ modules: [[Bool]]) -> String {
        let size = Double(modules.count)
        let lines = thing.name == thing.id.string ? [thing.id.string] : [thing.name, thing.id.string]
        let height = size + Double(lines.count) * lineModules
        let millimetres = widthMillimetres * height / size
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="\(number(widthMillimetres))mm" \
            height="\(number(millimetres))mm" viewBox="0 0 \(number(size)) \(number(height))">
            <title>\(escaped(ThingLabel(thing: thing.id, agency: thing.agency).text))</title>
            <rect width="\(number(size))" height="\(number(height))" fill="#ffffff"/>
            <path fill="#000000" shape-rendering="crispEdges" d="\(path(modules))"/>

            """
        for (index, line) in lines.enumerated() {
            let room = (size - 2) / (Double(max(1, DisplayText.width(line))) * letterShare)
            let y = size + Double(index) * lineModules + 1
            text += """
                <text x="\(number(size / 2))" y="\(number(y))" font-family="sans-serif" \
                font-size="\(number(min(letterModules, room)))" text-anchor="middle">\(escaped(line))</text>

                """
        }
        return text + "</svg>\n"
    }

    /// Runs of dark modules as rectangles.
    private static func path(_ modules: [[Bool]]) -> String {
        var path = ""
        for (y, row) in modules.enumerated() {
            var x = 0
            while x < row.count {
                guard row[x] else {
                    x += 1
                    continue
                }
                let end = row[x...].firstIndex(of: false) ?? row.count
                path += "M\(x) \(y)h\(end - x)v1h-\(end - x)z"
                x = end
            }
        }
        return path
    }

    private static func number(_ value: Double) -> String { Cell.number((value * 100).rounded() / 100).plain }

    private static func escaped(_ text: String) -> String {
        DisplayText.printable(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
    }
}
