// The only SQL of the by-name list: acute homelessness that goes on, from the boards that a caller
// reaches or from whom the caller works with. It decides nothing about who is shown.

import SQLite
import Vocabulary

/// Acute homelessness in the database.
struct ByNameStore {
  /// One episode that goes on.
  struct Acute: Sendable {
    let person: PersonID
    let since: Day
    let subtype: LivingSubtype?
  }

  private let database: Database

  init(_ database: Database) { self.database = database }

  static let byBoard: StaticString = """
    SELECT person_id, starts_on, subtype FROM living_situation
    WHERE board_id = ? AND situation = '1' AND ends_on IS NULL
    """
  static let byHolder: StaticString = """
    SELECT l.person_id, l.starts_on, l.subtype FROM care_relation r
    CROSS JOIN living_situation l ON l.person_id = r.person_id
    WHERE r.holder_id = ? AND l.situation = '1' AND l.ends_on IS NULL
    """

  /// The episodes of some boards, and of everybody whom some holders work or worked with; one for
  /// each person.
  func acute(in boards: [BoardID], heldBy holders: [AnyID]) throws -> [Acute] {
    let rows =
      try boards.flatMap { try database.all(Self.byBoard, $0, read: Self.read) }
      + holders.flatMap { try database.all(Self.byHolder, $0, read: Self.read) }
    var seen: Set<PersonID> = []
    return rows.filter { seen.insert($0.person).inserted }
  }

  private static func read(_ row: inout Row) throws -> Acute {
    Acute(
      person: row.id(), since: row.day(), subtype: try row.codeOrNil(LivingSubtype.self))
  }
}
