// The only SQL about records that may be of one person. Pairs are found within a board, whoever
// may see them: what is found is told to nobody who may not read both.

package import SQLite
import Vocabulary

/// Pairs of records in the database.
package struct DuplicateStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// Most persons of one name and year that are compared.
  static let comparedMax = 50

  static let byNameAndYear: StaticString = """
    SELECT t.person_id FROM person_name_token t CROSS JOIN person p ON p.id = t.person_id
    WHERE t.board_id = ? AND t.token = ? AND p.birth_year = ? LIMIT ?
    """

  /// The persons of a board who may be the one that is told of, with the reasons.
  func matches(
    for told: NewPerson, in board: BoardID
  ) throws -> [(person: Person, reasons: [DuplicateReason])] {
    var byNumber: Set<PersonID> = []
    if let number = told.number {
      byNumber.formUnion(
        try database.all(PersonSearchStore.byNumber, board, number.text) { $0.id() })
    }
    var ids = byNumber
    // The longest word of a name is the rarest.
    for name in told.wholeNames {
      guard let year = told.birthYear,
        let word = name.max(by: { ($0.count, $0) < ($1.count, $1) })
      else { continue }
      ids.formUnion(
        try database.all(Self.byNameAndYear, board, word, year, Self.comparedMax) { $0.id() })
    }
    let persons = PersonStore(database)
    return try ids.sorted().compactMap { id in
      guard let person = try persons.find(id) else { return nil }
      let reasons = DuplicateRules.reasons(
        told, person.told, sharesNumber: byNumber.contains(id))
      return reasons.isEmpty ? nil : (person, reasons)
    }
  }

  /// Notes every record of the board that may be the same person as a new or changed one.
  ///
  /// What was decided about a pair stands until there is a new reason.
  func note(_ id: PersonID, _ told: NewPerson, board: BoardID, at now: Timestamp) throws {
    for (person, reasons) in try matches(for: told, in: board) where person.id != id {
      let (first, second) = (min(id, person.id), max(id, person.id))
      let codes = reasons.map(\.code).joined(separator: " ")
      try database.run(
        """
        INSERT INTO duplicate_candidate (id, board_id, first_id, second_id, reasons, score,
          created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (first_id, second_id) DO UPDATE SET reasons = ?5, score = ?6, decision = NULL,
          decided_by = NULL, decided_at = NULL, version = version + 1
        WHERE ?6 > score
        """, Self.id(of: first, second), board, first, second, codes,
        DuplicateRules.score(reasons), now)
    }
  }

  /// The pair of an id; nil when there is none.
  func find(_ id: DuplicateCandidateID) throws -> DuplicateCandidate? {
    try database.first(
      """
      SELECT id, board_id, first_id, second_id, reasons, score, decision, decided_at, created_at,
        version
      FROM duplicate_candidate WHERE id = ?
      """, id, read: Self.read)
  }

  /// A board's pairs in the order of their ids, after one of them.
  func list(
    of board: BoardID, after: DuplicateCandidateID?, limit: Int
  ) throws -> [DuplicateCandidate] {
    try database.all(
      """
      SELECT id, board_id, first_id, second_id, reasons, score, decision, decided_at, created_at,
        version
      FROM duplicate_candidate WHERE board_id = ? AND id > ? ORDER BY id LIMIT ?
      """, board, after ?? DuplicateCandidateID(high: 0, low: 0), limit, read: Self.read)
  }

  /// Keeps what was decided, raises the version.
  func decide(
    _ decision: DuplicateDecision, about id: DuplicateCandidateID, by who: String,
    at now: Timestamp
  ) throws {
    try database.run(
      """
      UPDATE duplicate_candidate SET decision = ?, decided_by = ?, decided_at = ?,
        version = version + 1 WHERE id = ?
      """, decision.code, who, now, id)
  }

  // Made from the two: nothing is drawn for a pair that the caller may not know of.
  private static func id(of first: PersonID, _ second: PersonID) -> DuplicateCandidateID {
    let hash = SHA256.hash(of: Array("duplicate\n".utf8) + first.bytes + second.bytes)
    return DuplicateCandidateID(bytes: Array(hash.bytes.prefix(16)))
      ?? DuplicateCandidateID(high: first.high ^ second.high, low: first.low ^ second.low)
  }

  private static func read(_ row: inout Row) throws -> DuplicateCandidate {
    DuplicateCandidate(
      id: row.id(), board: row.id(), first: row.id(), second: row.id(),
      reasons: row.text().split(separator: " ").compactMap { DuplicateReason(code: String($0)) },
      score: row.int(), decision: try row.codeOrNil(DuplicateDecision.self),
      decidedAt: row.timestampOrNil(), createdAt: row.timestamp(), version: row.int())
  }
}
