// What reports count of this room: encounters, visits and shifts of a period, read from where the
// period stands in an index. No note, no name and no position leaves here.

package import SQLite
package import Vocabulary

/// Whose records are counted.
package enum FieldKeeper: Hashable, Sendable {
  case team(TeamID)
  case partner(PartnerID)
}

/// Whom an encounter was with: the same person or code is the same value.
package enum MetSubject: Hashable, Sendable {
  case person(PersonID)
  case code(ContactCodeID)
}

/// An encounter, as it is counted.
package struct MetEncounter: Sendable {
  /// When it was.
  package let at: Timestamp
  /// First, again, by telephone, online.
  package let kind: EncounterKind
  /// With whom; nil for somebody of whom nothing is kept.
  package let subject: MetSubject?
  /// The area of the place.
  package let area: String?
  /// What it was about.
  package let contents: [ContactContent]
  /// What was asked for and not to be had.
  package let unavailable: [HelpOffered]
  /// How the person answered.
  package let response: ContactResponse?
  /// When it was written down.
  package let createdAt: Timestamp
  /// Who wrote it.
  package let author: String
}

/// A visit to a place, as it is counted.
package struct MadeVisit: Sendable {
  /// When it was.
  package let at: Timestamp
  /// The area of the place.
  package let area: String?
  /// How many were there.
  package let heads: Int
  /// How many of each sex, where somebody looked.
  package let headsBySex: [Sex: Int]
  /// When it was written down.
  package let createdAt: Timestamp
}

/// Reads what is counted.
package struct FieldFigures {
  private let database: Database

  /// Figures on one connection.
  package init(_ database: Database) { self.database = database }

  /// The encounters of a keeper from one instant up to another.
  ///
  /// A code that was joined to a person is that person, but not to a partner, who does not know.
  package func encounters(
    of keeper: FieldKeeper, from: Timestamp, to: Timestamp
  ) throws -> [MetEncounter] {
    switch keeper {
    case .team(let team):
      try database.all(Self.encountersOfTeam, team, from, to, read: Self.encounter)
    case .partner(let partner):
      try database.all(Self.encountersOfPartner, partner, from, to, read: Self.encounter)
    }
  }

  /// The visits of a keeper from one instant up to another.
  package func visits(
    of keeper: FieldKeeper, from: Timestamp, to: Timestamp
  ) throws -> [MadeVisit] {
    var visits: [(ObservationID, MadeVisit)] =
      switch keeper {
      case .team(let team):
        try database.all(Self.visitsOfTeam, team, from, to, read: Self.visit)
      case .partner(let partner):
        try database.all(Self.visitsOfPartner, partner, from, to, read: Self.visit)
      }
    for index in visits.indices where visits[index].1.heads > 0 {
      let (id, visit) = visits[index]
      visits[index].1 = MadeVisit(
        at: visit.at, area: visit.area, heads: visit.heads, headsBySex: try heads(of: id),
        createdAt: visit.createdAt)
    }
    return visits.map(\.1)
  }

  /// When the shifts of a keeper, planned from one instant up to another, began by plan; those
  /// that never took place are left out.
  package func shifts(
    of keeper: FieldKeeper, from: Timestamp, to: Timestamp
  ) throws -> [Timestamp] {
    switch keeper {
    case .team(let team):
      try database.all(
        """
        SELECT planned_from FROM shift WHERE team_id = ? AND planned_from >= ?
          AND planned_from < ? AND status IN ('started', 'ended', 'reviewed')
        """, team, from, to
      ) { row in row.timestamp() }
    case .partner(let partner):
      try database.all(
        """
        SELECT p.planned_from FROM shift_partner p JOIN shift s ON s.id = p.shift_id
        WHERE p.partner_id = ? AND p.planned_from >= ? AND p.planned_from < ?
          AND s.status IN ('started', 'ended', 'reviewed')
        """, partner, from, to
      ) { row in row.timestamp() }
    }
  }

  /// When somebody was a community guide: the times of their grants. Grants are Access's; reports
  /// ask for no more of them than this.
  package func guideTimes(of author: String) throws -> [Range<Timestamp>] {
    guard let user = UserID(author) else { return [] }
    return try database.all(
      "SELECT starts_at, ends_at FROM role_grant WHERE user_id = ? AND role = 'guide'", user
    ) { row in
      let start = row.timestamp()
      return start..<max(start, row.timestampOrNil() ?? Timestamp(milliseconds: .max / 2))
    }
  }

  // MARK: rows

  private func heads(of id: ObservationID) throws -> [Sex: Int] {
    var heads: [Sex: Int] = [:]
    try database.each("SELECT sex, heads FROM observation_head WHERE observation_id = ?", id) {
      row in heads[try row.code(Sex.self), default: 0] += row.int()
    }
    return heads
  }

  private static let encountersOfTeam: StaticString = """
    SELECT e.at, e.kind, coalesce(e.person_id, c.person_id), e.contact_code_id, p.area,
      e.contents, e.unavailable, e.response, e.created_at, e.created_by
    FROM encounter e LEFT JOIN contact_code c ON c.id = e.contact_code_id
      LEFT JOIN place p ON p.id = e.place_id
    WHERE e.team_id = ? AND e.at >= ? AND e.at < ? AND e.status = 'final' ORDER BY e.at, e.id
    """
  private static let encountersOfPartner: StaticString = """
    SELECT e.at, e.kind, e.person_id, e.contact_code_id, p.area, e.contents, e.unavailable,
      e.response, e.created_at, e.created_by
    FROM encounter e LEFT JOIN place p ON p.id = e.place_id
    WHERE e.partner_id = ? AND e.at >= ? AND e.at < ? AND e.status = 'final' ORDER BY e.at, e.id
    """
  private static let visitsOfTeam: StaticString = """
    SELECT o.id, o.at, p.area, o.heads, o.created_at
    FROM place_observation o JOIN place p ON p.id = o.place_id
    WHERE o.team_id = ? AND o.at >= ? AND o.at < ? ORDER BY o.at, o.id
    """
  private static let visitsOfPartner: StaticString = """
    SELECT o.id, o.at, p.area, o.heads, o.created_at
    FROM place_observation o JOIN place p ON p.id = o.place_id
    WHERE o.partner_id = ? AND o.at >= ? AND o.at < ? ORDER BY o.at, o.id
    """

  private static func encounter(_ row: inout Row) throws -> MetEncounter {
    let (at, kind) = (row.timestamp(), try row.code(EncounterKind.self))
    let (person, code): (PersonID?, ContactCodeID?) = (row.idOrNil(), row.idOrNil())
    return MetEncounter(
      at: at, kind: kind, subject: person.map { .person($0) } ?? code.map { .code($0) },
      area: row.textOrNil(), contents: try row.storedCodes(ContactContent.self),
      unavailable: try row.storedCodes(HelpOffered.self),
      response: try row.codeOrNil(ContactResponse.self), createdAt: row.timestamp(),
      author: row.text())
  }

  private static func visit(_ row: inout Row) throws -> (ObservationID, MadeVisit) {
    (
      row.id(),
      MadeVisit(
        at: row.timestamp(), area: row.textOrNil(), heads: row.int(), headsBySex: [:],
        createdAt: row.timestamp())
    )
  }
}
