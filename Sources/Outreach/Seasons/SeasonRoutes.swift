// The routes about winter and crisis modes.

import Access
import HTTP
import JSON
import Organisation
import Pipeline
import Vocabulary

/// The body that switches a mode on for some days.
struct NewSeason: Document {
  static let name = "NewSeason"

  let unit: Reference
  let isForBoard: Bool
  let season: Season

  init(reading fields: inout FieldReader) {
    unit = fields.reference("unit")
    isForBoard = fields.flag("wholeBoard", default: false)
    season = Season(
      kind: fields.code("kind", SeasonKind.self), name: fields.text("name"),
      from: fields.day("from"), to: fields.day("to"),
      preparedness: fields.codeIfAny("preparedness", Preparedness.self) ?? .normal,
      message: fields.textIfAny("message", charactersMax: 500))
    if season.to < season.from { fields.fault("to", "invalid") }
  }
}

/// Modes over HTTP.
enum SeasonRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/seasons", "season.list", "The modes that hold today for one unit.",
      needs: .permission([.organisationRead]),
      parameters: [Parameter("unit", .reference, "The unit.")], answers: .ok,
      .page(of: Season.shape, named: "SeasonPage"), handler: list),
    Route(
      .post, "/api/v1/seasons", "season.create",
      "Switches a mode on by dates: for a unit, or with `wholeBoard` for all of its board.",
      needs: .permission([.teamWrite]), parameters: [.dryRun], takes: NewSeason.self,
      example: """
        {"unit": "uppsala-stod", "kind": "winter", "name": "Vinterläge", "from": "2026-12-01",
         "to": "2027-03-15", "preparedness": "strained", "message": "Extra platser i Fyris."}
        """,
      answers: .created, Season.shape, handler: create),
  ]

  private static func list(_ call: Call) throws -> Reply {
    guard let reference = call.request.query["unit"].flatMap(Reference.init),
      let unit = try UnitStore(call.database).find(reference),
      call.may(.organisationRead, on: unit.fieldFacts)
    else { throw Refusal.badQuery("unit") }
    let seasons = try SeasonStore(call.database).current(
      board: unit.boardID, unit: unit.id, at: call.now)
    return Reply(about: .nobody) { writer in
      writer.object { writer in
        writer.array("items") { writer in for season in seasons { season.write(to: &writer) } }
        writer.member("next", nil as String?)
      }
    }
  }

  private static func create(_ call: Call, _ body: NewSeason) throws -> Reply {
    guard let unit = try UnitStore(call.database).find(body.unit),
      call.may(.organisationRead, on: unit.fieldFacts)
    else { throw Refusal.invalid("/unit", "unknown") }
    let facts =
      body.isForBoard ? SubjectFacts(board: unit.boardID, isPersonal: false) : unit.fieldFacts
    try call.require(.teamWrite, on: facts, isKnown: true)
    try SeasonStore(call.database).insert(
      call.makeID(), body.season, board: unit.boardID, unit: body.isForBoard ? nil : unit.id,
      by: try call.signedIn().reference, at: call.now)
    return Reply(.created, about: .nobody) { body.season.write(to: &$0) }
  }
}

extension Unit {
  fileprivate var fieldFacts: SubjectFacts {
    SubjectFacts(board: boardID, unit: id, isNamed: true, isPersonal: false)
  }
}
