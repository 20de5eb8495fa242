// The kinds of values that members hold, each with its rule: text, codes, numbers, days, instants,
// ids, slugs. Every getter has a required and an optional form.

package import JSON
package import Vocabulary

extension FieldReader {
  /// Text that must be there: not blank, no control characters.
  package mutating func text(_ name: String, charactersMax: Int = 200) -> String {
    textIfAny(name, charactersMax: charactersMax, isRequired: true) ?? ""
  }

  /// Text that may be absent.
  package mutating func textIfAny(
    _ name: String, charactersMax: Int = 200, isRequired: Bool = false
  ) -> String? {
    member(name, .text(charactersMax: charactersMax), isRequired: isRequired) {
      Self.text($0, charactersMax)
    }
  }

  /// Text of a patch.
  ///
  /// - Parameter isClearable: whether null may clear it.
  package mutating func textChange(
    _ name: String, charactersMax: Int = 200, isClearable: Bool = true
  ) -> Change<String> {
    change(name, isClearable: isClearable) { $0.textIfAny(name, charactersMax: charactersMax) }
  }

  /// A list of short texts; absent is empty.
  package mutating func texts(_ name: String, charactersMax: Int = 80, countMax: Int) -> [String] {
    list(name, .text(charactersMax: charactersMax), countMax: countMax, isRequired: false) {
      Self.text($0, charactersMax)
    }
  }

  /// A code that must be there.
  package mutating func code<List: CodeList>(_ name: String, _ list: List.Type) -> List {
    // A code list is an enumeration with cases, so there is always a first.
    codeIfAny(name, list, isRequired: true) ?? List.allCases[List.allCases.startIndex]
  }

  /// A code that may be absent.
  package mutating func codeIfAny<List: CodeList>(
    _ name: String, _ list: List.Type, isRequired: Bool = false
  ) -> List? {
    member(name, .code(list), isRequired: isRequired, allowed: List.codes) { Self.code($0) }
  }

  /// A list of different codes; absent is empty unless it must be there.
  package mutating func codes<List: CodeList>(
    _ name: String, _ type: List.Type, isRequired: Bool = false
  ) -> [List] {
    let found: [List] = list(
      name, .code(type), countMax: List.allCases.count, isRequired: isRequired,
      allowed: List.codes
    ) { Self.code($0) }
    if isRequired, found.isEmpty, has(name) { fault(name, "required", allowed: List.codes) }
    return found
  }

  /// True or false; absent is the default.
  package mutating func flag(_ name: String, default standard: Bool) -> Bool {
    flagIfAny(name) ?? standard
  }

  /// True, false or absent.
  package mutating func flagIfAny(_ name: String) -> Bool? {
    member(name, .flag, isRequired: false) { value in
      if case .bool(let flag) = value { flag } else { nil }
    }
  }

  /// A whole number within a range.
  package mutating func integerIfAny(
    _ name: String, in range: ClosedRange<Int>, isRequired: Bool = false
  ) -> Int? {
    member(name, .integer(range), isRequired: isRequired) { value in
      guard case .number(let number) = value, let integer = number.integer else { return nil }
      return Int(exactly: integer).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A day that must be there.
  package mutating func day(_ name: String) -> Day {
    dayIfAny(name, isRequired: true) ?? Day(number: 0)
  }

  /// A day that may be absent.
  package mutating func dayIfAny(_ name: String, isRequired: Bool = false) -> Day? {
    member(name, .day, isRequired: isRequired) { value in
      if case .string(let text) = value { Day(text) } else { nil }
    }
  }

  /// An instant with any offset (RFC 3339).
  package mutating func instant(_ name: String) -> Timestamp {
    instantIfAny(name, isRequired: true) ?? Timestamp(milliseconds: 0)
  }

  /// An instant that may be absent.
  package mutating func instantIfAny(_ name: String, isRequired: Bool = false) -> Timestamp? {
    member(name, .instant, isRequired: isRequired) { value in
      if case .string(let text) = value { Timestamp(text) } else { nil }
    }
  }

  /// An id that may be absent.
  package mutating func idIfAny<Subject>(
    _ name: String, isRequired: Bool = false
  ) -> ID<Subject>? {
    member(name, .id, isRequired: isRequired) { value in
      if case .string(let text) = value { ID<Subject>(text) } else { nil }
    }
  }

  /// An id or a public slug that must be there.
  package mutating func reference(_ name: String) -> Reference {
    referenceIfAny(name, isRequired: true) ?? .slug("")
  }

  /// An id or a public slug that may be absent.
  package mutating func referenceIfAny(_ name: String, isRequired: Bool = false) -> Reference? {
    member(name, .reference, isRequired: isRequired) { value in
      if case .string(let text) = value { Reference(text) } else { nil }
    }
  }

  /// A slug: lower-case letters, digits and single hyphens.
  package mutating func slug(_ name: String) -> String {
    member(name, .text(charactersMax: 80), isRequired: true) { value in
      if case .string(let text) = value, Slug.isValid(text) { text } else { nil }
    } ?? ""
  }

  /// A list of values; absent is empty.
  package mutating func list<Value>(
    _ name: String, _ shape: @autoclosure () -> Shape, countMax: Int, isRequired: Bool,
    allowed: @autoclosure () -> [String]? = nil, parse: (JSONValue) -> Value?
  ) -> [Value] {
    var faultyAt: [Int] = []
    let found = member(name, .list(shape(), countMax: countMax), isRequired: isRequired) {
      value -> [Value]? in
      guard case .array(let values) = value, values.count <= countMax else { return nil }
      return values.enumerated().compactMap { index, value in
        if let parsed = parse(value) { return parsed }
        faultyAt.append(index)
        return nil
      }
    }
    for index in faultyAt { fault("\(name)/\(index)", "invalid", allowed: allowed()) }
    return found ?? []
  }

  /// A member of a patch, read by another getter.
  ///
  /// - Parameter isClearable: whether null may clear it.
  package mutating func change<Value>(
    _ name: String, isClearable: Bool = true, _ take: (inout FieldReader) -> Value?
  ) -> Change<Value> {
    let isThere = presentNames.contains(name)
    let value = take(&self)
    if let value { return .set(value) }
    guard isThere, isClearable || has(name) else {
      if isThere { fault(name, "required") }
      return .keep
    }
    return .clear
  }

  private static func text(_ value: JSONValue, _ charactersMax: Int) -> String? {
    guard case .string(let text) = value, text.count <= charactersMax, TextRules.isPlain(text),
      text.contains(where: { !$0.isWhitespace })
    else { return nil }
    return text
  }

  private static func code<List: CodeList>(_ value: JSONValue) -> List? {
    if case .string(let text) = value { List(rawValue: text) } else { nil }
  }
}
