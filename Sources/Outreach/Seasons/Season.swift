// Winter and crisis: modes of a board or of one unit that dates switch on and off.

import Access
import JSON
import Pipeline
import SQLite
import Vocabulary

/// A mode with dates (sw. *vinterläge*, *krisläge*).
struct Season: Sendable, Equatable {
  let kind: SeasonKind
  let name: String
  let from: Day
  let to: Day
  let preparedness: Preparedness
  let message: String?

  /// What a printed sheet says of it.
  var headline: String {
    "\(name) (\(preparedness.label[.sv]))" + (message.map { ": \($0)" } ?? "")
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("kind", kind.code)
      writer.member("name", name)
      writer.member("from", from.text)
      writer.member("to", to.text)
      writer.member("preparedness", preparedness.code)
      writer.member("message", message)
    }
  }

  /// What a mode looks like on the wire.
  static let shape: Shape = .object(
    "Season",
    [
      .init("kind", .code(SeasonKind.self)), .init("name", .text), .init("from", .day),
      .init("to", .day), .init("preparedness", .code(Preparedness.self)),
      .init("message", .nullable(.text(charactersMax: 500))),
    ])
}

/// Modes in the database.
struct SeasonStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The modes that hold now for a unit: its own, its board's, and that of the whole server.
  func current(board: BoardID, unit: UnitID?, at now: Timestamp) throws -> [Season] {
    let kept = try ModeStore(database).find()
    return try serverMode(kept, at: now) + current(board: board, unit: unit, on: Day.of(now))
  }

  /// The modes that hold now wherever a caller works, each once.
  func current(for caller: Caller, at now: Timestamp) throws -> [Season] {
    var found = serverMode(try ModeStore(database).find(), at: now)
    for grant in caller.grants where grant.holds(at: now) {
      guard let board = grant.scope.board else { continue }
      for season in try current(board: board, unit: grant.scope.unit, on: Day.of(now))
      where !found.contains(season) {
        found.append(season)
      }
    }
    return Array(found.prefix(Self.countMax))
  }

  /// Most modes that are shown at once.
  static let countMax = 21

  // Whoever takes a sheet along reads there that nothing can be entered now.
  private func serverMode(_ kept: KeptMode, at now: Timestamp) -> [Season] {
    let mode = kept.mode(at: now)
    guard mode != .normal else { return [] }
    let today = Day.of(now)
    return [
      Season(
        kind: .crisis, name: mode.label[.sv], from: kept.since.map(Day.of) ?? today,
        to: kept.until.map(Day.of) ?? today, preparedness: mode == .crisis ? .stab : .strained,
        message: kept.message)
    ]
  }

  private func current(board: BoardID, unit: UnitID?, on day: Day) throws -> [Season] {
    try database.all(
      """
      SELECT kind, name, starts_on, ends_on, preparedness, message FROM season
      WHERE board_id = ?1 AND ends_on >= ?2 AND starts_on <= ?2
        AND (unit_id IS NULL OR unit_id = ?3)
      ORDER BY ends_on, id LIMIT 20
      """, board, day, unit
    ) { row in
      Season(
        kind: try row.code(SeasonKind.self), name: row.text(), from: row.day(), to: row.day(),
        preparedness: try row.code(Preparedness.self), message: row.textOrNil())
    }
  }

  /// Inserts a mode.
  func insert(
    _ id: AnyID, _ season: Season, board: BoardID, unit: UnitID?, by creator: String,
    at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO season (id, board_id, unit_id, kind, name, starts_on, ends_on, preparedness,
        message, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id, board, unit, season.kind.code, season.name, season.from, season.to,
      season.preparedness.code, season.message, now, creator)
  }
}

extension GrantScope {
  /// The unit that the scope is or lies in; nil for a whole board.
  fileprivate var unit: UnitID? {
    switch self {
    case .unit(let unit, _, _), .team(_, let unit, _): unit
    case .server, .board, .partner: nil
    }
  }
}
