// The header fields of one request: one array of bytes and the places in it. Names are compared
// without regard to case; values are made into text only when asked for.

/// The header fields of a request.
package struct Fields: Sendable {
  struct Place: Sendable {
    let name: Range<Int32>
    let value: Range<Int32>
  }

  private let bytes: [UInt8]
  private let places: [Place]

  init(bytes: [UInt8], places: [Place]) {
    self.bytes = bytes
    self.places = places
  }

  /// How many fields there are.
  package var count: Int { places.count }

  /// The first value of a field; nil when the field is absent.
  package subscript(_ name: StaticString) -> String? {
    for place in places where isNamed(place, name) { return text(place.value) }
    return nil
  }

  /// Every value of a field, in order.
  package func all(_ name: StaticString) -> [String] {
    places.filter { isNamed($0, name) }.map { text($0.value) }
  }

  /// Whether some value of a list field holds a token, without regard to case (RFC 9110 5.6.1).
  package func contains(_ name: StaticString, token: String) -> Bool {
    all(name).contains { value in
      value.split(separator: ",").contains { trimmed($0).lowercased() == token }
    }
  }

  /// Hands over every field.
  package func forEach(_ body: (_ name: String, _ value: String) -> Void) {
    for place in places { body(text(place.name), text(place.value)) }
  }

  private func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " || $0 == "\t" }
    guard let end = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return start[...end]
  }

  private func text(_ range: Range<Int32>) -> String {
    String(decoding: bytes[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
  }

  private func isNamed(_ place: Place, _ name: StaticString) -> Bool {
    guard place.name.count == name.utf8CodeUnitCount else { return false }
    let start = Int(place.name.lowerBound)
    return name.withUTF8Buffer { wanted in
      for offset in 0..<wanted.count {
        let (one, other) = (bytes[start + offset], wanted[offset])
        if one != other, !isSameLetter(one, other) { return false }
      }
      return true
    }
  }

  private func isSameLetter(_ one: UInt8, _ other: UInt8) -> Bool {
    one | 0x20 == other | 0x20 && (0x61...0x7A).contains(one | 0x20)
  }
}
