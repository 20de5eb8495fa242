// Names in addresses: short, public, lower case. Places and persons never have one.

/// Slugs such as `uppsala-stodteamet`.
public enum Slug {
  /// How many characters a slug may have.
  public static let lengths = 2...80

  /// Whether a text is a slug: a–z, 0–9 and single hyphens between them, 2 to 80 characters.
  ///
  /// A text in the form of a UUID is refused, for paths take either.
  public static func isValid(_ text: String) -> Bool {
    guard lengths ~= text.utf8.count, AnyID(text) == nil else { return false }
    var previous: UInt8 = 0x2D
    for byte in text.utf8 {
      switch byte {
      case 0x61...0x7A, 0x30...0x39: break
      case 0x2D where previous != 0x2D: break
      default: return false
      }
      previous = byte
    }
    return previous != 0x2D
  }

  /// A slug from a name (å and ä become a, ö becomes o, é becomes e); nil if too little is left.
  public static func make(from name: String) -> String? {
    var slug = ""
    for token in TextRules.searchTokens(name) {
      let plain = token.compactMap { letter -> String? in
        switch letter {
        case "å", "ä": "a"
        case "ö": "o"
        case "a"..."z", "0"..."9": String(letter)
        default: nil
        }
      }.joined()
      guard !plain.isEmpty else { continue }
      let longer = slug.isEmpty ? plain : slug + "-" + plain
      guard longer.utf8.count <= lengths.upperBound else { break }
      slug = longer
    }
    return isValid(slug) ? slug : nil
  }
}
