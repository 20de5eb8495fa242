// Organisation numbers of legal persons. A sole trader's number is an identity number and is
// refused here.

/// An organisationsnummer: ten digits, the third at least 2, the last a check digit.
public struct OrganisationNumber: Hashable, Sendable {
  /// The ten digits, as they are stored.
  public let digits: String

  /// With a hyphen: `802005-1952`.
  public var text: String { digits.prefix(6) + "-" + digits.suffix(4) }

  /// Reads `NNNNNN-NNNN`, ten digits, or the twelve that begin with 16.
  public init?(_ text: String) {
    var bytes = Array(text.utf8)
    if bytes.count == 11 {
      guard bytes.remove(at: 6) == 0x2D else { return nil }
    }
    guard var digits = Luhn.digits(String(decoding: bytes, as: UTF8.self)) else { return nil }
    if digits.count == 12 {
      guard digits.starts(with: [1, 6]) else { return nil }
      digits.removeFirst(2)
    }
    guard digits.count == 10, digits[2] >= 2, Luhn.isValid(digits[...]) else { return nil }
    self.digits = Luhn.text(digits)
  }
}

extension OrganisationNumber: CustomStringConvertible {
  /// With a hyphen.
  public var description: String { text }
}
