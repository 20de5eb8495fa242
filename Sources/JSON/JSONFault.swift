// Why a text was refused, and the limits it is measured against. A fault names a place, never
// the value that stood there: values may be personal.

/// What `JSONReader` takes at most.
public struct JSONLimits: Sendable, Equatable {
  /// How many arrays and objects may stand inside one another.
  public var depthMax: Int
  /// How many values a text may hold, itself and everything within it.
  public var valueCountMax: Int

  /// Limits for a body of the API.
  public init(depthMax: Int = 32, valueCountMax: Int = 100_000) {
    self.depthMax = depthMax
    self.valueCountMax = valueCountMax
  }
}

/// A text that is not acceptable JSON, and where it stopped being so.
public struct JSONFault: Error, Sendable, Equatable {
  /// The kinds of fault; `code` is what the wire says.
  public enum Kind: String, Sendable, CaseIterable {
    /// The grammar of RFC 8259 is broken, or the text ends too early or goes on too long.
    case syntax
    /// A name stands twice in one object (compared after escapes, canonical equivalents alike).
    case duplicateMember = "duplicate_member"
    /// More arrays and objects inside one another than `depthMax`.
    case tooDeep = "too_deep"
    /// More values than `valueCountMax`.
    case tooManyValues = "too_many_values"
    /// A byte sequence that is not UTF-8 (RFC 3629), a byte order mark included.
    case badUTF8 = "bad_utf8"
    /// A `\u` escape with half of a surrogate pair.
    case loneSurrogate = "lone_surrogate"
    /// A number outside the grammar or too large for a double.
    case badNumber = "bad_number"
    /// A `\u0000`: lawful JSON, but no text of ours may hold it.
    case nulCharacter = "nul_character"

    /// The code in snake case, as a problem document shows it.
    public var code: String { rawValue }
  }

  /// What is wrong.
  public let kind: Kind
  /// The byte at which it was seen, from 0.
  public let offset: Int
  /// JSON Pointer (RFC 6901) to the value being read, as far as known; empty for the whole text.
  public let path: String

  /// Makes a fault.
  public init(kind: Kind, offset: Int, path: String = "") {
    self.kind = kind
    self.offset = offset
    self.path = path
  }

  /// The same fault seen from the object around it.
  func inside(_ name: String) -> JSONFault {
    JSONFault(kind: kind, offset: offset, path: "/" + JSONPointer.escape(name) + path)
  }

  /// The same fault seen from the array around it.
  func inside(_ index: Int) -> JSONFault {
    JSONFault(kind: kind, offset: offset, path: "/\(index)" + path)
  }
}
