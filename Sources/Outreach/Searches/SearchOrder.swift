// Orders to look for one person: whom, why, by which teams, until when. An order ends and is kept;
// that somebody said no to being looked for is never written over.

import Access
import Pipeline
import Vocabulary

/// An order to look for somebody (sw. *riktat uppdrag*).
struct SearchOrder: Sendable {
  let id: SearchOrderID
  let board: BoardID
  /// Where the order comes from; nil for the board itself.
  let unit: UnitID?
  /// The team that looks, with its unit.
  let team: TeamID
  let teamUnit: UnitID
  let teamReference: NamedThing
  /// Who ordered: a user's id or a key's.
  let orderedBy: String
  let orderedByName: String
  let person: PersonID?
  let contactCode: ContactCodeID?
  let referral: ReferralID?
  let why: String
  /// The words by which somebody without a name is recognised.
  let description: String?
  /// Why again, where the person had said no.
  let despite: String?
  let priority: SearchPriority
  let deadline: Day?
  /// As it is stored; how it stands is ``status(on:)``.
  let stored: SearchOrderStatus
  let takenBy: NamedThing?
  let result: String?
  let closedAt: Timestamp?
  let createdAt: Timestamp
  let version: Int

  /// Whether nobody has ended it.
  var isOpen: Bool { stored.isOpen }

  /// How it stands on a day: an order whose last day has passed found nobody. Computed when it is
  /// asked for, so no timer can miss it, and a later last day opens it again.
  func status(on day: Day) -> SearchOrderStatus {
    isOverdue(on: day) ? .notFound : stored
  }

  /// Whether the last day has passed and nobody has ended it.
  func isOverdue(on day: Day) -> Bool { isOpen && deadline.map { $0 < day } ?? false }
}

extension SearchOrderStatus {
  /// Whether somebody is still looked for.
  var isOpen: Bool { self == .ordered || self == .taken || self == .searching }
}

/// A usual place of the one who is looked for: one of ours, or one in words.
struct UsualPlace: Sendable {
  let place: PlaceID?
  let description: String?
  let hours: String?
}

/// A team that may be told of an order, with its unit.
struct ToldTeam: Sendable {
  let reference: NamedThing
  let unit: UnitID

  /// Its id.
  var team: TeamID { TeamID(reference.id) }
}

/// A step in the history of an order or a tip.
struct SearchEvent: Sendable {
  let id: FieldEventID
  let step: String
  let from: String
  let to: String
  let at: Timestamp
  let actorName: String
  let text: String?
}

/// An attempt to find somebody (sw. *sökförsök*).
struct SearchAttempt: Sendable {
  let id: SearchAttemptID
  let order: SearchOrderID
  let board: BoardID
  let team: TeamID
  let shift: ShiftID?
  let place: PlaceID?
  var encounter: EncounterID?
  let at: Timestamp
  let result: AttemptResult
  let note: String?
  let hash: [UInt8]
}

/// An attempt as it is read back.
struct KeptAttempt: Sendable {
  let id: SearchAttemptID
  let team: NamedThing
  let place: PlaceID?
  let encounter: EncounterID?
  let at: Timestamp
  let result: AttemptResult
  let note: String?
  let byName: String
}

extension LifeCycle {
  /// The steps of a search order. Those who look end it with what they found; who ordered may take
  /// it back or give it more time.
  static let searchOrder = LifeCycle(
    "search order",
    [
      Step(
        "take", Label("Ta uppdraget", "Take it"), from: "ordered", to: "taken", by: [.receiver],
        .searchOrderWork),
      Step(
        "found", Label("Funnen", "Found"), from: "ordered taken searching not_found", to: "found",
        by: [.receiver], .searchOrderWork, optional: ["note"]),
      Step(
        "not-found", Label("Inte funnen", "Not found"), from: "ordered taken searching",
        to: "not_found", by: [.receiver], .searchOrderWork, optional: ["note"]),
      Step(
        "located-elsewhere", Label("Finns på annat håll", "Located elsewhere"),
        from: "ordered taken searching not_found", to: "located_elsewhere", by: [.receiver],
        .searchOrderWork, optional: ["note"]),
      Step(
        "declined", Label("Vill inte bli sökt", "Declines to be looked for"),
        from: "ordered taken searching found not_found", to: "person_declines", by: [.receiver],
        .searchOrderWork, optional: ["note"]),
      Step(
        "extend", Label("Ge mer tid", "Give more time"),
        from: "ordered taken searching not_found", to: "", by: [.sender], .searchOrderCreate,
        required: ["deadline"], optional: ["note"]),
      Step(
        "withdraw", Label("Återkalla", "Withdraw"), from: "ordered taken searching not_found",
        to: "withdrawn", by: [.sender], .searchOrderCreate, optional: ["note"]),
    ])
}
