/// Several paths made into one tree, so that one pass over a text finds them all.
///
/// While paths are added the tree is a list of nodes; what is walked is the same in two flat arrays, which hold no
/// references: a node's steps stand side by side in `steps`, and their names in `names`.
struct JSONPathTree: Sendable {
    /// How many different paths there are.
    private(set) var slotCount = 0

    private var nodes = [Node()]
    private var walked = [Place()]
    private var steps: [Step] = []
    private var names: [UInt8] = []

    private struct Node: Sendable {
        var slot: Int?
        var children: [(part: String, node: Int)] = []
    }

    private struct Place: Sendable {
        /// Which of the wanted paths ends here; -1: none.
        var slot = -1
        var firstStep = 0
        var stepCount = 0
    }

    private struct Step: Sendable {
        let nameStart: Int
        let nameCount: Int
        /// The element that is meant in an array; -1: none.
        let element: Int
        let node: Int
    }

    /// The slot of a path, made when it is new.
    mutating func slot(for path: JSONPath) -> Int {
        var node = 0
        for part in path.parts {
            if let known = nodes[node].children.first(where: { $0.part == part }) {
                node = known.node
            } else {
                nodes.append(Node())
                nodes[node].children.append((part, nodes.count - 1))
                node = nodes.count - 1
            }
        }
        if let slot = nodes[node].slot { return slot }
        nodes[node].slot = slotCount
        slotCount += 1
        flatten()
        return slotCount - 1
    }

    private mutating func flatten() {
        (walked, steps, names) = ([], [], [])
        for node in nodes {
            walked.append(
                Place(slot: node.slot ?? -1, firstStep: steps.count, stepCount: node.children.count)
            )
            for child in node.children {
                let element = Int(child.part) ?? -1
                steps.append(
                    Step(
                        nameStart: names.count,
                        nameCount: child.part.utf8.count,
                        element: String(element) == child.part ? element : -1,
                        node: child.node
                    )
                )
                names += Array(child.part.utf8)
            }
        }
    }

    /// Reads a text and notes the token at every wanted path; of a path that occurs twice, the last.
    ///
    /// - Parameters:
    ///   - scanner: at the beginning of the text.
    ///   - found: one place for every slot.
    /// - Throws: `JSONError` with the offset of the first byte that is wrong.
    func find(in scanner: inout JSONScanner, _ found: inout [JSONToken?]) throws(JSONError) {
        precondition(found.count == slotCount, "There is one place for every slot.")
        let token = try scanner.nextValue()
        try walk(token, at: 0, &scanner, &found)
        try scanner.finish()
    }

    private func walk(
        _ token: JSONToken,
        at node: Int,
        _ scanner: inout JSONScanner,
        _ found: inout [JSONToken?]
    ) throws(JSONError) {
        let place = walked[node]
        if place.slot >= 0 { found[place.slot] = token }
        var isFirst = true
        switch token.kind {
        case .object:
            while let name = try scanner.nextName(isFirst: &isFirst) {
                let next = member(name, of: place, scanner)
                let value = try scanner.nextValue()
                if next >= 0 {
                    try walk(value, at: next, &scanner, &found)
                } else if value.isContainer {
                    try scanner.skip(value)
                }
            }
        case .array:
            var index = 0
            while try scanner.hasNextElement(isFirst: &isFirst) {
                let value = try scanner.nextValue()
                let next = element(index, of: place)
                if next >= 0 {
                    try walk(value, at: next, &scanner, &found)
                } else if value.isContainer {
                    try scanner.skip(value)
                }
                index += 1
            }
        case .string, .number, .yes, .no, .null: return
        }
    }

    /// Where a name leads; -1: nowhere.
    @inline(__always)
    private func member(_ name: JSONToken, of place: Place, _ scanner: JSONScanner) -> Int {
        for index in place.firstStep..<place.firstStep + place.stepCount where matches(steps[index], name, scanner) {
            return steps[index].node
        }
        return -1
    }

    @inline(__always)
    private func matches(_ step: Step, _ name: JSONToken, _ scanner: JSONScanner) -> Bool {
        guard name.isPlain else {
            return scanner.unescaped(name).elementsEqual(names[step.nameStart..<step.nameStart + step.nameCount])
        }
        guard step.nameCount == name.range.count else { return false }
        let start = name.range.lowerBound
        for index in 0..<step.nameCount where scanner.bytes[start + index] != names[step.nameStart + index] {
            return false
        }
        return true
    }

    /// Where an array's element leads; -1: nowhere.
    @inline(__always)
    private func element(_ element: Int, of place: Place) -> Int {
        for index in place.firstStep..<place.firstStep + place.stepCount where steps[index].element == element {
            return steps[index].node
        }
        return -1
    }
}
