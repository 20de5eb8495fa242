// Why two records may be of one person, and how much each reason weighs. Pure.

package import Vocabulary

/// The rules about duplicates.
package enum DuplicateRules {
  /// What each reason weighs; a record is a candidate by one of the first two.
  package static let weights: [(reason: DuplicateReason, weight: Int)] = [
    (.identityNumber, 100), (.nameBirthYear, 50), (.phone, 20),
  ]

  /// The most that a pair can weigh.
  package static let scoreMax = weights.reduce(0) { $0 + $1.weight }

  /// The reasons why two records may be of one person; empty where there is none that is enough.
  ///
  /// - Parameter sharesNumber: whether some identity number of one is one of the other's.
  package static func reasons(
    _ one: NewPerson, _ other: NewPerson, sharesNumber: Bool
  ) -> [DuplicateReason] {
    // Two personnummer are two people, whatever they are called.
    if !sharesNumber, let first = one.number, let second = other.number,
      first.kind == second.kind, first.kind == .personnummer, first.text != second.text
    {
      return []
    }
    var found: [DuplicateReason] = sharesNumber ? [.identityNumber] : []
    if one.birthYear != nil, one.birthYear == other.birthYear,
      !one.wholeNames.isDisjoint(with: other.wholeNames)
    {
      found.append(.nameBirthYear)
    }
    guard !found.isEmpty else { return [] }
    if let phone = one.phone.map(digits), !phone.isEmpty, phone == other.phone.map(digits) {
      found.append(.phone)
    }
    return found
  }

  /// What some reasons weigh together.
  package static func score(_ reasons: [DuplicateReason]) -> Int {
    weights.reduce(0) { $0 + (reasons.contains($1.reason) ? $1.weight : 0) }
  }

  private static func digits(_ phone: String) -> String { phone.filter(\.isNumber) }
}

extension NewPerson {
  /// Each name as the words in it, whatever their order and writing.
  package var wholeNames: Set<Set<String>> {
    Set(
      [alias, preferredName, legalName].compactMap(\.self).map { Set(TextRules.searchTokens($0)) }
    )
    .subtracting([[]])
  }
}
