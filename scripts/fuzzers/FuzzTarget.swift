// Fuzz target: request targets, percent escapes and queries. What is taken is taken again as it was
// read, and holds nothing but what a URI may hold.

/// Called by libFuzzer with each input; its first byte chooses the method.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTarget(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 1 else { return 0 }
  let methods: [Method] = [.get, .options, Method("CONNECT")]
  let method = methods[Int(start[0]) % methods.count]
  let raw = UnsafeRawBufferPointer(start: start + 1, count: count - 1)
  do throws(ParseError) {
    let target = try TargetParser.parse(raw, method: method)
    guard target.form != .asterisk else { return 0 }
    let written = target.path + (target.query.map { [UInt8(ascii: "?")] + $0 } ?? [])
    precondition(target.path.first == UInt8(ascii: "/"), "a path without a slash")
    let again = try written.withUnsafeBufferPointer { bytes throws(ParseError) in
      try TargetParser.parse(UnsafeRawBufferPointer(bytes), method: .get)
    }
    precondition(again.path == target.path && again.query == target.query, "read differently")
    _ = PercentCoding.decode(target.path[...], plusIsSpace: false)
    if let query = target.query { _ = Query.parse(query) }
  } catch {
    precondition(error.closes, "a wrong target keeps its connection")
  }
  return 0
}
