// An answer before it is written: status, fields, body.

/// What a source gives when it is asked for its next piece.
public enum Piece: Sendable {
  case bytes([UInt8])
  /// Nothing yet: the source wakes the connection when it has more.
  case later
  case end
}

/// Gives the pieces of a long body, one at a time.
///
/// All three are called on the loop. A source to which the client sent HEAD is never called.
public protocol BodySource: AnyObject, Sendable {
  /// Called once, before the first piece; `wake` may be called from any queue, and too often.
  func start(_ wake: @escaping @Sendable () -> Void)

  /// The next piece; asked for again only when earlier pieces have left.
  ///
  /// - Throws: anything; the connection is then cut, for the status has left already.
  func next() throws -> Piece

  /// Called once when the connection ends before the body does.
  func cancel()
}

extension BodySource {
  /// Nobody is woken: every piece is at hand.
  public func start(_ wake: @escaping @Sendable () -> Void) {}

  /// Nothing is going on elsewhere.
  public func cancel() {}
}

/// The body of an answer.
public enum ResponseBody: Sendable {
  case none
  case bytes([UInt8])
  /// Pulled piece by piece; chunked where the length is not known.
  case stream(any BodySource, length: Int?)
}

/// The header fields of an answer, encoded as they are added.
public struct ResponseFields: Sendable {
  /// The encoded lines.
  public private(set) var bytes: [UInt8] = []

  /// No fields.
  public init() { bytes.reserveCapacity(384) }

  /// Adds a field; a control character in the value becomes a space, so no value can split an
  /// answer.
  public mutating func add(_ name: StaticString, _ value: String) {
    var value = value
    value.withUTF8 { value in
      bytes.append(addingCapacity: name.utf8CodeUnitCount + value.count + 4) { line in
        line.add(name)
        line.append(UInt8(ascii: ":"))
        line.append(UInt8(ascii: " "))
        for byte in value { line.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte) }
        line.append(0x0D)
        line.append(0x0A)
      }
    }
  }

  /// The value of a field that was added; for tests.
  public func value(of name: String) -> String? {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == name.lowercased() {
        return String(parts[1].dropFirst())
      }
    }
    return nil
  }

  /// Adds fields that never differ, as one literal of whole lines, each with its CR LF.
  public mutating func add(lines: StaticString) {
    lines.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}

/// An answer.
public struct Response: Sendable {
  /// The status.
  public var status: Status
  /// The header fields, but for those that the encoder adds itself.
  public var fields: ResponseFields
  /// The body.
  public var body: ResponseBody
  /// Whether the connection must close after it.
  public var closes: Bool

  /// An answer.
  public init(
    status: Status, fields: ResponseFields = ResponseFields(), body: ResponseBody = .none,
    closes: Bool = false
  ) {
    self.status = status
    self.fields = fields
    self.body = body
    self.closes = closes
  }
}
