/// Everything that keeps some texts from being a thing.
struct ThingFaults: Error, Hashable {
    let faults: [ThingFault]
}
