// One setting: its name, its unit in the name, its default, what it is for. Values come from a
// flag, the environment, the file, or the default, in this order.

import JSON
import Vocabulary

/// A value that a setting can have.
protocol SettingValue: Sendable {
  /// Reads it from the environment or a flag.
  init?(setting text: String)
  /// Reads it from the file.
  init?(setting json: JSONValue)
  /// The value as people write it.
  var settingText: String { get }
}

extension Int: SettingValue {
  init?(setting text: String) { self.init(text) }
  init?(setting json: JSONValue) {
    guard let number = json.integer, let value = Int(exactly: number) else { return nil }
    self = value
  }
  var settingText: String { String(self) }
}

extension Double: SettingValue {
  init?(setting text: String) { self.init(text) }
  init?(setting json: JSONValue) {
    guard case .number(let number) = json else { return nil }
    self = number.double
  }
  var settingText: String { String(self) }
}

extension Bool: SettingValue {
  init?(setting text: String) {
    switch text {
    case "true", "1", "yes": self = true
    case "false", "0", "no": self = false
    default: return nil
    }
  }
  init?(setting json: JSONValue) {
    guard let value = json.bool else { return nil }
    self = value
  }
  var settingText: String { String(self) }
}

extension String: SettingValue {
  init?(setting text: String) { self = text }
  init?(setting json: JSONValue) {
    guard let value = json.string else { return nil }
    self = value
  }
  var settingText: String { self }
}

extension [String]: SettingValue {
  init?(setting text: String) { self = text.split(separator: ",").map(String.init) }
  init?(setting json: JSONValue) {
    guard let values = json.array else { return nil }
    self = values.compactMap(\.string)
    if count != values.count { return nil }
  }
  var settingText: String { joined(separator: ",") }
}

/// Any setting, for the list of them.
protocol AnySetting: Sendable {
  /// Its path in the file, camelCase, with dots.
  var name: String { get }
  /// What it is for, and its unit.
  var about: String { get }
  /// Whether its value is masked where settings are shown.
  var isSecret: Bool { get }
  /// The default as text.
  var standardText: String { get }
  func read(_ text: String) -> (any SettingValue)?
  func read(_ json: JSONValue) -> (any SettingValue)?
}

/// A setting with values of one type.
struct Setting<Value: SettingValue>: AnySetting {
  let name: String
  let standard: Value
  let about: String
  var isSecret = false
  let isValid: @Sendable (Value) -> Bool

  init(
    _ name: String, _ standard: Value, _ about: String,
    isValid: @escaping @Sendable (Value) -> Bool = { _ in true }
  ) {
    self.name = name
    self.standard = standard
    self.about = about
    self.isValid = isValid
  }

  var standardText: String { standard.settingText }

  func read(_ text: String) -> (any SettingValue)? {
    Value(setting: text).flatMap { isValid($0) ? $0 : nil }
  }

  func read(_ json: JSONValue) -> (any SettingValue)? {
    Value(setting: json).flatMap { isValid($0) ? $0 : nil }
  }
}

extension AnySetting {
  /// The variable that sets it: `SAMVERKAN_` and its path in upper snake case.
  var variable: String {
    var text = "SAMVERKAN_"
    var wasLower = false
    for character in name {
      if character == "." {
        text += "_"
        wasLower = false
        continue
      }
      if character.isUppercase, wasLower { text += "_" }
      wasLower = character.isLowercase || character.isNumber
      text += character.uppercased()
    }
    return text
  }
}
