import CJavaScriptCore
import VendorCodecs

/// One codec in a context of its own.
final class Codec {
    /// How much of a message is passed on, in UTF-16 units.
    private static let messageUnitsMax = 300

    private let context: JSGlobalContextRef
    private let function: JSObjectRef

    /// Runs the text once, so that what is wrong with it is found now.
    init(_ text: [UInt8], group: JSContextGroupRef, input: UnsafeMutablePointer<UInt8>) throws(CodecFailure) {
        guard let context = JSGlobalContextCreateInGroup(group, nil) else {
            throw .unusable(message: "there is no memory for it")
        }
        do throws(CodecFailure) {
            function = try Codec.prepare(text, context, input)
        } catch {
            JSGlobalContextRelease(context)
            throw error
        }
        self.context = context
        JSValueProtect(context, function)
    }

    deinit {
        JSValueUnprotect(context, function)
        JSGlobalContextRelease(context)
    }

    /// Decodes the payload that stands in the input.
    func call(
        payloadBytes: Int,
        port: UInt8,
        milliseconds: Double,
        outputBytesMax: Int
    ) -> (WorkerAnswer.Status, [UInt8]) {
        let arguments = [
            JSValueMakeNumber(context, Double(payloadBytes)), JSValueMakeNumber(context, Double(port)),
            JSValueMakeNumber(context, milliseconds),
        ]
        var exception: JSValueRef?
        let value = JSObjectCallAsFunction(context, function, nil, 3, arguments, &exception)
        if let exception { return (.refused, Array(Codec.message(of: exception, context).utf8)) }
        guard let value, JSValueIsString(context, value), let string = JSValueToStringCopy(context, value, nil) else {
            return (.wrongType, Array("nothing".utf8))
        }
        defer { JSStringRelease(string) }
        guard JSStringGetLength(string) <= outputBytesMax + 1 else { return (.tooLarge, []) }
        // The first character says what the rest is.
        let bytes = Codec.bytes(of: string)
        let text = Array(bytes.dropFirst())
        switch bytes.first {
        case UInt8(ascii: "0"): return (.data, text)
        case UInt8(ascii: "1"): return (.refused, text)
        default: return (.wrongType, text)
        }
    }

    private static func prepare(
        _ text: [UInt8],
        _ context: JSGlobalContextRef,
        _ input: UnsafeMutablePointer<UInt8>
    ) throws(CodecFailure) -> JSObjectRef {
        let prelude = try evaluate(Prelude.text, "sandbox", context)
        let source = String(decoding: text, as: UTF8.self)
        let factory = try evaluate(Prelude.head + source + Prelude.tail, codecName, context)
        var exception: JSValueRef?
        let array = JSObjectMakeTypedArrayWithBytesNoCopy(
            context,
            kJSTypedArrayTypeUint8Array,
            input,
            CodecCall.payloadBytesMax,
            nil,
            nil,
            &exception
        )
        guard let array, exception == nil else { throw .unusable(message: "there is no memory for its payloads") }
        let arguments: [JSValueRef?] = [array, factory]
        let made = JSObjectCallAsFunction(context, prelude, nil, 2, arguments, &exception)
        if let exception { throw .unusable(message: message(of: exception, context)) }
        guard let made, JSValueIsObject(context, made) else {
            throw .unusable(message: "it has no function decodeUplink, Decoder or Decode")
        }
        return try object(made, context)
    }

    /// The function that a script evaluates to.
    private static func evaluate(
        _ text: String,
        _ name: String,
        _ context: JSGlobalContextRef
    ) throws(CodecFailure) -> JSObjectRef {
        let script = JSStringCreateWithUTF8CString(text)
        let title = JSStringCreateWithUTF8CString(name)
        defer {
            JSStringRelease(script)
            JSStringRelease(title)
        }
        var exception: JSValueRef?
        let value = JSEvaluateScript(context, script, nil, title, 1, &exception)
        if let exception { throw .unusable(message: message(of: exception, context)) }
        guard let value else { throw .unusable(message: "it has no value") }
        return try object(value, context)
    }

    private static func object(_ value: JSValueRef, _ context: JSGlobalContextRef) throws(CodecFailure) -> JSObjectRef {
        guard let object = JSValueToObject(context, value, nil) else { throw .unusable(message: "it has no functions") }
        return object
    }

    /// What an exception says; its own way of saying it is code of the codec, and may fail as well.
    private static func message(of exception: JSValueRef, _ context: JSGlobalContextRef) -> String {
        var failure: JSValueRef?
        guard let string = JSValueToStringCopy(context, exception, &failure) else {
            return "an exception without words"
        }
        defer { JSStringRelease(string) }
        guard JSStringGetLength(string) <= outputUnitsMax else { return "an exception of too many words" }
        let text = String(decoding: bytes(of: string), as: UTF8.self)
        let place = line(of: exception, context).map { " (line \($0))" } ?? ""
        return String(text.prefix(messageUnitsMax)) + place
    }

    private static let outputUnitsMax = 1 << 20
    /// What the engine calls the vendor's text in messages.
    private static let codecName = "codec"

    /// The line of the codec on which an error was thrown.
    private static func line(of exception: JSValueRef, _ context: JSGlobalContextRef) -> Int? {
        guard let file = property("sourceURL", of: exception, context), JSValueIsString(context, file),
            let name = JSValueToStringCopy(context, file, nil)
        else { return nil }
        defer { JSStringRelease(name) }
        guard JSStringIsEqualToUTF8CString(name, codecName) else { return nil }
        guard let line = property("line", of: exception, context), JSValueIsNumber(context, line) else { return nil }
        return Int(exactly: JSValueToNumber(context, line, nil))
    }

    private static func property(_ name: String, of value: JSValueRef, _ context: JSGlobalContextRef) -> JSValueRef? {
        guard JSValueIsObject(context, value), let object = JSValueToObject(context, value, nil) else { return nil }
        let name = JSStringCreateWithUTF8CString(name)
        defer { JSStringRelease(name) }
        return JSObjectGetProperty(context, object, name, nil)
    }

    private static func bytes(of string: JSStringRef) -> [UInt8] {
        let capacity = JSStringGetMaximumUTF8CStringSize(string)
        return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                // The size includes the NUL at the end.
                count = max(0, JSStringGetUTF8CString(string, characters.baseAddress, capacity) - 1)
            }
        }
    }
}
