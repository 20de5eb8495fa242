// Fuzz target: the JSON reader. What is read and written is read again as the same value.

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do throws(JSONFault) {
    let value = try JSONReader.read(bytes)
    var writer = JSONWriter()
    writer.value(value)
    let again = try JSONReader.read(writer.bytes)
    precondition(again == value, "it is read as something else")
  } catch {
    precondition(error.offset >= 0 && error.offset <= count, "a fault outside of the text")
  }
  return 0
}
