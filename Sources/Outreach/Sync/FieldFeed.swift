// The only SQL that reads the devices' feed.

import SQLite
import Vocabulary

/// One row of a team's feed.
struct FieldChange {
  let seq: Int
  let subject: AnyID
  let kind: FieldChangeKind
}

/// The feed of teams.
struct FieldFeed {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// A team's changes after one of them, in order.
  func changes(of team: TeamID, after seq: Int, limit: Int) throws -> [FieldChange] {
    try database.all(
      """
      SELECT seq, subject_id, kind FROM field_change WHERE team_id = ? AND seq > ?
      ORDER BY seq LIMIT ?
      """, team, seq, limit
    ) { row in
      FieldChange(
        seq: row.int(), subject: row.id(), kind: FieldChangeKind(rawValue: row.text()) ?? .person)
    }
  }

  /// The encounters with a person that were in a team's feed up to one of its changes.
  func encounters(with person: PersonID, of team: TeamID, until seq: Int) throws -> [EncounterID] {
    try database.all(
      """
      SELECT DISTINCT e.id FROM encounter e
      WHERE e.person_id = ?1 AND e.team_id = ?2 AND EXISTS (SELECT 1 FROM field_change f
        WHERE f.team_id = ?2 AND f.seq <= ?3 AND f.subject_id = e.id)
      """, person, team, seq
    ) { row in row.id() as EncounterID }
  }

  /// Whether a thing was in a team's feed up to one of its changes.
  func had(_ subject: AnyID, of team: TeamID, until seq: Int) throws -> Bool {
    try database.first(
      "SELECT 1 FROM field_change WHERE team_id = ? AND subject_id = ? AND seq <= ? LIMIT 1",
      team, subject, seq
    ) { row in row.int() } != nil
  }

  /// The search orders and tips about a person that were in a team's feed up to one of its changes.
  func searches(
    for person: PersonID, of team: TeamID, until seq: Int
  ) throws -> [(AnyID, FieldChangeKind)] {
    try database.all(
      """
      SELECT DISTINCT f.subject_id, f.kind FROM field_change f
      WHERE f.team_id = ?2 AND f.seq <= ?3 AND f.kind IN ('search_order', 'tip')
        AND f.subject_id IN (SELECT id FROM search_order WHERE person_id = ?1
          UNION ALL SELECT o.id FROM contact_code c JOIN search_order o
            ON o.contact_code_id = c.id WHERE c.person_id = ?1
          UNION ALL SELECT id FROM tip WHERE person_id = ?1)
      ORDER BY f.subject_id
      """, person, team, seq
    ) { row in (row.id(), FieldChangeKind(rawValue: row.text()) ?? .searchOrder) }
  }

  /// The persons whose relation to a holder ended within some time.
  func ended(of holder: AnyID, after: Timestamp, until: Timestamp) throws -> [PersonID] {
    try database.all(
      """
      SELECT DISTINCT person_id FROM care_relation
      WHERE holder_id = ? AND ends_at > ? AND ends_at <= ?
      """, holder, after, until
    ) { row in row.id() as PersonID }
  }
}
