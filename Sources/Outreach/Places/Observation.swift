// What is seen at a place: heads, mood, tents. No persons, and nothing that tells one from another.

import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Heads of one sex and age band.
struct HeadCount: Sendable {
  let sex: Sex
  /// Nil where nobody guessed an age.
  let ageBand: AgeBand?
  let count: Int
}

/// A visit to a place (sw. *platsbesök*).
struct Observation: Sendable {
  let id: ObservationID
  let keeper: Keeper
  let place: PlaceID
  let shift: ShiftID?
  let at: Timestamp
  let mood: Mood?
  let tents: Int?
  let needles: Int?
  let note: String?
  var heads: [HeadCount]

  /// All heads.
  var total: Int { heads.reduce(0) { $0 + $1.count } }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("at", at.text)
      writer.member("shift", shift?.text)
      writer.member("total", total)
      writer.array("heads") { writer in
        for head in heads {
          writer.object { writer in
            writer.member("sex", head.sex.code)
            writer.member("ageBand", head.ageBand?.code)
            writer.member("count", head.count)
          }
        }
      }
      writer.member("mood", mood?.code)
      writer.member("tents", tents)
      writer.member("needles", needles)
      writer.member("note", note)
    }
  }

  /// Most rows of heads: each sex in each band, and without one.
  static let headsMax = 48

  /// Most people of one visit, in all groups together.
  static let countMax = 9_999

  /// What an observation looks like on the wire.
  static let shape: Shape = .object(
    "PlaceObservation",
    [
      .init("id", .id), .init("at", .instant), .init("shift", .nullable(.id)),
      .init("total", .count),
      .init(
        "heads",
        .list(
          .object(
            "HeadCount",
            [
              .init("sex", .code(Sex.self)), .init("ageBand", .nullable(.code(AgeBand.self))),
              .init("count", .count),
            ]), countMax: headsMax)),
      .init("mood", .nullable(.code(Mood.self))), .init("tents", .nullable(.count)),
      .init("needles", .nullable(.count)),
      .init("note", .nullable(.text(charactersMax: 2_000))),
    ])
}

/// Heads as they come in.
struct HeadBody: Document {
  static let name = "NewHeadCount"

  let head: HeadCount

  init(reading fields: inout FieldReader) {
    let sex = fields.code("sex", Sex.self)
    let band = fields.codeIfAny("ageBand", AgeBand.self)
    let count = fields.integerIfAny("count", in: 1...Observation.countMax, isRequired: true)
    head = HeadCount(sex: sex, ageBand: band, count: count ?? 1)
  }
}

/// The body of an observation: an empty place is `"heads": []`.
struct NewObservation: Document {
  static let name = "NewPlaceObservation"

  let id: ObservationID?
  let at: Timestamp?
  let shift: ShiftID?
  let heads: [HeadCount]
  let mood: Mood?
  let tents: Int?
  let needles: Int?
  let note: String?

  init(reading fields: inout FieldReader) {
    id = fields.idIfAny("id")
    at = fields.instantIfAny("at")
    shift = fields.idIfAny("shift")
    heads = fields.objects("heads", HeadBody.self, countMax: Observation.headsMax).map(\.head)
    mood = fields.codeIfAny("mood", Mood.self)
    tents = fields.integerIfAny("tents", in: 0...999)
    needles = fields.integerIfAny("needles", in: 0...9_999)
    note = fields.textIfAny("note", charactersMax: 2_000)
    if !fields.has("heads") { fields.fault("heads", "required") }
    let groups = heads.map { "\($0.sex.code) \($0.ageBand?.code ?? "")" }
    if Set(groups).count < groups.count { fields.fault("heads", "duplicate") }
    // Each group may be within bounds, and all of them together not.
    if heads.map(\.count).reduce(0, +) > Observation.countMax { fields.fault("heads", "invalid") }
  }
}

/// Observations in the database.
struct ObservationStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// Who made an observation under an id, and the hash of what it said.
  func made(_ id: ObservationID) throws -> (author: String, hash: [UInt8])? {
    try database.first(
      "SELECT created_by, request_hash FROM place_observation WHERE id = ?", id
    ) { row in (row.text(), row.bytes()) }
  }

  /// The municipality's own observations of a place, latest first, after a mark.
  func list(
    of place: PlaceID, after: (Timestamp, ObservationID), limit: Int
  ) throws -> [Observation] {
    let found = try database.all(
      """
      SELECT id, board_id, team_id, place_id, shift_id, at, mood, tents, needles, note
      FROM place_observation
      WHERE place_id = ? AND (at, id) < (?, ?) AND partner_id IS NULL
      ORDER BY at DESC, id DESC LIMIT ?
      """, place, after.0, after.1, limit, read: Self.read)
    return try found.map(withHeads)
  }

  /// The observation of an id; nil when there is none.
  func find(_ id: ObservationID) throws -> Observation? {
    try database.first(
      """
      SELECT id, board_id, team_id, place_id, shift_id, at, mood, tents, needles, note
      FROM place_observation WHERE id = ?
      """, id, read: Self.read
    ).map(withHeads)
  }

  /// Inserts an observation with its heads.
  func insert(
    _ observation: Observation, hash: [UInt8], by author: String, at now: Timestamp
  ) throws {
    let keeper = observation.keeper
    try database.run(
      """
      INSERT INTO place_observation (id, board_id, team_id, partner_id, place_id, shift_id, at,
        heads, mood, tents, needles, note, request_hash, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, observation.id, keeper.board, keeper.team, keeper.partner, observation.place,
      observation.shift, observation.at, observation.total, observation.mood?.code,
      observation.tents, observation.needles, observation.note, hash, now, author)
    for head in observation.heads {
      try database.run(
        "INSERT INTO observation_head (observation_id, sex, age_band, heads) VALUES (?, ?, ?, ?)",
        observation.id, head.sex.code, head.ageBand?.code ?? "", head.count)
    }
  }

  /// Before any observation.
  static let newest = (
    Timestamp(milliseconds: .max / 2), ObservationID(high: .max, low: .max)
  )

  private func withHeads(_ observation: Observation) throws -> Observation {
    var observation = observation
    observation.heads = try database.all(
      """
      SELECT sex, age_band, heads FROM observation_head WHERE observation_id = ?
      ORDER BY sex, age_band
      """, observation.id
    ) { row in
      HeadCount(
        sex: try row.code(Sex.self), ageBand: AgeBand(code: row.text()), count: row.int())
    }
    return observation
  }

  private static func read(_ row: inout Row) throws -> Observation {
    let id: ObservationID = row.id()
    let keeper = Keeper(board: row.id(), team: row.idOrNil())
    return Observation(
      id: id, keeper: keeper, place: row.id(), shift: row.idOrNil(), at: row.timestamp(),
      mood: try row.codeOrNil(Mood.self), tents: row.intOrNil(), needles: row.intOrNil(),
      note: row.textOrNil(), heads: [])
  }
}
