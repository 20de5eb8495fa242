// The two languages that the system itself speaks, and the tags of those that people speak.

/// A language of labels, titles and advice.
public enum Language: String, Sendable, CaseIterable {
  /// Swedish, the first choice.
  case sv
  /// English.
  case en
}

/// A text in both languages.
public struct Label: Hashable, Sendable {
  /// In Swedish.
  public let sv: String
  /// In English.
  public let en: String

  /// Joins the Swedish and the English text.
  public init(_ sv: String, _ en: String) {
    self.sv = sv
    self.en = en
  }

  /// The text in a language.
  public subscript(language: Language) -> String {
    switch language {
    case .sv: sv
    case .en: en
    }
  }
}

/// A language that someone speaks: the primary subtag of BCP 47 (RFC 5646, part 2.2.1).
public struct LanguageTag: Hashable, Sendable {
  /// Two or three letters in lower case.
  public let text: String

  /// Reads a tag in any case; only its form is checked, not whether it is registered.
  public init?(_ text: String) {
    guard 2...3 ~= text.utf8.count,
      text.utf8.allSatisfy({ 0x61...0x7A ~= $0 | 0x20 })
    else { return nil }
    self.text = text.lowercased()
  }
}
