// The only SQL that writes to the devices' feed: one row for each thing that a device of a team has
// to fetch again.

import SQLite
import Vocabulary

/// What a device fetches.
enum FieldChangeKind: String {
  case shift
  case place
  case encounter
  case searchOrder = "search_order"
  case tip
  case person
}

/// The feed of a team's devices.
struct FieldChanges {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// Notes that something changed for a team.
  func note<Subject>(_ kind: FieldChangeKind, _ id: ID<Subject>, for team: TeamID?) throws {
    guard let team else { return }
    try database.run(
      """
      INSERT INTO field_change (team_id, seq, subject_id, kind)
      VALUES (?1,
        1 + coalesce((SELECT max(seq) FROM field_change WHERE team_id = ?1), 0), ?2, ?3)
      """, team, id, kind.rawValue)
  }
}
