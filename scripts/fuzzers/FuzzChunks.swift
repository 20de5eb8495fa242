// Fuzz target: chunked bodies. However the bytes are cut, the same body comes out or the same
// fault.

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzChunks(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let whole = decode(bytes, step: max(1, count))
  precondition(decode(bytes, step: 1) == whole, "byte by byte it is another body")
  precondition(decode(bytes, step: 1 + Int(bytes.first ?? 0) % 16) == whole, "cut it is another")
  return 0
}

private struct Outcome: Equatable {
  var body: [UInt8] = []
  var taken = 0
  var status = 200
  var isComplete = false
}

private func decode(_ bytes: UnsafeRawBufferPointer, step: Int) -> Outcome {
  var outcome = Outcome()
  do throws(ParseError) {
    var decoder = try BodyDecoder(.chunked, limits: Limits(), bodyBytesMax: 65_536)
    while outcome.taken < bytes.count, !decoder.isComplete {
      let end = min(bytes.count, outcome.taken + step)
      outcome.taken += try decoder.consume(
        UnsafeRawBufferPointer(rebasing: bytes[outcome.taken..<end]), into: &outcome.body)
    }
    outcome.isComplete = decoder.isComplete
    precondition(outcome.body.count <= 65_536, "more than its limit")
  } catch {
    // How much was taken before the fault depends on the cuts, and matters to nobody.
    outcome = Outcome(status: Int(error.status.code))
  }
  return outcome
}
