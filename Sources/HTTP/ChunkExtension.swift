// The extensions after a chunk's size: `;name`, `;name=value`, `;name="value"` (RFC 9112 7.1.1).
// They are read only to be sure where they end; none is known.

/// Where in the extensions of one chunk the reading stands.
enum ChunkExtension: Sendable {
  /// After the size or a whole extension, spaces: only a `;` may come.
  case spaceBefore
  case nameDue
  case name
  /// After a name, spaces: `=` or the next `;`.
  case spaceAfterName
  case valueDue
  case value
  case quoted
  case escaped
  case closed

  /// Whether the line may end here.
  var mayEnd: Bool {
    switch self {
    case .name, .value, .closed: true
    default: false
    }
  }

  /// Where it stands after one more byte; nil when that byte may not come.
  func after(_ byte: UInt8) -> ChunkExtension? {
    let isSpace = ByteClass.isSpace(byte)
    let isToken = ByteClass.token.contains(byte)
    switch self {
    case .quoted:
      if byte == UInt8(ascii: "\"") { return .closed }
      if byte == UInt8(ascii: "\\") { return .escaped }
      return ByteClass.isFieldValue(byte) ? .quoted : nil
    case .escaped: return ByteClass.isFieldValue(byte) ? .quoted : nil
    case .nameDue: return isToken ? .name : isSpace ? .nameDue : nil
    case .valueDue:
      if byte == UInt8(ascii: "\"") { return .quoted }
      return isToken ? .value : isSpace ? .valueDue : nil
    case .name where isToken: return .name
    case .value where isToken: return .value
    case .name, .spaceAfterName:
      if byte == UInt8(ascii: "=") { return .valueDue }
      if byte == UInt8(ascii: ";") { return .nameDue }
      return isSpace ? .spaceAfterName : nil
    case .value, .closed, .spaceBefore:
      if byte == UInt8(ascii: ";") { return .nameDue }
      return isSpace ? .spaceBefore : nil
    }
  }
}
