// Texts about places, groups and what parties agreed: they must not lead to one person.

import Vocabulary

extension FieldReader {
  /// Text that must be there and must not identify anybody.
  package mutating func namelessText(_ name: String, charactersMax: Int = 200) -> String {
    namelessTextIfAny(name, charactersMax: charactersMax, isRequired: true) ?? ""
  }

  /// Text that may be absent and must not identify anybody.
  package mutating func namelessTextIfAny(
    _ name: String, charactersMax: Int = 200, isRequired: Bool = false
  ) -> String? {
    let text = textIfAny(name, charactersMax: charactersMax, isRequired: isRequired)
    // The code says what it is, and nothing repeats it.
    if let found = text.flatMap(IdentifyingText.first) { fault(name, found.rawValue) }
    return text
  }

  /// Text of a patch that must not identify anybody.
  package mutating func namelessTextChange(
    _ name: String, charactersMax: Int = 200, isClearable: Bool = true
  ) -> Change<String> {
    change(name, isClearable: isClearable) {
      $0.namelessTextIfAny(name, charactersMax: charactersMax)
    }
  }
}
