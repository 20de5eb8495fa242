// One part of a stored body (RFC 9110 14): `bytes=first-last`. Several parts at once, and what
// cannot be understood, are answered with the whole, as the standard allows.

/// Which bytes of a body are asked for.
public enum ByteRange: Equatable, Sendable {
  case whole
  case part(Range<Int>)
  /// It begins behind the end (416).
  case unsatisfiable

  /// Reads the field Range for a body of some length; nil is a field that is absent.
  public init(_ field: String?, size: Int) {
    guard let (first, last) = field.flatMap(Self.ends) else {
      self = .whole
      return
    }
    guard let first else {
      // The last so many bytes.
      let count = min(last ?? 0, size)
      self = count > 0 ? .part(size - count..<size) : .unsatisfiable
      return
    }
    if let last, last < first {
      self = .whole
    } else if first >= size {
      self = .unsatisfiable
    } else {
      self = .part(first..<min(last ?? size - 1, size - 1) + 1)
    }
  }

  private static func ends(_ field: String) -> (first: Int?, last: Int?)? {
    let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].lowercased() == "bytes" else { return nil }
    let ends = parts[1].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " && $0 != "\t" } }
    guard ends.count == 2, ends[0] != "" || ends[1] != "", ends.allSatisfy(isNumber) else {
      return nil
    }
    // A number too large for us is too large for the body as well.
    func value(_ digits: String) -> Int? { digits.isEmpty ? nil : Int(digits) ?? .max - 1 }
    return (value(ends[0]), value(ends[1]))
  }

  private static func isNumber(_ text: String) -> Bool {
    text.utf8.allSatisfy(ByteClass.isDigit)
  }
}
