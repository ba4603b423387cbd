/// What surrounds a codec: JavaScript that is evaluated in each context before the vendor's text.
///
/// The codec's text is the body of a function that is run anew for every payload, so that a variable at its top is as
/// fresh as in the network servers, which make a new engine for each. Its functions are found by their names, as in a
/// network server: `decodeUplink` (LoRaWAN payload codec API, TS013), `Decoder` (The Things Network 2), `Decode`
/// (ChirpStack 3), and `normalizeUplink` beside the first.
///
/// A call answers one string whose first character says what the rest is: 0 data as JSON, 1 why the codec refuses,
/// 2 what the answer is instead of an object.
enum Prelude {
    /// Before the vendor's text, on the same line, so that the lines of messages are the vendor's.
    static let head = "(function(module,exports){"

    /// After it: on a line of its own, as the text may end in a comment.
    static let tail = """

        ;var x=module.exports||{};return{
        u:typeof decodeUplink==='function'?decodeUplink:typeof x.decodeUplink==='function'?x.decodeUplink:null,
        n:typeof normalizeUplink==='function'?normalizeUplink:typeof x.normalizeUplink==='function'?x.normalizeUplink:null,
        o:typeof Decoder==='function'?Decoder:typeof x.Decoder==='function'?x.Decoder:null,
        c:typeof Decode==='function'?Decode:typeof x.Decode==='function'?x.Decode:null}})
        """

