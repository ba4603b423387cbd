extension Row {
    /// The matrix, in the order of its numbers.
    static let all: [Row] = [
        kill, powerCut, partition, badLine, uplinkBroker, fieldBrokerStopped, fieldBrokerKilled, killAll, fullDisk,
        readOnlyDisk, inputOutputErrors, mutations, clock, slowConsumer, backlog, redelivery, qualities, hostile,
        retained, will,
        takeover, certificates, descriptors, stopInDrain, standstill, refusals, upgrade, soak,
    ]
}
