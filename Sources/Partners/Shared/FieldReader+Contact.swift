// The members that several bodies of this room have: addresses, languages, municipalities, roles.

import Access
import JSON
import Pipeline
import Vocabulary

extension FieldReader {
  /// An e-mail address that may be absent.
  mutating func emailIfAny(_ name: String) -> String? {
    member(name, .text, isRequired: false) { value in
      value.string.flatMap { WebAddress.isEmail($0) ? $0 : nil }
    }
  }

  /// A web address that may be absent.
  mutating func addressIfAny(_ name: String) -> String? {
    member(name, .text(charactersMax: 500), isRequired: false) { value in
      value.string.flatMap { $0.utf8.count <= 500 && WebAddress.isValid($0) ? $0 : nil }
    }
  }

  /// Languages by their tags; absent is empty.
  mutating func languages(_ name: String) -> [String] {
    list(name, .text(charactersMax: 3), countMax: 40, isRequired: false) { value in
      value.string.flatMap(LanguageTag.init)?.text
    }
  }

  /// Municipalities by their codes, each once.
  mutating func municipalities(_ name: String, isRequired: Bool) -> [MunicipalityCode] {
    var count = 0
    let found = list(name, .text(charactersMax: 4), countMax: 290, isRequired: isRequired) {
      value in
      count += 1
      return value.string.flatMap(MunicipalityCode.init)
    }
    if has(name), count == 0 { fault(name, "required") }
    if Set(found).count != found.count { fault(name, "duplicate") }
    return found
  }

  /// Roles inside a partner, at least one.
  mutating func partnerRoles(_ name: String) -> [Role] {
    let allowed = Role.allCases.filter(\.isPartners).map(\.rawValue)
    var count = 0
    let found = list(
      name, .code(allowed), countMax: allowed.count, isRequired: true, allowed: allowed
    ) { value in
      count += 1
      return value.string.flatMap(Role.init(rawValue:)).flatMap { $0.isPartners ? $0 : nil }
    }
    if has(name), count == 0 { fault(name, "required", allowed: allowed) }
    if Set(found).count != found.count { fault(name, "duplicate") }
    return found
  }

  /// A list of a patch: absent keeps, a list takes the place of the old one.
  mutating func listChange<Value>(
    _ name: String, _ take: (inout FieldReader) -> [Value]
  ) -> Change<[Value]> {
    change(name, isClearable: false) { fields in
      let found = take(&fields)
      return fields.has(name) ? found : nil
    }
  }
}

extension Change {
  /// The value after the change of something that is always there.
  func applied(to value: Value) -> Value {
    if case .set(let new) = self { new } else { value }
  }

  /// Whether the member was there.
  var isAsked: Bool {
    if case .keep = self { false } else { true }
  }
}