    /// The sandbox: a function of the shared input and the codec's function, which answers the function to call.
    static let text = #"""
        (function () {
        'use strict';
        var world = globalThis, stringify = JSON.stringify, Moment = Date, keys = Object.keys, isArray = Array.isArray;
        var has = Object.prototype.hasOwnProperty, apply = Reflect.apply, define = Object.defineProperty, text = String;
        var letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

        function hide(name, value) {
          define(world, name, { value: value, writable: true, configurable: true, enumerable: false });
        }
        function nothing() {}
        function btoa(value) {
          value = text(value);
          var out = '';
          for (var i = 0; i < value.length; i += 3) {
            var a = value.charCodeAt(i), b = value.charCodeAt(i + 1), c = value.charCodeAt(i + 2);
            if (a > 255 || b > 255 || c > 255) throw new Error('btoa: a character is no byte');
            out += letters[a >> 2] + letters[(a & 3) << 4 | b >> 4] +
              (i + 1 < value.length ? letters[(b & 15) << 2 | c >> 6] : '=') + (i + 2 < value.length ? letters[c & 63] : '=');
          }
          return out;
        }
        function atob(value) {
          value = text(value).replace(/[\s=]/g, '').replace(/-/g, '+').replace(/_/g, '/');
          var out = '', bits = 0, count = 0;
          for (var i = 0; i < value.length; i++) {
            var digit = letters.indexOf(value[i]);
            if (digit < 0) throw new Error('atob: a character is not base64');
            bits = (bits << 6 | digit) & 0xFFFFFF;
            count += 6;
            if (count >= 8) { count -= 8; out += String.fromCharCode(bits >> count & 255); }
          }
          return out;
        }
        function utf8(value) { return unescape(encodeURIComponent(text(value))); }

        class Buffer extends Uint8Array {
          static from(value, encoding) {
            if (typeof value !== 'string') return super.from(value instanceof ArrayBuffer ? new Uint8Array(value) : value);
            var raw;
            switch (text(encoding || 'utf8').toLowerCase()) {
              case 'hex':
                var bytes = [];
                for (var i = 0; i + 1 < value.length; i += 2) {
                  var byte = parseInt(value.substr(i, 2), 16);
                  if (byte !== byte) break;
                  bytes.push(byte);
                }
                return super.from(bytes);
              case 'base64': case 'base64url': raw = atob(value); break;
              case 'ascii': case 'latin1': case 'binary': raw = value; break;
              case 'utf8': case 'utf-8': raw = utf8(value); break;
              default: throw new Error('Buffer: the encoding ' + encoding + ' is not known here');
            }
            return super.from(raw, function (character) { return character.charCodeAt(0); });
          }
          static alloc(size, fill) { return new Buffer(size).fill(fill || 0); }
          static isBuffer(value) { return value instanceof Buffer; }
          static concat(list) {
            var all = [];
            for (var i = 0; i < list.length; i++) for (var j = 0; j < list[i].length; j++) all.push(list[i][j]);
            return Buffer.from(all);
          }
          toString(encoding, start, end) {
            var out = '', from = start || 0, to = end === undefined ? this.length : Math.min(end, this.length), i;
            switch (text(encoding || 'utf8').toLowerCase()) {
              case 'hex':
                for (i = from; i < to; i++) out += (this[i] < 16 ? '0' : '') + this[i].toString(16);
                return out;
              case 'ascii':
                for (i = from; i < to; i++) out += String.fromCharCode(this[i] & 127);
                return out;
            }
            for (i = from; i < to; i++) out += String.fromCharCode(this[i]);
            switch (text(encoding || 'utf8').toLowerCase()) {
              case 'base64': return btoa(out);
              case 'latin1': case 'binary': return out;
              case 'utf8': case 'utf-8':
                try { return decodeURIComponent(escape(out)); } catch (error) { return out; }
            }
            throw new Error('Buffer: the encoding ' + encoding + ' is not known here');
          }
          slice(start, end) { return this.subarray(start, end); }
          toJSON() { return { type: 'Buffer', data: Array.from(this) }; }
          equals(other) {
            if (this.length !== other.length) return false;
            for (var i = 0; i < this.length; i++) if (this[i] !== other[i]) return false;
            return true;
          }
          readUIntBE(at, count) { var n = 0; for (var i = 0; i < count; i++) n = n * 256 + byteAt(this, at + i); return n; }
          readUIntLE(at, count) { var n = 0; while (count-- > 0) n = n * 256 + byteAt(this, at + count); return n; }
          readIntBE(at, count) { return signed(this.readUIntBE(at, count), count); }
          readIntLE(at, count) { return signed(this.readUIntLE(at, count), count); }
        }
        function byteAt(buffer, at) {
          if (!(at >= 0 && at < buffer.length)) throw new RangeError('Buffer: byte ' + at + ' of ' + buffer.length);
          return buffer[at];
        }
        function signed(n, count) { var half = Math.pow(2, 8 * count - 1); return n >= half ? n - 2 * half : n; }
        function reader(names, read) {
          for (var i = 0; i < names.length; i++) define(Buffer.prototype, names[i], { value: read, writable: true, configurable: true });
        }
        reader(['readUInt8', 'readUint8'], function (at) { return byteAt(this, at || 0); });
        reader(['readInt8'], function (at) { return signed(byteAt(this, at || 0), 1); });
        [16, 32].forEach(function (width) {
          ['BE', 'LE'].forEach(function (order) {
            reader(['readUInt' + width + order, 'readUint' + width + order], function (at) { return this['readUInt' + order](at || 0, width / 8); });
            reader(['readInt' + width + order], function (at) { return this['readInt' + order](at || 0, width / 8); });
          });
        });
        [['Float', 4, 'getFloat32'], ['Double', 8, 'getFloat64']].forEach(function (kind) {
          ['BE', 'LE'].forEach(function (order) {
            reader(['read' + kind[0] + order], function (at) {
              at = at || 0;
              byteAt(this, at + kind[1] - 1);
              var view = new DataView(this.buffer, this.byteOffset + at, kind[1]);
              return view[kind[2]](0, order === 'LE');
            });
          });
        });

        var quiet = { log: nothing, info: nothing, warn: nothing, error: nothing, debug: nothing, trace: nothing };
        hide('console', quiet);
        hide('atob', atob);
        hide('btoa', btoa);
        hide('Buffer', Buffer);
        hide('require', function require(name) {
          throw new Error("require('" + name + "') is not possible here: a codec is one file without packages");
        });
        ['WebAssembly', 'SharedArrayBuffer', 'Atomics'].forEach(function (name) { delete world[name]; });

        function words(value) {
          if (isArray(value)) {
            var all = '';
            for (var i = 0; i < value.length && i < 8; i++) all += (i ? '; ' : '') + words(value[i]);
            return all;
          }
          if (value !== null && typeof value === 'object') return stringify(value) || 'an object';
          return text(value);
        }
        function kind(value) { return value === null ? 'null' : isArray(value) ? 'an array' : typeof value; }
        function isFilled(value) { return isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== false; }

        return function (input, factory) {
          var usual = keys(world).length;
          function start() {
            var module = { exports: {} };
            return apply(factory, world, [module, module.exports]);
          }
          function clean() {
            var names = keys(world);
            if (names.length > usual) for (var i = 0; i < names.length; i++) delete world[names[i]];
          }
          var first = start();
          clean();
          if (!first.u && !first.o && !first.c) return undefined;

          function run(count, port, milliseconds) {
            var bytes = [];
            for (var i = 0; i < count; i++) bytes[i] = input[i];
            var codec = start(), answer, data;
            if (codec.u) {
              answer = apply(codec.u, world, [{ bytes: bytes, fPort: port, recvTime: new Moment(milliseconds), variables: {} }]);
              if (answer === null || typeof answer !== 'object') return '2' + kind(answer);
              if (isFilled(answer.errors)) return '1' + words(answer.errors);
              data = answer.data;
            } else {
              data = codec.o ? apply(codec.o, world, [bytes, port]) : apply(codec.c, world, [port, bytes, {}]);
            }
            if (data === null || typeof data !== 'object') return '2' + kind(data) + (codec.u ? ' as data' : '');
            var json = stringify(data);
            if (typeof json !== 'string') return '2nothing that JSON can hold';
            if (json[0] === '[') json = '{"data":' + json + '}';
            if (json[0] !== '{') return '2no object in JSON';
            if (codec.u && isFilled(answer.warnings) && !has.call(data, 'warnings')) json = join(json, 'warnings', answer.warnings);
            if (codec.n && !has.call(data, 'normalized')) {
              var normal;
              try { normal = apply(codec.n, world, [{ data: data, fPort: port }]); } catch (error) { normal = null; }
              if (normal !== null && typeof normal === 'object' && isFilled(normal.data)) json = join(json, 'normalized', normal.data);
            }
            return '0' + json;
          }
          function join(json, name, value) {
            var member = stringify(value);
            if (typeof member !== 'string') return json;
            return json.slice(0, -1) + (json.length > 2 ? ',"' : '"') + name + '":' + member + '}';
          }
          return function (count, port, milliseconds) {
            try { return run(count, port, milliseconds); } finally { clean(); }
          };
        };
        })()
        """#
}
