// What the client would rather have: Accept and Accept-Language (RFC 9110 12.5).

/// Media types that are acceptable.
public enum Accept {
  /// The first of our types that the client likes best; nil when it takes none of them.
  public static func prefers(_ field: String?, among types: [String]) -> String? {
    guard let field, !field.isEmpty else { return types.first }
    var best: String?
    var bestQuality = 0
    for type in types {
      let quality = quality(of: type, in: field)
      if quality > bestQuality { (best, bestQuality) = (type, quality) }
    }
    return best
  }

  // The most exact range that fits decides (RFC 9110 12.5.1).
  private static func quality(of type: String, in field: String) -> Int {
    let name = Array(type.utf8)
    let family = name.prefix { $0 != UInt8(ascii: "/") } + Array("/*".utf8)
    var found = (rank: 0, quality: 0)
    WeightedList.forEach(field) { range, quality in
      let rank =
        WeightedList.isSame(range, name)
        ? 3 : WeightedList.isSame(range, family) ? 2 : range.elementsEqual("*/*".utf8) ? 1 : 0
      if rank > found.rank { found = (rank, quality) }
    }
    return found.quality
  }
}

/// Languages that are acceptable.
public enum AcceptLanguage {
  /// Whether English is wanted rather than Swedish, which comes first otherwise.
  public static func isEnglish(_ field: String?) -> Bool {
    guard let field else { return false }
    var (swedish, english) = (0, 0)
    WeightedList.forEach(field) { range, quality in
      guard range.count == 2 || range.count > 2 && range[2] == UInt8(ascii: "-") else { return }
      let language = range[..<2]
      if WeightedList.isSame(language, "sv".utf8) { swedish = max(swedish, quality) }
      if WeightedList.isSame(language, "en".utf8) { english = max(english, quality) }
    }
    return english > swedish
  }
}

// Lists whose elements may carry a weight (RFC 9110 12.4.2).
private enum WeightedList {
  /// Hands over each value, without parameters, and its weight in thousandths.
  static func forEach(_ field: String, _ body: (UnsafeRawBufferPointer, Int) -> Void) {
    var field = field
    field.withUTF8 { text in
      _ = ListField.forEach(UnsafeRawBufferPointer(text)) { element in
        let isEnd = { (byte: UInt8) in byte == UInt8(ascii: ";") || ByteClass.isSpace(byte) }
        let end = element.firstIndex(where: isEnd) ?? element.count
        if end == 0 { return }
        body(UnsafeRawBufferPointer(rebasing: element[..<end]), weight(element[end...]))
      }
    }
  }

  /// Whether two texts are the same without regard to case; the wanted one in small letters.
  static func isSame(_ bytes: some Collection<UInt8>, _ wanted: some Collection<UInt8>) -> Bool {
    bytes.count == wanted.count && zip(bytes, wanted).allSatisfy { $0 | 0x20 == $1 }
  }

  // The value of `q`; 1 where there is none, or none that can be read.
  private static func weight(_ parameters: Slice<UnsafeRawBufferPointer>) -> Int {
    var rest = parameters
    while let mark = rest.firstIndex(of: UInt8(ascii: ";")) {
      rest = rest[(mark + 1)...].drop(while: ByteClass.isSpace)
      if isSame(rest.prefix(2), "q=".utf8) { return thousandths(rest.dropFirst(2)) }
    }
    return 1_000
  }

  private static func thousandths(_ text: Slice<UnsafeRawBufferPointer>) -> Int {
    guard text.first == UInt8(ascii: "0") else { return 1_000 }
    var value = 0
    var unit = 100
    for digit in text.dropFirst(2) {
      guard ByteClass.isDigit(digit), unit > 0 else { break }
      value += Int(digit - 0x30) * unit
      unit /= 10
    }
    return value
  }
}
