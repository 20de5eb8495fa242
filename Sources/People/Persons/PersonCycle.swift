// The life cycle of a person's record: how it is guarded, and whether the person is still somebody to
// help. A state is the activity with the class of secrecy.

import Access
import Pipeline
import Vocabulary

extension LifeCycle {
  /// The steps of a person's record.
  ///
  /// `unrestrict` needs a second person (`2` in the matrix). Until there are proposals nobody can
  /// take it, and it answers 403 with its permission.
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
        required: ["reason", "users"], choices: ["reason": RestrictionReason.codes]),
      Step(
        "unrestrict", Label("Häv begränsning", "Lift restriction"),
        from: guarded, to: "", by: [.owner], .personUnrestrict),
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

/// Why access to a record is restricted.
enum RestrictionReason: String, CodeList {
  /// Someone of the staff is related to the person (närstående till personal).
  case relativeOfStaff = "relative_of_staff"
  /// The person is of the staff (anställd).
  case staff
  /// Threats against the person (hotbild).
  case threat
  /// The person asked for it (egen begäran).
  case ownRequest = "own_request"
  /// Other (annat).
  case other

  static let listName = "restriction-reason"

  var label: Label {
    switch self {
    case .relativeOfStaff: Label("närstående till personal", "relative of staff")
    case .staff: Label("anställd", "of the staff")
    case .threat: Label("hotbild", "threats")
    case .ownRequest: Label("egen begäran", "own request")
    case .other: Label("annat", "other")
    }
  }
}

extension Person {
  /// The state in the life cycle.
  var state: State { State(activity.code, secrecy.rawValue) }
}
