// What reports count of persons: sex, age, where they lived and what they needed within some days.
// No name, number or address leaves here.

package import SQLite
package import Vocabulary

/// A person, as they are counted.
package struct PersonFigure: Sendable {
  /// The sex.
  package let sex: Sex
  /// The year of birth.
  package let birthYear: Int?
  /// The age band as it was told.
  package let ageBand: AgeBand?
  /// Whether no geography may be told of them.
  package let isProtected: Bool
  /// The last situation that held on one of the days.
  package let situation: HomelessSituation?
  /// What kinds of housing they had on one of the days.
  package let housings: Set<LivingSubtype>
  /// What they needed on one of the days.
  package let needs: Set<NeedArea>

  /// The age band at an event: by the year of birth, else as told.
  package func ageBand(inYear year: Int) -> AgeBand {
    birthYear.map { AgeBand(years: max(0, year - $0)) } ?? ageBand ?? .unknown
  }
}

/// Reads what is counted.
package struct PersonFigures {
  private let database: Database

  /// Figures on one connection.
  package init(_ database: Database) { self.database = database }

  /// One person within some days; nil when there is none.
  package func find(_ id: PersonID, from first: Day, to last: Day) throws -> PersonFigure? {
    let found = try database.first(
      "SELECT sex, birth_year, age_band, secrecy_class FROM person WHERE id = ?", id
    ) { row in
      (
        try row.code(Sex.self), row.intOrNil(), try row.codeOrNil(AgeBand.self),
        row.text() == "protected"
      )
    }
    guard let (sex, birthYear, ageBand, isProtected) = found else { return nil }
    let homes = try database.all(
      """
      SELECT situation, subtype FROM living_situation WHERE person_id = ?1 AND starts_on <= ?3
        AND (ends_on IS NULL OR ends_on >= ?2) ORDER BY starts_on, id
      """, id, first, last
    ) { row in (try row.code(HomelessSituation.self), try row.codeOrNil(LivingSubtype.self)) }
    let needs = try database.all(
      """
      SELECT area FROM person_need WHERE person_id = ?1 AND starts_on <= ?3
        AND (ends_on IS NULL OR ends_on >= ?2)
      """, id, first, last
    ) { row in try row.code(NeedArea.self) }
    return PersonFigure(
      sex: sex, birthYear: birthYear, ageBand: ageBand, isProtected: isProtected,
      situation: homes.last?.0, housings: Set(homes.compactMap(\.1)), needs: Set(needs))
  }

  /// What is known of whoever has a code; nil when there is no such code.
  package func find(_ id: ContactCodeID) throws -> PersonFigure? {
    try database.first("SELECT sex, age_band FROM contact_code WHERE id = ?", id) { row in
      PersonFigure(
        sex: try row.codeOrNil(Sex.self) ?? .unknown, birthYear: nil,
        ageBand: try row.codeOrNil(AgeBand.self), isProtected: false, situation: nil,
        housings: [], needs: [])
    }
  }

  /// The persons of a board who were acutely homeless on one of some days, with their unit.
  package func acutelyHomeless(
    of board: BoardID, from first: Day, to last: Day
  ) throws -> [(person: PersonID, unit: UnitID?)] {
    let open = try database.all(
      """
      SELECT p.id, p.unit_id FROM living_situation l JOIN person p ON p.id = l.person_id
      WHERE l.board_id = ? AND l.situation = '1' AND l.ends_on IS NULL AND l.starts_on <= ?
      """, board, last
    ) { row -> (PersonID, UnitID?) in (row.id(), row.idOrNil()) }
    let ended = try database.all(
      """
      SELECT p.id, p.unit_id FROM living_situation l JOIN person p ON p.id = l.person_id
      WHERE l.board_id = ? AND l.situation = '1' AND l.ends_on IS NOT NULL AND l.ends_on >= ?
        AND l.starts_on <= ?
      """, board, first, last
    ) { row -> (PersonID, UnitID?) in (row.id(), row.idOrNil()) }
    let units = Dictionary(open + ended, uniquingKeysWith: { one, _ in one })
    return units.keys.sorted().map { ($0, units[$0] ?? nil) }
  }
}
