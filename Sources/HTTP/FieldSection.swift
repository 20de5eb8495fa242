// The field lines of a head where they lie: the bytes and the places in them. What the parser
// must know of a head is read here, without a copy and without text.

/// Field lines in bytes that somebody else owns.
struct FieldSection {
  let bytes: UnsafeRawBufferPointer
  let places: [Fields.Place]

  /// The next field line of this name, from a line on.
  ///
  /// A name here consists of letters, digits and hyphens: no other token byte becomes one of these
  /// when its sixth bit is set, so that comparing with that bit set compares without case.
  func index(of name: StaticString, from start: Int = 0) -> Int? {
    name.withUTF8Buffer { wanted in
      let count = Int32(wanted.count)
      var index = start
      while index < places.count {
        if places[index].nameCount == count, isNamed(places[index], wanted) { return index }
        index += 1
      }
      return nil
    }
  }

  func name(_ index: Int) -> UnsafeRawBufferPointer {
    piece(places[index].nameStart, places[index].nameCount)
  }

  func value(_ index: Int) -> UnsafeRawBufferPointer {
    piece(places[index].valueStart, places[index].valueCount)
  }

  /// Hands over every value of a field, in order.
  func forEachValue<Failure: Error>(
    of name: StaticString, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var next = index(of: name)
    while let index = next {
      try body(value(index))
      next = self.index(of: name, from: index + 1)
    }
  }

  /// Whether some element of a list field is this token; the token in small letters.
  func contains(_ name: StaticString, token: StaticString) -> Bool {
    var isFound = false
    forEachValue(of: name) { value in
      ListField.forEach(value) { element in
        if ListField.isToken(element, token) { isFound = true }
      }
    }
    return isFound
  }

  private func piece(_ start: Int32, _ count: Int32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[Int(start)..<Int(start + count)])
  }

  @inline(__always) private func isNamed(
    _ place: Fields.Place, _ wanted: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let start = Int(place.nameStart)
    for offset in 0..<wanted.count
    where bytes[start + offset] | 0x20 != wanted[offset] | 0x20 { return false }
    return true
  }
}
