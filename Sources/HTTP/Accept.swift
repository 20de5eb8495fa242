// What the client would rather have: Accept and Accept-Language (RFC 9110 12.5).

/// Media types that are acceptable.
package enum Accept {
  /// The first of our types that the client likes best; nil when it takes none of them.
  package static func prefers(_ field: String?, among types: [String]) -> String? {
    guard let field, !field.isEmpty else { return types.first }
    let ranges = Weighted.list(field)
    let rated = types.map { type in (type, quality(of: type, in: ranges)) }
    guard let best = rated.map(\.1).max(), best > 0 else { return nil }
    return rated.first { $0.1 == best }?.0
  }

  private static func quality(of type: String, in ranges: [Weighted]) -> Int {
    let family = type.prefix { $0 != "/" } + "/*"
    for wanted in [type, String(family), "*/*"] {
      if let range = ranges.first(where: { $0.value == wanted }) { return range.quality }
    }
    return 0
  }
}

/// Languages that are acceptable.
package enum AcceptLanguage {
  /// Whether English is wanted rather than Swedish, which comes first otherwise.
  package static func isEnglish(_ field: String?) -> Bool {
    guard let field else { return false }
    let ranges = Weighted.list(field)
    let swedish = quality(of: "sv", in: ranges)
    return quality(of: "en", in: ranges) > swedish
  }

  private static func quality(of language: String, in ranges: [Weighted]) -> Int {
    ranges.filter { $0.value == language || $0.value.hasPrefix(language + "-") }
      .map(\.quality).max() ?? 0
  }
}

// A value of a list with its weight in thousandths.
private struct Weighted {
  let value: String
  let quality: Int

  static func list(_ field: String) -> [Weighted] {
    field.split(separator: ",").compactMap { item in
      let parts = item.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
      guard let value = parts.first, !value.isEmpty else { return nil }
      let weight = parts.dropFirst().first { $0.lowercased().hasPrefix("q=") }
      let quality = weight.flatMap { Double($0.dropFirst(2)) } ?? 1
      return Weighted(value: value.lowercased(), quality: Int(min(max(quality, 0), 1) * 1_000))
    }
  }
}
