// A world with the routes of counts, and the calls that most tests begin with.

import Counts
import JSON
import TestSupport
import Testing
import Vocabulary

struct CountsWorld {
  let world: World
  static let statistician = "uppsala-statistician"

  init() throws { world = try World(CountsRoutes.all(secret: [UInt8](repeating: 9, count: 32))) }

  /// Plans a round with the outreach unit, the shelter and the mosque, and takes some steps.
  func round(_ steps: String..., name: String = "Vecka 48") throws -> String {
    let made = try world.call(
      "POST", "/api/v1/count-rounds",
      json: """
        {"name": "\(name)", "board": "uppsala-socialnamnden", "from": "2026-11-23",
         "to": "2026-11-29", "dueOn": "2026-12-04", "units": ["uppsala-stod"],
         "partners": ["kvinnojouren-exempel", "moske-exempel"]}
        """, as: Self.statistician)
    #expect(made.status == 201, "\(made)")
    let id = try #require(made.text("id"))
    for step in steps { #expect(try take(step, id).status == 200) }
    return id
  }

  func take(_ step: String, _ round: String, as who: String = statistician) throws -> Answer {
    // Steps in the same millisecond have no order.
    world.clock.advance(seconds: 1)
    return try world.call(
      "POST", "/api/v1/count-rounds/\(round)/transitions", json: #"{"step": "\#(step)"}"#, as: who)
  }

  func get(_ path: String, as who: String = statistician, _ fields: [String: String] = [:])
    throws -> Answer
  {
    try world.call("GET", "/api/v1/count-rounds" + path, as: who, fields: fields)
  }

  func report(_ rows: [String], to round: String, as who: String, more: String = "") throws
    -> Answer
  {
    try world.call(
      "POST", "/api/v1/count-rounds/\(round)/rows",
      json: #"{"rows": [\#(rows.joined(separator: ","))]\#(more)}"#, as: who)
  }

  /// A row as JSON.
  static func row(
    _ identity: String? = nil, sex: String = "man", born: Int? = 1970, situation: String = "1"
  ) -> String {
    let identity = identity.map { #""identity": \#($0), "# } ?? ""
    let year = born.map { #""birthYear": \#($0), "# } ?? ""
    return #"{\#(identity)\#(year)"sex": "\#(sex)", "situation": "\#(situation)"}"#
  }

  /// Rows of several men and women without a code.
  static func rows(men: Int, women: Int) -> [String] {
    (0..<men).map { row(born: $0.isMultiple(of: 2) ? 1970 : 1985) }
      + (0..<women).map { _ in row(sex: "woman", born: 1972, situation: "4") }
  }
}

/// The shown cells of a result.
func cells(of answer: Answer) -> [CountPlace: Int?] {
  var found: [CountPlace: Int?] = [:]
  for cell in answer["cells"]?.array ?? [] {
    let place = CountPlace(
      cell["situation"]?.string.flatMap(HomelessSituation.init(code:)),
      cell["sex"]?.string.flatMap(Sex.init(code:)),
      cell["ageBand"]?.string.flatMap(AgeBand.init(code:)))
    var count: Int?
    if case .number(let number)? = cell["count"] { count = number.integer.map { Int($0) } }
    found.updateValue(count, forKey: place)
  }
  return found
}
