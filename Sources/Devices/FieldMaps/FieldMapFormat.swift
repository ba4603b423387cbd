/// What the payloads of a model file are made of.
public enum FieldMapFormat: Hashable, Sendable {
    /// A JSON text; fields are found by their paths.
    case json
    /// Bytes; fields are found by their offsets.
    case binary(ByteOrder)
}
