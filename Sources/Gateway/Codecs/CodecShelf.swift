public import Devices
public import Observations
public import Store
public import VendorCodecs

/// The codecs of the registry, made ready, beside the models that come with the gateway.
///
/// A codec that cannot be used is left out and named: it must not keep the others from being read.
public struct CodecShelf: Sendable {
    /// The codecs by their models.
    public let codecs: [ModelID: VendorCodec]
    /// What is wrong with those that were left out: one sentence each.
    public let faults: [String]

    /// Nothing installed.
    public init() {
        codecs = [:]
        faults = []
    }

    /// Makes codecs ready.
    ///
    /// - Parameters:
    ///   - installed: what the registry has.
    ///   - catalogue: the other models; a codec of the same name gives way.
    ///   - pool: where they are run.
    public init(_ installed: [InstalledCodec], beside catalogue: ModelCatalogue, pool: CodecPool) {
        var codecs: [ModelID: VendorCodec] = [:]
        var faults: [String] = []
        for codec in installed {
            guard catalogue[codec.model] == nil else {
                faults.append(
                    "the codec of \(codec.model) is not used: a model file or the gateway itself has this model"
                )
                continue
            }
            do throws(FieldMapError) {
                codecs[codec.model] = try VendorCodec(codec, pool: pool)
            } catch {
                faults.append("the codec of \(codec.model) is not used: \(error)")
            }
        }
        self.codecs = codecs
        self.faults = faults
    }
}
