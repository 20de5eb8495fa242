// Who comes first on the by-name list, and why: a rule that can be read, with its weights in one
// table. Pure; what the reader may not read is not among the facts and weighs nothing.

package import Vocabulary

/// The rule of priority.
package enum Priority {
  /// What each reason weighs, once.
  package static let weights: [(reason: PriorityReason, weight: Int)] = [
    (.womanAcute, 1_000), (.child, 500), (.violence, 200), (.sleepsRough, 60),
    (.noContactKnown, 40),
  ]

  /// What each day without contact weighs.
  package static let dayWeight = 2
  /// Days without contact beyond which no more weigh.
  package static let daysMax = 45

  /// What the rule asks for about somebody in acute homelessness.
  package struct Facts: Hashable, Sendable {
    /// As told, or as the number says.
    package var sex: Sex
    /// Whether it is a child, or somebody with a need about children.
    package var isAboutChild: Bool
    /// Whether there is a need about violence or exploitation that the reader may read.
    package var isAboutViolence: Bool
    /// Where the person sleeps.
    package var subtype: LivingSubtype?
    /// Days since the last contact; nil where none is known.
    package var daysSinceContact: Int?

    /// Facts about one person.
    package init(
      sex: Sex, isAboutChild: Bool = false, isAboutViolence: Bool = false,
      subtype: LivingSubtype? = nil, daysSinceContact: Int? = nil
    ) {
      self.sex = sex
      self.isAboutChild = isAboutChild
      self.isAboutViolence = isAboutViolence
      self.subtype = subtype
      self.daysSinceContact = daysSinceContact
    }
  }

  /// The score of somebody and the reasons that made it, the heaviest first.
  package static func score(_ person: Facts) -> (score: Int, reasons: [PriorityReason]) {
    var reasons = weights.filter { holds($0.reason, person) }.map(\.reason)
    var score = weights.reduce(0) { $0 + (reasons.contains($1.reason) ? $1.weight : 0) }
    if let days = person.daysSinceContact, days > 0 {
      score += min(days, daysMax) * dayWeight
      reasons.append(.daysWithoutContact)
    }
    return (score, reasons)
  }

  private static func holds(_ reason: PriorityReason, _ person: Facts) -> Bool {
    switch reason {
    case .womanAcute: person.sex == .woman
    case .child: person.isAboutChild
    case .violence: person.isAboutViolence
    case .sleepsRough: person.subtype?.isRough ?? false
    case .noContactKnown: person.daysSinceContact == nil
    case .daysWithoutContact: false
    }
  }
}
