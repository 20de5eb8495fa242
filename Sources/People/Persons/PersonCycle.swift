// The life cycle of a person's record: how it is guarded, and whether the person is still somebody
// to help. A state is the activity with the class of secrecy.

import Access
import Pipeline
import Vocabulary

extension LifeCycle {
  /// The steps of a person's record.
  ///
  /// `unrestrict` needs a second person (`2` in the matrix): to take it makes a proposal.
  static let person = LifeCycle(
    "person",
    [
      Step(
        "protect", Label("Skydda", "Protect"), from: guardable, to: "", by: [.owner],
        .personRestrict, optional: ["protectedIdentity"],
        choices: ["protectedIdentity": ["marked", "protected_registration"]]),
      Step(
        "restrict", Label("Begränsa åtkomst", "Restrict access"),
        from: "active inactive moved deceased", to: "", by: [.owner], .personRestrict,
        required: ["reason", "users"], optional: ["closed"],
        choices: ["reason": RestrictionReason.codes]),
      Step(
        "unrestrict", Label("Häv begränsning", "Lift restriction"),
        from: guarded, to: "", by: [.owner], .personUnrestrict, optional: ["note"]),
      Step(
        "inactivate", Label("Inte längre aktuell", "No longer active"), from: "active moved",
        to: "inactive", by: [.owner], .personUpdate),
      Step(
        "deceased", Label("Avliden", "Deceased"), from: "active inactive moved", to: "deceased",
        by: [.owner], .personUpdate),
      Step(
        "reactivate", Label("Aktuell igen", "Active again"), from: "inactive moved deceased",
        to: "active", by: [.owner], .personUpdate),
    ])

  private static let guardable = states(of: [.normal, .restricted])
  private static let guarded = states(of: [.restricted, .protected])

  private static func states(of classes: [SecrecyClass]) -> String {
    PersonActivity.codes.flatMap { activity in
      classes.map { "\(activity)/\($0.rawValue)" }
    }.joined(separator: " ")
  }
}

extension Person {
  /// The state in the life cycle.
  var state: State { State(activity.code, secrecy.rawValue) }
}
