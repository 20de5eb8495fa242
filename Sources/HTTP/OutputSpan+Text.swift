// Text and numbers into room that was made before: the few bytes of a head, in order, each copied
// once.

extension OutputSpan where Element == UInt8 {
  mutating func add(_ text: StaticString) {
    text.withUTF8Buffer { add(UnsafeRawBufferPointer($0)) }
  }

  mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { add($0) }
  }

  mutating func addDecimal(_ number: Int) {
    if number >= 10 { addDecimal(number / 10) }
    append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count <= freeCapacity, "there is no room for what is written")
    withUnsafeMutableBufferPointer { room, count in
      let free = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: room[count...]))
      free.copyMemory(from: bytes)
      count += bytes.count
    }
  }
}
