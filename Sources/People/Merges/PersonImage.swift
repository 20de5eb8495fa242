// What a person's row held, for a merge and its way back: how two become one, and how the one
// becomes what it was without losing what was written since. Pure.

import JSON
import Vocabulary

/// The values of a person's row by the names of its columns.
struct PersonImage: Hashable {
  private(set) var values: [String: JSONImage]

  /// A value of the row.
  enum JSONImage: Hashable {
    case null
    case integer(Int64)
    case text(String)
  }

  init(_ values: [String: JSONImage]) { self.values = values }

  init(_ json: JSONValue) {
    values = Dictionary(
      (json.members ?? []).map { member in
        (member.name, member.value.string.map(JSONImage.text) ?? Self.number(member.value))
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func number(_ value: JSONValue) -> JSONImage {
    value.integer.map(JSONImage.integer) ?? .null
  }

  subscript(name: String) -> JSONImage {
    get { values[name] ?? .null }
    set { values[name] = newValue }
  }

  /// The text of a column; nil for NULL.
  func text(_ name: String) -> String? {
    if case .text(let text) = self[name] { text } else { nil }
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      for (name, value) in values.sorted(by: { $0.key < $1.key }) {
        writer.key(named: name)
        switch value {
        case .null: writer.null()
        case .integer(let number): writer.integer(number)
        case .text(let text): writer.string(text)
        }
      }
    }
  }

  /// The names that the person is called by.
  var names: Set<String> {
    Set(["alias", "preferred_name", "legal_name"].compactMap(text))
  }

  // MARK: two become one

  /// This row with what the other one knows more, and as guarded as the more guarded of the two.
  ///
  /// - Parameter hasOtherNumber: whether the identity number comes from the other one: sex and
  ///   year of birth then follow it, for they may not contradict it.
  func absorbing(_ other: PersonImage, hasOtherNumber: Bool) -> PersonImage {
    var merged = self
    for name in Self.filled where merged[name] == .null { merged[name] = other[name] }
    // Safe times belong to their number.
    if self["phone"] == .null { merged["safe_times"] = other["safe_times"] }
    if hasOtherNumber {
      for name in ["birth_year", "sex", "age_band"] { merged[name] = other[name] }
    } else if merged["sex"] == .text("unknown") {
      merged["sex"] = other["sex"]
    }
    if merged["languages"] == .text("") { merged["languages"] = other["languages"] }
    for (name, order) in Self.ordered {
      merged[name] = Self.higher(self[name], other[name], by: order)
    }
    return merged
  }

  // MARK: one becomes two again

  /// The row as it was before, except for what was written since the merge: that stays.
  ///
  /// - Parameter after: the row as the merge left it.
  static func restored(
    _ before: PersonImage, after: PersonImage, now: PersonImage
  ) -> PersonImage {
    PersonImage(
      now.values.reduce(into: [:]) { values, column in
        values[column.key] = column.value == after[column.key] ? before[column.key] : column.value
      })
  }

  private static let filled = [
    "alias", "preferred_name", "legal_name", "birth_year", "age_band", "phone", "district",
  ]

  // The later in each order wins.
  private static let ordered: [(String, [JSONImage])] = [
    ("identity_mode", [.text("pseudonymous"), .text("identified")]),
    ("needs_interpreter", [.integer(0), .integer(1)]),
    ("protected_identity", [.text("none"), .text("marked"), .text("protected_registration")]),
    ("secrecy_class", [.text("normal"), .text("restricted"), .text("protected")]),
    ("activity", [.text("inactive"), .text("moved"), .text("active"), .text("deceased")]),
  ]

  private static func higher(
    _ one: JSONImage, _ other: JSONImage, by order: [JSONImage]
  ) -> JSONImage {
    (order.firstIndex(of: one) ?? 0) < (order.firstIndex(of: other) ?? 0) ? other : one
  }
}
