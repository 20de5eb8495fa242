// Entity tags and their lists in If-Match and If-None-Match (RFC 9110 8.8.3, 13.1).

/// An entity tag.
public struct EntityTag: Sendable, Equatable {
  /// What stands between the quotes.
  public let value: String
  /// Whether it is marked `W/`.
  public let isWeak: Bool

  /// The tags of a list; nil when it is malformed. `*` is not a list.
  public static func list(_ text: String) -> [EntityTag]? {
    var tags: [EntityTag] = []
    var rest = Substring(text)
    while true {
      rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
      guard !rest.isEmpty else { return tags.isEmpty ? nil : tags }
      let isWeak = rest.hasPrefix("W/")
      if isWeak { rest = rest.dropFirst(2) }
      guard rest.first == "\"" else { return nil }
      rest = rest.dropFirst()
      guard let end = rest.firstIndex(of: "\"") else { return nil }
      let value = rest[..<end]
      guard value.utf8.allSatisfy({ $0 == 0x21 || $0 > 0x22 && $0 != 0x7F }) else { return nil }
      tags.append(EntityTag(value: String(value), isWeak: isWeak))
      rest = rest[rest.index(after: end)...].drop { $0 == " " || $0 == "\t" }
      guard rest.isEmpty || rest.first == "," else { return nil }
    }
  }
}
