// A JSON text as a value: what JSONReader gives and JSONWriter takes. It holds what the text
// said, in the order it said it, and never interprets it.

/// One JSON value (RFC 8259, part 3).
public enum JSONValue: Sendable, Equatable {
  /// The literal `null`.
  case null
  /// One of the literals `true` and `false`.
  case bool(Bool)
  /// A number, exact where it is a whole number of 64 bits.
  case number(JSONNumber)
  /// A string without escapes, valid UTF-8.
  case string(String)
  /// An array in its order.
  case array([JSONValue])
  /// An object in its order; names are unique when it came from `JSONReader`.
  case object([JSONMember])

  /// The value of the member of that name, nil where there is none or this is no object.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    for member in members where member.name == name {
      return member.value
    }
    return nil
  }

  /// The text of a string, nil for anything else.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The exact whole number, nil for anything else.
  public var integer: Int64? {
    guard case .number(let number) = self else { return nil }
    return number.integer
  }

  /// The truth value, nil for anything else.
  public var bool: Bool? {
    guard case .bool(let flag) = self else { return nil }
    return flag
  }

  /// The elements of an array, nil for anything else.
  public var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members of an object, nil for anything else.
  public var members: [JSONMember]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// Whether this is the literal `null`.
  public var isNull: Bool {
    if case .null = self { return true }
    return false
  }
}

/// One name and its value in an object.
public struct JSONMember: Sendable, Equatable {
  /// The name without escapes.
  public let name: String
  /// The value beside it.
  public let value: JSONValue

  /// Joins a name and a value.
  public init(name: String, value: JSONValue) {
    self.name = name
    self.value = value
  }
}

/// A JSON number: always a finite double, and an exact integer where the text was one.
public struct JSONNumber: Sendable, Equatable {
  /// The exact value where the text had neither fraction nor exponent and fits 64 bits.
  public let integer: Int64?
  /// The nearest double.
  public let double: Double

  /// A whole number.
  public init(_ integer: Int64) {
    self.integer = integer
    self.double = Double(integer)
  }

  /// A number that has no exact integer; it is written as `null` if it is not finite.
  public init(double: Double) {
    self.integer = nil
    self.double = double
  }

  /// A number as it was read: "-0" is the integer 0 and the double -0.
  init(integer: Int64?, double: Double) {
    self.integer = integer
    self.double = double
  }
}
