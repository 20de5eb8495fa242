// What free text may hold and how names are cut into words for searching. Nothing here decides
// how long a text may be; documents do.

/// Rules for text that people write.
public enum TextRules {
  /// Whether a text has no control characters but line feed and tab (so no NUL either).
  public static func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x09, 0x0A: true
      case 0..<0x20, 0x7F..<0xA0: false
      default: true
      }
    }
  }

  /// The text without white space at its ends.
  public static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  /// The words of a name as a search compares them: lower case, each once, in their order.
  ///
  /// å, ä and ö are letters of their own and stay; other accents of Latin letters fall away. An
  /// apostrophe joins, every other mark parts.
  public static func searchTokens(_ name: String) -> [String] {
    var tokens: [String] = []
    var token = ""
    func close() {
      if !token.isEmpty, !tokens.contains(token) { tokens.append(token) }
      token = ""
    }
    for character in name {
      if character.isLetter || character.isNumber {
        for lower in character.lowercased() { token += folded[lower] ?? String(lower) }
      } else if character != "'", character != "\u{2019}" {
        close()
      }
    }
    close()
    return tokens
  }

  /// Letters that are searched as others.
  ///
  /// A `Character` matches its decomposed form as well, so that "a" with a combining ring is
  /// found as "å".
  static let folded: [Character: String] = {
    let groups: [(String, String)] = [
      ("å", "å"), ("äæ", "ä"), ("öøœ", "ö"), ("áàâãāăąạảấầ", "a"), ("çćčĉċ", "c"),
      ("ďđð", "d"), ("éèêëēĕėęěẽẹếề", "e"), ("ĝğġģ", "g"), ("ĥħ", "h"), ("íìîïĩīĭįıị", "i"),
      ("i\u{307}", "i"), ("ĵ", "j"), ("ķ", "k"), ("ĺļľŀł", "l"), ("ñńņň", "n"),
      ("óòôõōŏőọốồơ", "o"), ("ŕŗř", "r"), ("śŝşšș", "s"), ("ß", "ss"), ("ţťŧț", "t"),
      ("þ", "th"), ("úùûüũūŭůűųụư", "u"), ("ŵ", "w"), ("ýÿŷỳ", "y"), ("źżž", "z"),
    ]
    var table: [Character: String] = [:]
    for (letters, plain) in groups {
      for letter in letters { table[letter] = plain }
    }
    return table
  }()
}
