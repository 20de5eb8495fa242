// Package.swift as a table: which target may import which.

/// The targets that a Package.swift declares, with what each needs.
struct PackageTable {
  /// Rooms, the executable and the system's libraries, by name.
  private(set) var needs: [String: Set<String>] = [:]
  /// Test targets and what they share, by the name of their folder in Tests.
  private(set) var testNeeds: [String: Set<String>] = [:]

  /// Reads the forms that our Package.swift uses; a named list may stand for its members.
  init(_ text: String) {
    let text = text.split(separator: "\n").filter { !$0.trimmingSpaces.hasPrefix("//") }
      .joined(separator: "\n")
    var lists: [String: Set<String>] = [:]
    for part in text.components(after: ": [Target.Dependency] = [") {
      let name = String(part.before.reversed().prefix { $0.isLetter }.reversed())
      lists[name] = Self.quoted(part.after.prefix { $0 != "]" })
    }
    // What `tests(…)` adds to the needs of each.
    let forAll = text.components(after: ".testTarget(").map {
      Self.needs(in: Self.arguments(of: $0.after), lists)
    }
    for form in [".systemLibrary(", ".target(", ".executableTarget(", "room(", "tests("] {
      for part in text.components(after: form) {
        let arguments = Self.arguments(of: part.after)
        // The helper functions of Package.swift name a parameter, not a target.
        guard let name = arguments.firstQuoted else { continue }
        let found = Self.needs(in: arguments, lists)
        if form == "tests(" {
          testNeeds[name + "Tests"] = found.union(forAll.joined())
        } else if arguments.contains("path: \"Tests/\(name)\"") {
          testNeeds[name] = found
        } else {
          needs[name] = found
        }
      }
    }
  }

  private static func needs(
    in arguments: Substring, _ lists: [String: Set<String>]
  ) -> Set<String> {
    let labels = ["needs:", "dependencies:"]
    let starts = labels.compactMap { arguments.ranges(of: $0).first?.upperBound }
    guard let start = starts.first else { return [] }
    let ends = ["path:", "linkerSettings:", "swiftSettings:"].compactMap {
      arguments[start...].ranges(of: $0).first?.lowerBound
    }
    let value = arguments[start..<(ends.min() ?? arguments.endIndex)]
    let names = value.split { !$0.isLetter }.map(String.init)
    return quoted(value).union(names.compactMap { lists[$0] }.joined())
  }

  /// What stands up to the parenthesis that closes the one before.
  private static func arguments(of text: Substring) -> Substring {
    var depth = 1
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" { depth -= 1 }
      if depth == 0 { return text[..<index] }
    }
    return text
  }

  private static func quoted(_ text: Substring) -> Set<String> {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    return Set(
      parts.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) })
  }
}

extension String {
  /// What stands before and after each place where a text stands as a word of its own.
  fileprivate func components(after text: String) -> [(before: Substring, after: Substring)] {
    ranges(of: text).compactMap { range in
      let before = self[..<range.lowerBound]
      // `room(` of `func room(` and of a longer word declare nothing.
      let isWord = text.first?.isLetter == true && before.last?.isLetter == true
      if isWord || before.hasSuffix("func ") { return nil }
      return (before, self[range.upperBound...])
    }
  }
}

extension Substring {
  fileprivate var firstQuoted: String? {
    let parts = split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
    // Only when the name is the first argument's value: `"X"` or `name: "X"`.
    guard parts.count == 3, ["", "name:"].contains(parts[0].filter { !$0.isWhitespace }) else {
      return nil
    }
    return String(parts[1])
  }
}
