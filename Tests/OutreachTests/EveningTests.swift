// Evenings in the field: groups without names, the review, figures by area and month, and somebody
// who looks for one girl.

import Access
import JSON
import Pipeline
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

struct EveningTests {
  private static let path = "/api/v1/field-evenings"
  private static let whole = """
    {"heldOn": "2026-11-24", "area": "Gottsunda", "worry": "raised", "mood": "uneasy",
     "groups": [{"size": "5-9", "ageBand": "13-15", "sexes": "mixed",
                 "position": {"north": 6634127, "east": 645339}},
                {"size": "2-4"}],
     "measures": "Stannade till stängning."}
    """

  @Test func `an evening is kept with its groups, and a position only as its square`() throws {
    let world = try World.outreach()
    let crew = #", "crew": ["\#(world.userID("uppsala-outreach"))"]"#
    let json = String(Self.whole.dropLast()) + crew + "}"
    let made = try world.call("POST", Self.path, json: json, as: "uppsala-outreach")
    #expect(made.status == 201 && made.text("status") == "open", "\(made)")
    #expect(made["crew"]?.array?.count == 1)
    let cell = try #require(made["groups"]?.array?.first?["cell"])
    #expect(cell["north"]?.integer == 6_634_000 && cell["east"]?.integer == 645_000)
    #expect(cell["sizeMetres"]?.integer == 1_000)
    #expect(!made.text.contains("6634127"))
    // Not even the database holds the spot.
    #expect(
      try world.number("SELECT count(*) FROM field_evening_group WHERE north % 1000 <> 0") == 0)
    let group = try #require(made["groups"]?.array?.last)
    #expect(group["ageBand"]?.string == "unknown" && group["sexes"]?.string == "unknown")
    let read = try world.call(
      "GET", Self.path + "/\(made.text("id") ?? "")", as: "uppsala-lead")
    #expect(read.status == 200 && read.text("measures") == "Stannade till stängning.")
  }

  @Test(arguments: [
    (#"{"area": "Gottsunda"}"#, "/worry", "required"),
    (#"{"worry": "low"}"#, "/area", "required"),
    (#"{"area": "0701740605", "worry": "low"}"#, "/area", "contains_phone"),
    (
      #"{"area": "Centrum", "worry": "low", "note": "Mia, 18900704-9803"}"#, "/note",
      "contains_identity_number"
    ),
    (
      #"{"area": "Centrum", "worry": "low", "measures": "snap: mia"}"#, "/measures",
      "contains_handle"
    ),
    (#"{"area": "Centrum", "worry": "low", "note": "t.me/mia"}"#, "/note", "contains_link"),
    (#"{"area": "Centrum", "worry": "hot"}"#, "/worry", "invalid"),
    // One alone is no group, and a number of heads is no band.
    (#"{"area": "C", "worry": "low", "groups": [{"size": "1"}]}"#, "/groups/0/size", "invalid"),
    (#"{"area": "C", "worry": "low", "groups": [{"heads": 3}]}"#, "/groups/0/size", "required"),
    (#"{"area": "C", "worry": "low", "heldOn": "2026-11-26"}"#, "/heldOn", "future"),
    (#"{"area": "C", "worry": "low", "heldOn": "2025-11-20"}"#, "/heldOn", "too_old"),
    (#"{"area": "C", "worry": "low", "team": "umea-faltgruppen"}"#, "/team", "unknown"),
  ])
  func `what is wrong is refused where it is, and never repeated`(
    _ json: String, _ path: String, _ code: String
  ) throws {
    let world = try World.outreach()
    let answer = try world.call("POST", Self.path, json: json, as: "uppsala-outreach")
    #expect(answer.status == 422, "\(answer)")
    let faults = answer["errors"]?.array ?? []
    #expect(
      faults.contains { $0["path"]?.string == path && $0["code"]?.string == code }, "\(answer)")
    #expect(!answer.text.contains("9803") && !answer.text.contains("1740605"))
  }

  @Test func `the crew are the municipality's own`() throws {
    let world = try World.outreach()
    for who in ["shelter-handler", "umea-outreach"] {
      let answer = try world.call(
        "POST", Self.path,
        json: #"{"area": "C", "worry": "low", "crew": ["\#(world.userID(who))"]}"#,
        as: "uppsala-outreach")
      #expect(answer.faultPaths == ["/crew/0"], "\(answer)")
    }
  }

  @Test func `an evening changes until it was reviewed, and in the version that stands`() throws {
    let world = try World.outreach()
    let id = try world.make("/field-evenings", Self.whole)
    let path = Self.path + "/\(id)"
    let body = #"{"worry": "high", "groups": [], "note": null}"#
    #expect(try world.call("PATCH", path, json: body, as: "uppsala-outreach").status == 428)
    let stale = try world.call(
      "PATCH", path, json: body, as: "uppsala-outreach", fields: ["If-Match": #""9-x""#])
    #expect(stale.status == 412)
    let changed = try world.call(
      "PATCH", path, json: body, as: "uppsala-outreach", fields: ["If-Match": #""1-x""#])
    #expect(changed.text("worry") == "high" && changed["groups"]?.array?.isEmpty == true)
    // The crew's own do not review.
    let own = try world.step("/field-evenings/\(id)", #"{"step": "review"}"#)
    #expect(own.status == 403 && own.text("permission") == "shift.review", "\(own)")
    let reviewed = try world.step(
      "/field-evenings/\(id)", #"{"step": "review", "note": "Till skolan."}"#, as: "uppsala-lead")
    #expect(reviewed.text("status") == "reviewed" && reviewed.text("review") == "Till skolan.")
    #expect(reviewed["reviewedBy"]?["name"]?.string == "uppsala-lead")
    let late = try world.call(
      "PATCH", path, json: body, as: "uppsala-outreach", fields: ["If-Match": "*"])
    #expect(late.status == 409, "\(late)")
    let twice = try world.step("/field-evenings/\(id)", #"{"step": "review"}"#, as: "uppsala-lead")
    #expect(twice.status == 409 && twice["allowed"]?.array?.first?.string == "reopen")
    let open = try world.step("/field-evenings/\(id)", #"{"step": "reopen"}"#, as: "uppsala-lead")
    #expect(open.text("status") == "open" && open["reviewedBy"] == .null, "\(open)")
  }

  @Test func `another team's evening is as one that never was`() throws {
    let world = try World.outreach()
    let id = try world.make("/field-evenings", Self.whole)
    for who in ["uppsala-outreach-other", "umea-outreach"] {
      for (method, body) in [("GET", nil), ("PATCH", #"{"worry": "low"}"#)] {
        func ask(_ id: String) throws -> Answer {
          guard let body else { return try world.call(method, Self.path + "/\(id)", as: who) }
          return try world.call(method, Self.path + "/\(id)", json: body, as: who)
        }
        let (hidden, unknown) = (try ask(id), try ask(world.deviceID(9)))
        #expect(hidden.status == 404 && hidden.sameProblem(as: unknown), "\(who) \(hidden)")
      }
      #expect(try world.call("GET", Self.path, as: who).items.isEmpty)
    }
    // Neither a partner nor the police have evenings.
    for who in ["shelter-handler", "police", "uppsala-caseworker"] {
      #expect(try world.call("GET", Self.path, as: who).status == 403, "\(who)")
    }
  }

  @Test func `a list goes by day, page for page, and is narrowed by area and worry`() throws {
    let world = try World.outreach()
    var ids: [String] = []
    for (day, area, worry) in [
      ("2026-11-20", "Gottsunda", "low"), ("2026-11-22", "Stenhagen", "high"),
      ("2026-11-21", "Gottsunda", "raised"), ("2026-11-22", "Gottsunda", "low"),
    ] {
      world.clock.advance(seconds: 1)
      ids.append(
        try world.make(
          "/field-evenings",
          #"{"heldOn": "\#(day)", "area": "\#(area)", "worry": "\#(worry)"}"#))
    }
    func list(_ query: String) throws -> [String] {
      try world.call("GET", Self.path + query, as: "uppsala-outreach").items
        .compactMap { $0["id"]?.string }
    }
    #expect(try list("") == [ids[3], ids[1], ids[2], ids[0]])
    #expect(try list("?area=Gottsunda") == [ids[3], ids[2], ids[0]])
    #expect(try list("?worry=high") == [ids[1]])
    #expect(try list("?heldOn=2026-11-20..2026-11-21") == [ids[2], ids[0]])
    var shown: [String] = []
    var next: String? = Self.path + "?limit=1"
    while let path = next {
      let page = try world.call("GET", path, as: "uppsala-outreach")
      shown += page.items.compactMap { $0["id"]?.string }
      next = page.text("next").map { Self.path + "?limit=1&cursor=\($0)" }
    }
    #expect(shown == [ids[3], ids[1], ids[2], ids[0]])
  }

  @Test func `figures are of whole months, and a number of few is not told`() throws {
    let world = try World.outreach()
    let group = #"{"size": "2-4", "ageBand": "13-15", "sexes": "girls"}"#
    for (day, area, count) in [
      ("2026-11-02", "Gottsunda", 3), ("2026-11-20", "Gottsunda", 3),
      ("2026-11-20", "Kvarngärdet", 1), ("2026-10-05", "Gottsunda", 0),
    ] {
      let groups = Array(repeating: group, count: count).joined(separator: ", ")
      _ = try world.make(
        "/field-evenings",
        #"{"heldOn": "\#(day)", "area": "\#(area)", "worry": "high", "groups": [\#(groups)]}"#)
    }
    let answer = try world.call(
      "GET", Self.path + "/summary?months=2026-10..2026-11", as: "uppsala-statistician")
    #expect(answer.items.count == 3, "\(answer)")
    func row(_ month: String, _ area: String) -> JSONValue? {
      answer.items.first { $0["month"]?.string == month && $0["area"]?.string == area }
    }
    #expect(row("2026-11", "Gottsunda")?["groups"]?.integer == 6)
    #expect(row("2026-11", "Gottsunda")?["evenings"]?.integer == 2)
    #expect(row("2026-11", "Gottsunda")?["worryingEvenings"]?.integer == 2)
    #expect(row("2026-11", "Kvarngärdet")?["groups"] == .null)
    #expect(row("2026-10", "Gottsunda")?["groups"]?.integer == 0)
    #expect(!answer.text.contains("girls") && !answer.text.contains("13-15"))
    // Two spans that differ by one evening would tell that evening: there are none such.
    for span in [
      "2026-11-01..2026-11-19", "2026-11-01", "2026-12..2026-11", "2020-01..2026-12", "x",
    ] {
      let refused = try world.call(
        "GET", Self.path + "/summary?months=\(span)", as: "uppsala-statistician")
      #expect(refused.status == 400 && refused.code == "bad_query", "\(span) \(refused)")
    }
    #expect(try world.call("GET", Self.path + "/summary", as: "umea-outreach").items.isEmpty)
    // The police have aggregates of reports that somebody published, not these.
    #expect(try world.call("GET", Self.path + "/summary", as: "police").items.isEmpty)
  }

  @Test func `each reading of an evening leaves a trace`() throws {
    let world = try World.outreach()
    let id = try world.make("/field-evenings", Self.whole)
    let before = try world.number("SELECT count(*) FROM audit")
    _ = try world.call("GET", Self.path + "/\(id)", as: "uppsala-lead")
    _ = try world.call("GET", Self.path + "/\(world.deviceID(3))", as: "uppsala-lead")
    #expect(try world.number("SELECT count(*) FROM audit") == before + 2)
  }
}
