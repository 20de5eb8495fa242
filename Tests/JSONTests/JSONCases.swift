// The table of texts that the reader takes or refuses, each with a name. The cases are our own.

import JSON

/// A text that is accepted, and how the writer says it.
struct Accepted: CustomTestStringConvertibleCase {
  let name: String
  let text: String
  let canonical: String

  init(_ name: String, _ text: String, _ canonical: String? = nil) {
    self.name = name
    self.text = text
    self.canonical = canonical ?? text
  }
}

/// Bytes that are refused, and why.
struct Refused: CustomTestStringConvertibleCase {
  let name: String
  let bytes: [UInt8]
  let kind: JSONFault.Kind

  init(_ name: String, _ text: String, _ kind: JSONFault.Kind = .syntax) {
    self.init(name, Array(text.utf8), kind)
  }

  init(_ name: String, _ bytes: [UInt8], _ kind: JSONFault.Kind = .syntax) {
    self.name = name
    self.bytes = bytes
    self.kind = kind
  }

  /// A string with the bytes between its quotes.
  init(_ name: String, quoted: [UInt8], _ kind: JSONFault.Kind) {
    self.init(name, [0x22] + quoted + [0x22], kind)
  }
}

func nested(_ depth: Int) -> String {
  String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
}

let accepted: [Accepted] = [
  Accepted("null", "null"),
  Accepted("true", "true"),
  Accepted("false", "false"),
  Accepted("zero", "0"),
  Accepted("negative zero", "-0"),
  Accepted("one digit", "7"),
  Accepted("negative", "-42"),
  Accepted("largest 64-bit integer", "9223372036854775807"),
  Accepted("smallest 64-bit integer", "-9223372036854775808"),
  Accepted("one past the largest integer", "9223372036854775808", "9.223372036854776e+18"),
  Accepted("one past 64 bits unsigned", "18446744073709551616", "1.8446744073709552e+19"),
  Accepted("fraction", "0.5"),
  Accepted("fraction with zeros", "1.500", "1.5"),
  Accepted("whole fraction is no integer", "1.0"),
  Accepted("exponent", "1e2", "100.0"),
  Accepted("capital exponent", "1E2", "100.0"),
  Accepted("exponent with plus", "1e+2", "100.0"),
  Accepted("exponent with minus", "1e-2", "0.01"),
  Accepted("exponent of zero", "0e5", "0.0"),
  Accepted("exponent with leading zeros", "1e007", "10000000.0"),
  Accepted("fraction and exponent", "-1.25e2", "-125.0"),
  Accepted("largest double", "1.7976931348623157e308", "1.7976931348623157e+308"),
  Accepted("smallest double", "5e-324"),
  Accepted("underflow", "1e-4000", "0.0"),
  Accepted("empty string", #""""#),
  Accepted("plain string", #""Gottsunda""#),
  Accepted("string of fifteen bytes", #""123456789012345""#),
  Accepted("string of sixteen bytes", #""1234567890123456""#),
  Accepted("all short escapes", #""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#),
  Accepted("solidus as it is", #""/""#),
  Accepted("escaped control", #""\u0001\u001f""#, #""\u0001\u001f""#),
  Accepted("escaped letter", #""\u0041""#, #""A""#),
  Accepted("escape in capitals", #""\u00C5""#, #""Å""#),
  Accepted("escape in small letters", #""\u00e5""#, #""å""#),
  Accepted("escaped pair", #""\ud83d\ude00""#, #""😀""#),
  Accepted(
    "escaped first and last pair", #""\uD800\uDC00\uDBFF\uDFFF""#, "\"\u{10000}\u{10FFFF}\""),
  Accepted("escaped last before surrogates", #""\ud7ff""#, "\"\u{D7FF}\""),
  Accepted("escaped first after surrogates", #""\ue000""#, "\"\u{E000}\""),
  Accepted("escaped noncharacter", #""\uffff""#, "\"\u{FFFF}\""),
  Accepted("escaped line separators", #""\u2028\u2029""#, "\"\u{2028}\u{2029}\""),
  Accepted("two bytes", #""åäö""#),
  Accepted("three bytes", #""€""#),
  Accepted("four bytes", #""𐍈""#),
  Accepted("last scalar", "\"\u{10FFFF}\""),
  Accepted("mark inside a string", "\"\u{FEFF}\""),
  Accepted("delete", "\"\u{7F}\""),
  Accepted("long before an escape", #""aaaaaaaaaaaaaaaaaaaaaaaa\nb""#),
  Accepted("escape after two bytes", #""å\nä""#),
  Accepted("escaped quote at the end", #""a\"""#),
  Accepted("escaped backslash at the end", #""a\\""#),
  Accepted("empty array", "[]"),
  Accepted("empty array with space", "[ \n ]", "[]"),
  Accepted("array of one", "[1]"),
  Accepted("array of all kinds", #"[null,true,1,"a",[],{}]"#),
  Accepted("space everywhere", " [ 1 , 2 ] ", "[1,2]"),
  Accepted("all four spaces", "\t\n\r [1]\t\n\r ", "[1]"),
  Accepted("empty object", "{}"),
  Accepted("empty object with space", "{ }", "{}"),
  Accepted("one member", #"{"a":1}"#),
  Accepted("members keep their order", #"{"b":1,"a":2}"#),
  Accepted("empty name", #"{"":0}"#),
  Accepted("name with escapes", #"{"\u0061\n":0}"#, #"{"a\n":0}"#),
  Accepted("name with slash and tilde", #"{"a/b~c":0}"#),
  Accepted("same name in other objects", #"[{"a":1},{"a":1},{"b":{"b":1}}]"#),
  Accepted("names that differ in case", #"{"a":1,"A":2}"#),
  Accepted("space around members", "{ \"a\" : 1 ,\n\"b\" : 2 }", #"{"a":1,"b":2}"#),
  Accepted("as deep as allowed", nested(32)),
  Accepted("deep and wide", #"{"a":[{"b":[{"c":[1,2,{"d":null}]}]}]}"#),
]

let refusedStructure: [Refused] = [
  Refused("nothing", ""),
  Refused("space only", "  \n"),
  Refused("byte order mark", [0xEF, 0xBB, 0xBF, 0x31], .badUTF8),
  Refused("UTF-16", [0x5B, 0x00, 0x5D, 0x00]),
  Refused("UTF-16 mark", [0xFF, 0xFE, 0x5B, 0x00]),
  Refused("misspelt null", "nul"),
  Refused("capital null", "Null"),
  Refused("misspelt true", "ture"),
  Refused("long true", "truex"),
  Refused("NaN", "NaN"),
  Refused("Infinity", "Infinity"),
  Refused("undefined", "undefined"),
  Refused("two values", "1 2"),
  Refused("two arrays", "[][]"),
  Refused("comma after the text", "[],"),
  Refused("closing bracket after the text", "[]]"),
  Refused("brace after the text", "{}}"),
  Refused("NUL after the text", [0x31, 0x00]),
  Refused("comment after the text", "1 // one"),
  Refused("comment before the text", "/* one */1"),
  Refused("hash comment", "# one\n1"),
  Refused("only an opening bracket", "["),
  Refused("only a closing bracket", "]"),
  Refused("unclosed array", "[1"),
  Refused("unclosed array after a comma", "[1,"),
  Refused("trailing comma in an array", "[1,]"),
  Refused("leading comma in an array", "[,1]"),
  Refused("two commas in an array", "[1,,2]"),
  Refused("only a comma", "[,]"),
  Refused("no comma in an array", "[1 2]"),
  Refused("colon in an array", "[1:2]"),
  Refused("array closed by a brace", "[1}"),
  Refused("only an opening brace", "{"),
  Refused("only a closing brace", "}"),
  Refused("name without value", #"{"a"}"#),
  Refused("name and colon only", #"{"a":}"#),
  Refused("comma for a colon", #"{"a",1}"#),
  Refused("two colons", #"{"a"::1}"#),
  Refused("no colon", #"{"a" 1}"#),
  Refused("trailing comma in an object", #"{"a":1,}"#),
  Refused("two commas in an object", #"{"a":1,,"b":2}"#),
  Refused("leading comma in an object", #"{,"a":1}"#),
  Refused("no comma in an object", #"{"a":1 "b":2}"#),
  Refused("unquoted name", "{a:1}"),
  Refused("single-quoted name", "{'a':1}"),
  Refused("number as a name", "{1:1}"),
  Refused("null as a name", "{null:1}"),
  Refused("object closed by a bracket", #"{"a":1]"#),
  Refused("unclosed object", #"{"a":1"#),
  Refused("form feed as space", "[\u{0C}1]"),
  Refused("vertical tab as space", "[\u{0B}1]"),
  Refused("no-break space", "[\u{A0}1]"),
  Refused("line separator as space", "[\u{2028}1]"),
  Refused("same name twice", #"{"a":1,"a":2}"#, .duplicateMember),
  Refused("same name and value twice", #"{"a":1,"a":1}"#, .duplicateMember),
  Refused("same name once escaped", #"{"a":1,"\u0061":2}"#, .duplicateMember),
  Refused("empty name twice", #"{"":1,"":2}"#, .duplicateMember),
  Refused("canonical equals", "{\"\u{E5}\":1,\"a\u{30A}\":2}", .duplicateMember),
  Refused("same name deeper", #"{"a":{"b":1,"b":2}}"#, .duplicateMember),
  Refused("one too deep", nested(33), .tooDeep),
  Refused("objects too deep", String(repeating: #"{"a":"#, count: 40), .tooDeep),
  Refused("a hundred thousand brackets", String(repeating: "[", count: 100_000), .tooDeep),
]

let refusedNumbers: [Refused] = [
  Refused("leading zero", "01", .badNumber),
  Refused("two zeros", "00", .badNumber),
  Refused("negative leading zero", "-01", .badNumber),
  Refused("minus only", "-", .badNumber),
  Refused("two minuses", "--1", .badNumber),
  Refused("minus and letter", "-a", .badNumber),
  Refused("minus and space", "- 1", .badNumber),
  Refused("leading plus", "+1", .badNumber),
  Refused("leading point", ".5", .badNumber),
  Refused("minus and point", "-.5", .badNumber),
  Refused("trailing point", "1.", .badNumber),
  Refused("point and exponent", "1.e1", .badNumber),
  Refused("exponent only", "1e", .badNumber),
  Refused("exponent and sign only", "1e+", .badNumber),
  Refused("exponent with point", "1e1.5"),
  Refused("two exponents", "1e1e1"),
  Refused("two points", "1.2.3"),
  Refused("hexadecimal", "0x1F"),
  Refused("underscore", "1_000"),
  Refused("letter after a number", "1a"),
  Refused("comma as decimal sign", "1,5"),
  Refused("huge exponent", "1e400000", .badNumber),
  Refused("just too large", "1.8e308", .badNumber),
  Refused("negative and too large", "-1e309", .badNumber),
  Refused("four hundred digits", String(repeating: "9", count: 400), .badNumber),
  Refused("digits of another script", "[١]"),
  Refused("minus infinity", "-Infinity", .badNumber),
]

let refusedStrings: [Refused] = [
  Refused("quote only", "\""),
  Refused("unclosed string", "\"abc"),
  Refused("single quotes", "'abc'"),
  Refused("escape at the end", "\"\\"),
  Refused("escaped closing quote", #""abc\""#),
  Refused("unknown escape", #""\a""#),
  Refused("escaped digit", #""\0""#),
  Refused("hexadecimal escape", #""\x41""#),
  Refused("capital U escape", #""\U0041""#),
  Refused("escaped newline", "\"\\\n\""),
  Refused("escape of three digits", #""\u004""#),
  Refused("escape with a wrong digit", #""\u00g1""#),
  Refused("escape with a sign", #""\u+041""#),
  Refused("escape cut off", "\"\\u00"),
  Refused("raw newline", "\"a\nb\""),
  Refused("raw tab", "\"a\tb\""),
  Refused("raw NUL", [0x22, 0x00, 0x22]),
  Refused("raw control after an escape", "\"\\n\u{1}\""),
  Refused("raw control in a name", "{\"a\u{1F}\":1}"),
  Refused("escaped NUL", #""\u0000""#, .nulCharacter),
  Refused("escaped NUL in a name", #"{"a\u0000":1}"#, .nulCharacter),
  Refused("high surrogate alone", #""\ud800""#, .loneSurrogate),
  Refused("high surrogate and a letter", #""\ud800a""#, .loneSurrogate),
  Refused("high surrogate and an escape", #""\ud800\n""#, .loneSurrogate),
  Refused("high surrogate and a letter's escape", #""\ud800\u0041""#, .loneSurrogate),
  Refused("two high surrogates", #""\ud800\ud800""#, .loneSurrogate),
  Refused("low surrogate alone", #""\udc00""#, .loneSurrogate),
  Refused("surrogates in wrong order", #""\udc00\ud800""#, .loneSurrogate),
  Refused("lone continuation", quoted: [0x80], .badUTF8),
  Refused("overlong solidus", quoted: [0xC0, 0xAF], .badUTF8),
  Refused("overlong NUL", quoted: [0xC0, 0x80], .badUTF8),
  Refused("overlong of two bytes", quoted: [0xC1, 0xBF], .badUTF8),
  Refused("overlong of three bytes", quoted: [0xE0, 0x9F, 0xBF], .badUTF8),
  Refused("overlong of four bytes", quoted: [0xF0, 0x8F, 0xBF, 0xBF], .badUTF8),
  Refused("raw high surrogate", quoted: [0xED, 0xA0, 0x80], .badUTF8),
  Refused("raw low surrogate", quoted: [0xED, 0xBF, 0xBF], .badUTF8),
  Refused("beyond the last scalar", quoted: [0xF4, 0x90, 0x80, 0x80], .badUTF8),
  Refused("first byte F5", quoted: [0xF5, 0x80, 0x80, 0x80], .badUTF8),
  Refused("first byte FF", quoted: [0xFF], .badUTF8),
  Refused("Latin-1", quoted: [0xE5, 0xE4, 0xF6], .badUTF8),
  Refused("two bytes cut to one", quoted: [0xC3], .badUTF8),
  Refused("three bytes cut to two", quoted: [0xE2, 0x82], .badUTF8),
  Refused("four bytes cut to three", quoted: [0xF0, 0x90, 0x8D], .badUTF8),
  Refused("bad third byte", quoted: [0xE2, 0x82, 0x22], .badUTF8),
  Refused("bad fourth byte", quoted: [0xF0, 0x90, 0x8D, 0x41], .badUTF8),
  Refused("bad bytes in a name", [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D], .badUTF8),
  Refused("bad bytes after an escape", quoted: [0x5C, 0x6E, 0xFF], .badUTF8),
]
