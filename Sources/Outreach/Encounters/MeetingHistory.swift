// When persons were met, for the room that keeps persons: from the municipality's own encounters,
// under their name or under a code that turned out to be theirs. What a partner wrote down on a
// joint shift is the partner's, and what was entered in error never happened.

package import People
package import SQLite
package import Vocabulary

/// The meetings that lines of trust are made of.
package struct MeetingHistory: ContactHistory {
  /// The history that is in the database.
  package init() {}

  /// Every time that a person was met.
  package func moments(of person: PersonID, in database: Database) throws -> [ContactMoment] {
    try database.all(
      """
      SELECT at, next_step FROM encounter
      WHERE person_id = ?1 AND status = 'final' AND partner_id IS NULL
      UNION ALL
      SELECT e.at, e.next_step FROM contact_code c CROSS JOIN encounter e
        ON e.contact_code_id = c.id
      WHERE c.person_id = ?1 AND e.status = 'final' AND e.partner_id IS NULL
      """, person
    ) { row in ContactMoment(at: row.timestamp(), nextStep: row.textOrNil()) }
  }

  /// The last time that each of some persons was met.
  package func lastContacts(
    of persons: [PersonID], in database: Database
  ) throws -> [PersonID: Timestamp] {
    var found: [PersonID: Timestamp] = [:]
    for person in persons {
      found[person] = try database.first(
        """
        SELECT max(at) FROM (
          SELECT max(at) AS at FROM encounter
          WHERE person_id = ?1 AND status = 'final' AND partner_id IS NULL
          UNION ALL
          SELECT max(e.at) FROM contact_code c CROSS JOIN encounter e
            ON e.contact_code_id = c.id
          WHERE c.person_id = ?1 AND e.status = 'final' AND e.partner_id IS NULL)
        """, person
      ) { row in row.timestampOrNil() }.flatMap(\.self)
    }
    return found
  }
}
