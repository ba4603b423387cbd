import Testing

/// The whole product, as it is run: real brokers, the real `gateway` process, real sockets and signals.
///
/// One test at a time, so that none takes another's processor time. Every run has two ledgers of its own: what the
/// sensors got PUBACKs for, and what an independent subscriber received at the operations center's broker.
@Suite(.serialized) enum EndToEndTests {}
