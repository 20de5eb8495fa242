// Fuzz target: request heads. A beginning decides nothing that the whole does not, and a head that
// is taken says only what its bytes say.

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHead(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let whole = fate(of: bytes)
  let part = fate(of: UnsafeRawBufferPointer(rebasing: bytes[..<(count / 2)]))
  switch (part, whole) {
  case (nil, _): break
  case (let part?, let whole?): precondition(part == whole, "a part was read in another way")
  case (_?, nil): preconditionFailure("a part was read, and the whole was not")
  }
  return 0
}

/// What the head says, or the status that refuses it; nil when more must come.
private func fate(of bytes: UnsafeRawBufferPointer) -> String? {
  do throws(ParseError) {
    guard case .complete(let head) = try HeadParser.parse(bytes, limits: Limits()) else {
      return nil
    }
    precondition(head.byteCount <= bytes.count, "more was taken than came")
    precondition(bytes[head.byteCount - 2] == 13 && bytes[head.byteCount - 1] == 10, "no end")
    precondition(head.target.path.allSatisfy { $0 > 32 && $0 < 127 }, "no path")
    var text = "\(head.method.name) \(head.target.pathText) \(head.framing) \(head.keepsAlive)"
    head.fields.forEach { name, value in
      precondition(!name.isEmpty, "a field without a name")
      precondition(!value.utf8.contains { $0 < 32 && $0 != 9 }, "a control in a value")
      text += "\(name):\(value)\n"
    }
    return text
  } catch {
    return error.status == .badRequest ? "400" : "refused"
  }
}
