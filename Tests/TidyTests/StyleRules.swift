// The rules of style that can be measured, each as a function from a file's text to its faults.

/// A fault: the line, and what is wrong there.
struct Fault: CustomStringConvertible {
  let line: Int
  let what: String

  var description: String { "\(line): \(what)" }
}

enum StyleRules {
  static let fileLinesMax = 400
  static let functionLinesMax = 70
  static let columnsMax = 100

  static func size(_ text: String) -> [Fault] {
    var count = text.split(separator: "\n", omittingEmptySubsequences: false).count
    if text.hasSuffix("\n") { count -= 1 }
    return count > fileLinesMax ? [Fault(line: count, what: "more lines than \(fileLinesMax)")] : []
  }

  static func functionLengths(_ swift: SwiftText) -> [Fault] {
    swift.functions.filter { $0.length > functionLinesMax }
      .map { Fault(line: $0.line, what: "a function of \($0.length) lines") }
  }

  static func columns(_ text: String) -> [Fault] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { $0.element.count > columnsMax }
      .map { Fault(line: $0.offset + 1, what: "\($0.element.count) columns") }
  }

  /// A file begins with a paragraph of ordinary comment that ends in a full stop.
  static func opening(_ text: String) -> [Fault] {
    let paragraph = text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("// ") }
    guard let last = paragraph.last else {
      return [Fault(line: 1, what: "no paragraph on what the file is")]
    }
    return last.hasSuffix(".")
      ? [] : [Fault(line: paragraph.count, what: "the first paragraph has no full stop")]
  }

  static func documentation(_ swift: SwiftText) -> [Fault] {
    swift.packageDeclarations.compactMap { index in
      let declared = swift.lines[index].trimmingSpaces
      guard let paragraph = swift.documentation(above: index) else {
        return Fault(line: index + 1, what: "no documentation: \(declared)")
      }
      let isSentence = paragraph.hasSuffix(".") || paragraph.contains(". ")
      return isSentence
        ? nil : Fault(line: index + 1, what: "no full stop in what documents \(declared)")
    }
  }

  /// Words that are banned where they are code.
  static func bannedCode(_ swift: SwiftText) -> [Fault] {
    let banned = ["try!", "try?", "as!", "fatalError"]
    return swift.codeLines.enumerated().flatMap { number, line in
      banned.filter { contains(line, word: $0) }.map { Fault(line: number + 1, what: $0) }
    }
  }

  /// Words that are banned anywhere, comments and strings included.
  static func bannedWords(_ text: String) -> [Fault] {
    let banned = ["TODO", "FIXME", "XXX"].filter { text.contains($0) }
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .flatMap { number, line in
        var found = banned.filter { contains(line, word: $0) }
        if line.lowercased().contains("not implemented") { found.append("not implemented") }
        return found.map { Fault(line: number + 1, what: $0) }
      }
  }

  static func typeNames(_ swift: SwiftText) -> [Fault] {
    let kinds: Set<Substring> = ["class", "struct", "enum", "protocol", "actor", "typealias"]
    let banned = ["Manager", "Helper", "Util"]
    return swift.codeLines.enumerated().flatMap { number, line in
      let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      return zip(words, words.dropFirst()).filter { kind, name in
        kinds.contains(kind) && banned.contains { name.contains($0) }
      }.map { Fault(line: number + 1, what: "a type named \($0.1)") }
    }
  }

  /// Whether a word stands in a line with no letter or digit right before or after it.
  private static func contains(_ line: some StringProtocol, word: String) -> Bool {
    line.ranges(of: word).contains { range in
      let before = range.lowerBound == line.startIndex ? nil : line[..<range.lowerBound].last
      let after = line[range.upperBound...].first
      func isWord(_ character: Character?) -> Bool {
        character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
      }
      return !isWord(before) && (!isWord(after) || word.hasSuffix("!") || word.hasSuffix("?"))
    }
  }
}
