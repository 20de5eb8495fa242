// Texts of a fixed length, decimal digits at their places, and division that rounds down: what
// ids and dates need.

extension UnsafeRawBufferPointer {
  /// The number in `count` digits from `at`, nil where a byte is no digit or missing.
  func digits(at: Int, count digitCount: Int) -> Int? {
    guard at >= 0, at + digitCount <= count else { return nil }
    var value = 0
    for index in at..<at + digitCount {
      guard 0x30...0x39 ~= self[index] else { return nil }
      value = value * 10 + Int(self[index] - 0x30)
    }
    return value
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Writes the last `count` digits of a number at a place.
  func storeDigits(_ value: Int, at: Int, count digitCount: Int) {
    var rest = value
    for index in stride(from: at + digitCount - 1, through: at, by: -1) {
      self[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }
}

extension Int {
  /// Quotient rounded down and the remainder that is never negative.
  func split(by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

extension String {
  /// A text of exactly `count` bytes of ASCII, which the closure writes in full.
  init(filling count: Int, _ write: (UnsafeMutableRawBufferPointer) -> Void) {
    // Sound because every caller writes all `count` bytes, and writes ASCII only.
    self.init(unsafeUninitializedCapacity: count) { buffer in
      write(
        UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]))
      return count
    }
  }
}
