// The route to a round's figures. A filter picks cells out of the one table that was protected as a
// whole; it never counts anew.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Results over HTTP.
enum CountResultRoutes {
  /// The table.
  static let all: [Route] = [
    Route(
      .get, "/api/v1/count-rounds/{round}/result", "count_result.read",
      "Persons by situation, sex and age band; small cells are hidden (`null`).",
      needs: CountRoundRoutes.readers, isPersonal: true,
      parameters: [
        filter("situation", HomelessSituation.self), filter("sex", Sex.self),
        filter("ageBand", AgeBand.self),
        Parameter("against", .id, "An earlier round of the same definition, shown beside."),
      ],
      answers: .ok, shape, mediaTypes: ["application/json", "text/csv"], handler: read)
  ]

  private static func filter<List: CodeList>(_ name: String, _ list: List.Type) -> Parameter {
    Parameter(name, .code(List.codes + ["total"]), "Only these cells; `total` the sums over it.")
  }

  private static func read(_ call: Call) throws -> Reply {
    let access = try CountAccess(call, call.id())
    let result = try visible(access, call)
    var earlier: CountResult?
    if let text = call.request.query["against"] {
      guard let id = CountRoundID(text) else { throw Refusal.badQuery("against") }
      let other = try CountAccess(call, id)
      guard other.round.definition == access.round.definition else {
        throw Refusal.badQuery("against")
      }
      earlier = try visible(other, call)
    }
    let places = try places(call)
    // Counts of nobody in particular, but of a few people: reading them leaves a trace too.
    let about = access.about([], ["result"])
    if call.request.mediaType == "text/csv" {
      return table(result, earlier, places, about)
    }
    return Reply(about: about) { write(result, earlier, places, to: &$0) }
  }

  // Before it is published only its makers see a result, and before it is reconciled nobody: the
  // difference between two counts of an open round would be one person.
  private static func visible(_ access: CountAccess, _ call: Call) throws -> CountResult {
    guard access.isManager || access.round.status == .published else { throw Refusal.notFound }
    guard let result = try CountResultStore(call.database).find(access.round.id) else {
      throw Refusal(.stepNotAllowed, allowed: ["reconcile"])
    }
    return result
  }

  private static func places(_ call: Call) throws(Refusal) -> [CountPlace] {
    let situation = try wanted("situation", HomelessSituation.self, call)
    let sex = try wanted("sex", Sex.self, call)
    let ageBand = try wanted("ageBand", AgeBand.self, call)
    return CountPlace.all.filter {
      situation.fits($0.situation) && sex.fits($0.sex) && ageBand.fits($0.ageBand)
    }
  }

  private enum Wanted<List: CodeList> {
    case all
    case total
    case only(List)

    func fits(_ code: List?) -> Bool {
      switch self {
      case .all: true
      case .total: code == nil
      case .only(let wanted): code == wanted
      }
    }
  }

  private static func wanted<List: CodeList>(
    _ name: String, _ list: List.Type, _ call: Call
  ) throws(Refusal) -> Wanted<List> {
    guard let text = call.request.query[name] else { return .all }
    if text == "total" { return .total }
    guard let code = List(rawValue: text) else {
      throw .badQuery(name, allowed: List.codes + ["total"])
    }
    return .only(code)
  }

  // MARK: Writing

  private static func write(
    _ result: CountResult, _ earlier: CountResult?, _ places: [CountPlace],
    to writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("round", result.round.text)
      writer.member("run", result.run.text)
      writer.member("definition", result.definition)
      writer.member("dataAt", result.dataAt.text)
      writer.member("smallCellLimit", result.smallCellLimit)
      writer.object("persons") { writer in
        writer.member("low", result.low)
        writer.member("high", result.high)
      }
      writer.array("cells") { writer in
        for place in places {
          writer.object { writer in
            writer.member("situation", place.situation?.code)
            writer.member("sex", place.sex?.code)
            writer.member("ageBand", place.ageBand?.code)
            writer.member("count", result.figures.cells[place] ?? 0)
            if let earlier { writer.member("against", earlier.figures.cells[place] ?? 0) }
          }
        }
      }
      writer.object("needs") { writer in
        for need in NeedArea.allCases {
          writer.count(need.code, result.figures.needs[need] ?? 0)
        }
      }
      writer.object("socialServicesContact") { writer in
        for answer in SocialServicesContact.allCases {
          writer.count(answer.code, result.figures.contact[answer] ?? 0)
        }
      }
    }
  }

  // A hidden cell is empty, a sum has `total` for its code.
  private static func table(
    _ result: CountResult, _ earlier: CountResult?, _ places: [CountPlace], _ about: About
  ) -> Reply {
    var columns = ["situation", "sex", "age_band", "count"]
    if earlier != nil { columns.append("against") }
    var csv = CSVWriter(columns: columns + ["run", "definition", "data_at"])
    func cell(_ result: CountResult, _ place: CountPlace) -> String? {
      (result.figures.cells[place] ?? 0).map(String.init)
    }
    for place in places {
      var cells = [
        place.situation?.code ?? "total", place.sex?.code ?? "total",
        place.ageBand?.code ?? "total", cell(result, place),
      ]
      if let earlier { cells.append(cell(earlier, place)) }
      csv.row(cells + [result.run.text, "\(result.definition)", result.dataAt.text])
    }
    return Reply(
      about: about, body: .text(type: "text/csv; charset=utf-8; header=present", csv.bytes))
  }

  private static func codes<List: CodeList>(_ name: String, _ list: List.Type) -> Shape {
    .object(name, List.codes.map { .init($0, .nullable(.count)) })
  }

  private static let shape: Shape = .object(
    "CountResult",
    [
      .init("round", .id), .init("run", .id), .init("definition", .count),
      .init("dataAt", .instant), .init("smallCellLimit", .count),
      .init(
        "persons",
        .object(
          "CountedPersons",
          [.init("low", .nullable(.count)), .init("high", .nullable(.count))])),
      .init(
        "cells",
        .list(
          .object(
            "CountCell",
            [
              .init("situation", .nullable(.code(HomelessSituation.self))),
              .init("sex", .nullable(.code(Sex.self))),
              .init("ageBand", .nullable(.code(AgeBand.self))),
              .init("count", .nullable(.count)),
              .init("against", .nullable(.count), isRequired: false),
            ]), countMax: 400)),
      .init("needs", codes("CountNeeds", NeedArea.self)),
      .init("socialServicesContact", codes("CountContact", SocialServicesContact.self)),
    ])
}
