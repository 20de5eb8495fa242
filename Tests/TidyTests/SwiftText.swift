// Just enough of Swift's grammar to measure it: which bytes are code, where functions begin and
// end, what is declared, what is imported.

/// A Swift file with its comments and strings blanked, so that braces and words are code.
struct SwiftText {
  let lines: [String]
  /// The same lines; comments and strings are spaces.
  let codeLines: [String]
  private let code: [UInt8]

  init(_ text: String) {
    code = Blanking(Array(text.utf8)).blanked()
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    codeLines = String(decoding: code, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Functions with a body: the line where each begins, and how many lines it takes.
  var functions: [(line: Int, length: Int)] {
    var found: [(Int, Int)] = []
    var line = 1
    var index = 0
    while index < code.count {
      if code[index] == 0x0A { line += 1 }
      if let after = keyword(at: index), let end = endOfBody(from: after) {
        found.append((line, code[index...end].count { $0 == 0x0A } + 1))
      }
      index += 1
    }
    return found
  }

  /// The index after `func`, `init`, `deinit` or `subscript` when one stands here as a word that
  /// declares.
  private func keyword(at index: Int) -> Int? {
    guard [0x66, 0x69, 0x64, 0x73].contains(code[index]) else { return nil }
    for word in ["func", "init", "deinit", "subscript"] {
      let end = index + word.utf8.count
      guard end < code.count, code[index..<end].elementsEqual(word.utf8),
        index == 0 || !isWord(code[index - 1]) && code[index - 1] != 0x2E,
        !isWord(code[end])
      else { continue }
      return end
    }
    return nil
  }

  /// The index of the brace that closes the body; nil for a requirement or a call.
  private func endOfBody(from start: Int) -> Int? {
    var depth = 0
    var index = start
    while index < code.count {
      switch code[index] {
      case 0x28, 0x5B: depth += 1  // ( [
      case 0x29, 0x5D: depth -= 1  // ) ]
      case 0x7B where depth == 0: return closing(index)
      case 0x7D where depth == 0: return nil
      case 0x0A where depth == 0 && !continues(after: index): return nil
      default: break
      }
      if depth < 0 { return nil }
      index += 1
    }
    return nil
  }

  private func closing(_ open: Int) -> Int? {
    var depth = 0
    for index in open..<code.count {
      if code[index] == 0x7B { depth += 1 }
      if code[index] == 0x7D { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  // A signature goes on with one of these on the next line.
  private func continues(after newline: Int) -> Bool {
    let rest = code[(newline + 1)...].drop { $0 == 0x20 }.prefix(12)
    let next = String(decoding: rest, as: UTF8.self)
    return ["{", "->", "throws", "rethrows", "async", "where", "("].contains { next.hasPrefix($0) }
  }

  private func isWord(_ byte: UInt8) -> Bool {
    byte == 0x5F || 0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
  }

  /// The modules that are imported, each with its line.
  var imports: [(line: Int, module: String)] {
    let levels = ["package", "public", "internal", "private", "fileprivate"]
    return codeLines.enumerated().compactMap { number, line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
        words[..<place].allSatisfy({ $0.hasPrefix("@") || levels.contains(String($0)) })
      else { return nil }
      let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      let named = kinds.contains(String(words[place + 1])) ? words.last : words[place + 1]
      return named.map { (number + 1, String($0.prefix { $0 != "." })) }
    }
  }

  /// Lines that declare something for the whole package; in the ground rooms that is `public`.
  var packageDeclarations: [Int] {
    codeLines.indices.filter { number in
      let words = codeLines[number].split(separator: " ").map(String.init)
      guard let place = words.firstIndex(where: { $0 == "package" || $0 == "public" }),
        place + 1 < words.count, !["import", "extension"].contains(words[place + 1])
      else { return false }
      return words[..<place].allSatisfy {
        $0.hasPrefix("@") || Self.modifiers.contains(String($0.prefix { $0 != "(" }))
      }
    }
  }

  private static let modifiers: Set = [
    "final", "static", "class", "mutating", "nonmutating", "consuming", "borrowing", "override",
    "convenience", "required", "indirect", "lazy", "weak", "unowned", "nonisolated", "prefix",
  ]

  /// The first paragraph of the doc comment above a line; nil when there is none.
  func documentation(above line: Int) -> String? {
    var index = line - 1
    func trimmed(_ index: Int) -> Substring { lines[index].drop { $0 == " " } }
    while index >= 0, trimmed(index).hasPrefix("@") { index -= 1 }
    var block: [Substring] = []
    while index >= 0, trimmed(index).hasPrefix("///") {
      block.insert(trimmed(index).dropFirst(3), at: 0)
      index -= 1
    }
    let paragraph = block.prefix { !$0.allSatisfy { $0 == " " } }
    return paragraph.isEmpty ? nil : paragraph.joined().trimmingSpaces
  }
}

extension StringProtocol {
  var trimmingSpaces: String {
    let start = drop { $0 == " " }
    let count = start.reversed().prefix { $0 == " " }.count
    return String(start.dropLast(count))
  }
}

/// Turns comments and strings into spaces; line feeds stay where they are.
private struct Blanking {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func blanked() -> [UInt8] {
    var result = bytes
    var index = 0
    while index < bytes.count {
      let mayBegin = bytes[index] == 0x2F || bytes[index] == 0x22 || bytes[index] == 0x23
      guard mayBegin, let end = endOfComment(at: index) ?? endOfString(at: index) else {
        index += 1
        continue
      }
      for place in index..<end where result[place] != 0x0A { result[place] = 0x20 }
      index = end
    }
    return result
  }

  private func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private func endOfComment(at start: Int) -> Int? {
    guard at(start) == 0x2F else { return nil }
    if at(start + 1) == 0x2F { return bytes[start...].firstIndex(of: 0x0A) ?? bytes.count }
    guard at(start + 1) == 0x2A else { return nil }
    var depth = 1
    var index = start + 2
    while index < bytes.count, depth > 0 {
      if at(index) == 0x2F, at(index + 1) == 0x2A {
        (depth, index) = (depth + 1, index + 2)
      } else if at(index) == 0x2A, at(index + 1) == 0x2F {
        (depth, index) = (depth - 1, index + 2)
      } else {
        index += 1
      }
    }
    return index
  }

  private func endOfString(at start: Int) -> Int? {
    var index = start
    while at(index) == 0x23 { index += 1 }
    let hashes = index - start
    guard at(index) == 0x22 else { return nil }
    let quotes = at(index + 1) == 0x22 && at(index + 2) == 0x22 ? 3 : 1
    index += quotes
    while index < bytes.count {
      if isRun(of: 0x22, quotes, at: index), isRun(of: 0x23, hashes, at: index + quotes) {
        return index + quotes + hashes
      }
      if at(index) == 0x5C, isRun(of: 0x23, hashes, at: index + 1) {
        index += 1 + hashes
        index = at(index) == 0x28 ? endOfInterpolation(at: index) : index + 1
        continue
      }
      if quotes == 1, at(index) == 0x0A { return index }
      index += 1
    }
    return bytes.count
  }

  private func endOfInterpolation(at open: Int) -> Int {
    var depth = 0
    var index = open
    while index < bytes.count {
      if let end = endOfString(at: index) {
        index = end
        continue
      }
      if at(index) == 0x28 { depth += 1 }
      if at(index) == 0x29 { depth -= 1 }
      index += 1
      if depth == 0 { return index }
    }
    return bytes.count
  }

  private func isRun(of byte: UInt8, _ count: Int, at index: Int) -> Bool {
    (index..<index + count).allSatisfy { at($0) == byte }
  }
}
