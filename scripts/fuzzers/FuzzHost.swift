// Fuzz target: Host, lists, entity tags, Accept and Forwarded: every field that is read as text.

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHost(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  if HostField.isValid(bytes) {
    precondition(!bytes.isEmpty, "an empty host")
    precondition(!bytes.contains { $0 <= 32 || $0 >= 127 || $0 == 0x2F || $0 == 0x40 }, "no host")
  }
  var elements = 0
  let isClosed = ListField.forEach(bytes) { element in
    elements += 1
    precondition(element.first != 32 && element.last != 32, "spaces around an element")
  }
  precondition(elements > 0 && (isClosed || bytes.contains(UInt8(ascii: "\""))), "no element")
  let text = String(decoding: bytes, as: UTF8.self)
  _ = EntityTag.list(text)
  _ = Accept.prefers(text, among: ["application/json", "text/csv"])
  _ = AcceptLanguage.isEnglish(text)
  let client = Forwarded.client([text], peer: "::1", isTrusted: { $0 == "::1" })
  precondition(!client.isEmpty, "nobody is the client")
  return 0
}
