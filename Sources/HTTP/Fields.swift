// The header fields of one request: one array of bytes and the places in it. Names are compared
// without regard to case; values are made into text only when asked for.

/// The header fields of a request.
public struct Fields: Sendable {
  /// Where one field's name and value lie, counted from the start of the field section.
  struct Place: Sendable {
    let nameStart: Int32
    let nameCount: Int32
    let valueStart: Int32
    let valueCount: Int32
  }

  private let bytes: [UInt8]
  private let places: [Place]

  /// Takes the fields out of the input.
  init(_ section: FieldSection) {
    bytes = Array(section.bytes)
    places = section.places
  }

  /// How many fields there are.
  public var count: Int { places.count }

  /// The first value of a field; nil when the field is absent.
  public subscript(_ name: StaticString) -> String? {
    withSection { section in section.index(of: name).map { text(section.value($0)) } }
  }

  /// Every value of a field, in order.
  public func all(_ name: StaticString) -> [String] {
    var values: [String] = []
    withSection { section in
      section.forEachValue(of: name) { values.append(text($0)) }
    }
    return values
  }

  /// Whether some value of a list field holds a token, without regard to case (RFC 9110 5.6.1).
  public func contains(_ name: StaticString, token: String) -> Bool {
    var isFound = false
    withSection { section in
      section.forEachValue(of: name) { value in
        ListField.forEach(value) { element in
          if text(element).lowercased() == token { isFound = true }
        }
      }
    }
    return isFound
  }

  /// Hands over every field.
  public func forEach(_ body: (_ name: String, _ value: String) -> Void) {
    withSection { section in
      for index in places.indices { body(text(section.name(index)), text(section.value(index))) }
    }
  }

  private func withSection<Value>(_ body: (FieldSection) -> Value) -> Value {
    bytes.withUnsafeBytes { body(FieldSection(bytes: $0, places: places)) }
  }

  private func text(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
