// Tips: something that somebody saw. Whoever told it learns when it was answered and nothing about
// anybody; whether a person was known already is for those who answer for the tip.

import Access
import Pipeline
import Vocabulary

/// Something that somebody saw (sw. *tips*, *iakttagelse*).
struct Tip: Sendable {
  let id: TipID
  let board: BoardID
  /// The team that it was given to, with its unit; nil where the board's intake sees to it.
  var team: NamedThing?
  var teamUnit: UnitID?
  /// The partner that told it.
  let partner: PartnerID?
  let source: TipSource
  let place: PlaceID?
  let area: String?
  /// The square in which it was seen.
  let position: Position?
  let seenAt: Timestamp
  let what: String
  let wantsReply: Bool
  /// How the one who told it can be reached; gone when they were.
  var replyTo: String?
  var person: PersonID?
  var status: TipStatus
  var alreadyKnown: Bool?
  var outcome: TipOutcome?
  var task: TipTask?
  var searchOrder: SearchOrderID?
  let dueAt: Timestamp
  var answer: String?
  var answeredAt: Timestamp?
  let receipt: String
  let createdAt: Timestamp
  /// Who told it: a user's id or a key's; ``everyone`` for the public form.
  let createdBy: String
  let version: Int

  /// Who told a tip that came by the public form.
  static let everyone = "public"
  /// A tip is answered within so many office days.
  static let officeDaysMax = 10
  /// The side of the square that a position is kept in.
  static let cellMetres = 100

  /// The team's id.
  var teamID: TeamID? { team.map { TeamID($0.id) } }

  /// Whether nobody has ended it.
  var isOpen: Bool { status == .new || status == .triaged || status == .assigned }

  /// Whether a team has it, or had it, to do something about.
  var isAssigned: Bool { task != nil }

  /// Whether it is late at an instant.
  func isOverdue(at now: Timestamp) -> Bool { isOpen && dueAt < now }
}

extension LifeCycle {
  /// The steps of a tip. Intake and leads judge it; the team that was sent says what came of it.
  static let tip = LifeCycle(
    "tip",
    [
      Step(
        "triage", Label("Bedöm", "Triage"), from: "new", to: "triaged", by: [.owner], .tipTriage,
        optional: ["alreadyKnown", "person", "team", "note"]),
      Step(
        "assign", Label("Fördela", "Assign"), from: "new triaged assigned", to: "assigned",
        by: [.owner], .tipTriage, required: ["task"],
        optional: ["team", "deadline", "priority", "despite", "note"],
        choices: ["task": TipTask.codes]),
      Step(
        "done", Label("Klart", "Done"), from: "assigned", to: "closed", by: [.receiver],
        .searchOrderWork, required: ["outcome"], optional: ["note"],
        choices: ["outcome": TipOutcome.codes]),
      Step(
        "close", Label("Avsluta", "Close"), from: "new triaged assigned", to: "closed",
        by: [.owner], .tipTriage, required: ["outcome"], optional: ["note"],
        choices: ["outcome": TipOutcome.codes]),
      Step(
        "inform", Label("Svara", "Answer"), from: "closed", to: "informed", by: [.owner],
        .tipTriage, optional: ["answer"]),
    ])
}

/// What those who tip are told.
enum TipWords {
  /// The one answer to whoever is bound by no secrecy of ours: it is the same whatever came of the
  /// tip, for every difference would tell whether somebody is known (OSL 26 kap. 1 §).
  static let answer = Label(
    "Tack. Tipset är omhändertaget. Vi får inte berätta mer.",
    "Thank you. Your tip was taken care of. We may not tell more.")
  /// Before the answer.
  static let received = Label("mottaget", "received")
}
