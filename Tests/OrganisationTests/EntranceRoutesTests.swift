// Entrances over the whole pipeline: public cards with a clock in them, written by the board's own.

import HTTP
import JSON
import Organisation
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

struct EntranceRoutesTests {
  static let path = "/api/v1/entrances/uppsala-ingang-akut-hemloshet"
  static let json = """
    {"slug": "uppsala-ingang-vald", "name": "Våld i nära relation", "targetGroup": "violence",
     "unit": "uppsala-nexus", "team": "uppsala-nexusteamet", "phone": "08-465 004 10",
     "hours": [{"days": ["mon","tue","wed","thu","fri"], "opens": "08:00", "closes": "16:30",
                "closedOnHolidays": true}],
     "outOfHoursPhone": "08-465 004 11", "textSv": "Rad ett.\\nRad två.", "textEn": "Call us."}
    """
  let world: World

  init() throws { world = try World(OrganisationRoutes.all) }

  private func make(_ json: String = json, as who: String = "uppsala-admin") throws -> Answer {
    try world.call("POST", "/api/v1/entrances", json: json, as: who)
  }

  @Test func `anyone reads entrances, and anyone may keep them for a minute`() throws {
    _ = try make()
    for who in [nil, "umea-outreach", "mosque-handler"] {
      let list = try world.call("GET", "/api/v1/entrances?municipality=0380", as: who)
      #expect(list.shapeFaults("GET", "/api/v1/entrances", in: OrganisationRoutes.all) == [])
      #expect(list.items.count == 2)
      #expect(list.field("Cache-Control") == "public, max-age=60")
      let card = try world.call("GET", Self.path, as: who)
      let route = "/api/v1/entrances/{entrance}"
      #expect(card.shapeFaults("GET", route, in: OrganisationRoutes.all) == [])
      #expect(card.field("Cache-Control") == "public, max-age=60")
      #expect(card["municipality"]?["name"]?.string == "Uppsala")
      #expect(list.items.contains(card.body))
    }
    let unknown = try world.call("GET", "/api/v1/entrances/finns-inte")
    #expect(unknown.status == 404)
    #expect(unknown.field("Cache-Control") == "no-store")
  }

  @Test(arguments: [
    ("", 2), ("?municipality=0380", 2), ("?municipality=2480", 0), ("?targetGroup=violence", 1),
    ("?targetGroup=violence,acute_homelessness", 2), ("?municipality=0380&targetGroup=guides", 0),
    ("?municipality=0380&targetGroup=violence", 1), ("?municipality=2480&targetGroup=violence", 0),
    ("?limit=1", 1), ("?limit=1&page=2", 1), ("?limit=1&page=3", 0),
  ])
  func `a list shows what it is asked for`(_ query: String, _ count: Int) throws {
    _ = try make()
    #expect(try world.call("GET", "/api/v1/entrances" + query).items.count == count)
  }

  @Test(arguments: [
    ("?municipality=0180", "municipality"), ("?municipality=X", "municipality"),
    ("?targetGroup=dance", "targetGroup"), ("?colour=red", "colour"), ("?limit=0", "limit"),
  ])
  func `a bad query is named`(_ query: String, _ name: String) throws {
    let answer = try world.call("GET", "/api/v1/entrances" + query)
    #expect(answer.status == 400)
    #expect(answer.faultPaths == [name])
  }

  @Test func `an entrance is made with its hours, and open when they say`() throws {
    let made = try make()
    #expect(
      made.shapeFaults("POST", "/api/v1/entrances", in: OrganisationRoutes.all) == [], "\(made)")
    #expect(made["openNow"]?.bool == true)
    #expect(made["opens"] == .null)
    #expect(made.field("Cache-Control") == "no-store")
    #expect(made.text("textSv") == "Rad ett.\nRad två.")
    // The day before Christmas Eve, in the evening: the next working day is Monday the 28th.
    world.clock.now = CivilTime.instant(
      day: try #require(Day("2026-12-23")), hour: 18, minute: 0)
    let closed = try world.call("GET", "/api/v1/entrances/uppsala-ingang-vald")
    #expect(closed["openNow"]?.bool == false)
    #expect(closed.text("opens") == "2026-12-28T07:00:00Z")
    #expect(closed.field("ETag") != made.field("ETag"))
  }

  @Test func `an entrance without hours is never said to be open`() throws {
    let card = try world.call("GET", Self.path)
    #expect(card["hours"]?.array == [])
    #expect(card["openNow"]?.bool == false)
    #expect(card["opens"] == .null)
  }

  @Test(arguments: [
    (#""days":[],"opens":"08:00","closes":"16:00""#, ["/hours/0/days"]),
    (#""days":["mon","x"],"opens":"08:00","closes":"16:00""#, ["/hours/0/days/1"]),
    (#""days":["mon"],"opens":"8:00","closes":"25:00""#, ["/hours/0/opens", "/hours/0/closes"]),
    (#""days":["mon"],"opens":"08:00","closes":"08:00""#, ["/hours/0/closes"]),
    (#""days":["mon"],"opens":"24:00","closes":"08:00""#, ["/hours/0/opens"]),
    (#""days":["mon"],"opens":"08:00""#, ["/hours/0/closes"]),
    (#""opens":"08:00","closes":"09:00","note":"x""#, ["/hours/0/days", "/hours/0/note"]),
  ])
  func `a fault in hours is named by its path`(_ inner: String, _ paths: [String]) throws {
    let answer = try make(
      #"{"slug":"ny-ingang","name":"N","targetGroup":"guides","unit":"uppsala-stod","#
        + #""hours":[{\#(inner)}]}"#
    )
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == paths)
  }

  @Test(arguments: [
    (#""unit":"finns-inte""#, "/unit"), (#""unit":"umea-falt""#, "/unit"),
    (#""unit":"uppsala-stod","team":"uppsala-nexusteamet""#, "/team"),
    (#""unit":"uppsala-stod","team":"finns-inte""#, "/team"),
    (#""unit":"uppsala-stod","hours":{}"#, "/hours"),
    (#""unit":"uppsala-stod","hours":[1]"#, "/hours/0"),
    (#""unit":"uppsala-stod","municipality":"0380""#, "/municipality"),
    (#""unit":"uppsala-stod","phone":" ""#, "/phone"),
  ])
  func `a fault is named by its path`(_ tail: String, _ path: String) throws {
    let answer = try make(#"{"slug":"ny-ingang","name":"N","targetGroup":"guides",\#(tail)}"#)
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == [path])
  }

  @Test func `who may not write is told so, for everyone may know the entrance`() throws {
    #expect(try make(as: "uppsala-lead").status == 403)
    #expect(try make(as: "umea-admin").status == 422)
    for who in ["uppsala-lead", "umea-admin", "shelter-admin"] {
      let answer = try world.call("PATCH", Self.path, json: #"{"name":"X"}"#, as: who)
      #expect(answer.status == 403, "\(who)")
    }
    #expect(try world.call("PATCH", Self.path, json: #"{"name":"X"}"#).status == 401)
  }

  @Test func `a change needs the version that stands`() throws {
    let tag = try #require(try world.call("GET", Self.path).field("ETag"))
    func change(_ json: String, _ match: String?) throws -> Answer {
      try world.call(
        "PATCH", Self.path, json: json, as: "uppsala-admin",
        fields: match.map { ["If-Match": $0] } ?? [:])
    }
    #expect(try change(#"{"name":"X"}"#, nil).status == 428)
    let night = #"{"hours":[{"days":["fri","sat"],"opens":"20:00","closes":"02:00"}],"team":null}"#
    let changed = try change(night, tag)
    let route = "/api/v1/entrances/{entrance}"
    #expect(changed.shapeFaults("PATCH", route, in: OrganisationRoutes.all) == [], "\(changed)")
    #expect(changed.text("opens") == "2026-11-27T19:00:00Z")
    #expect(changed["team"] == .null)
    #expect(changed.text("phone") == "08-465 004 01")
    #expect(try change(night, tag).status == 412)
    let back = try change(#"{"team":"uppsala-stodteamet","hours":[],"phone":null}"#, "*")
    #expect(back["team"]?["slug"]?.string == "uppsala-stodteamet")
    #expect(back["hours"]?.array == [])
    #expect(back["phone"] == .null)
    #expect(try change(#"{"team":"uppsala-nexusteamet"}"#, "*").faultPaths == ["/team"])
    #expect(try change(#"{"hours":null}"#, "*").faultPaths == ["/hours"])
    #expect(try change(#"{"targetGroup":null}"#, "*").faultPaths == ["/targetGroup"])
  }

  @Test func `a slug is taken once and a dry run keeps nothing`() throws {
    let dry = try world.call(
      "POST", "/api/v1/entrances?dryRun=true", json: Self.json, as: "uppsala-admin")
    #expect(dry.status == 200)
    #expect(try world.call("GET", "/api/v1/entrances/uppsala-ingang-vald").status == 404)
    #expect(try make().status == 201)
    #expect(try make().code == "already_exists")
  }

  @Test func `the store gives what a referral's receiver needs`() throws {
    _ = try make()
    try world.writer.exclusively { database in
      let found = try EntranceStore(database).find(.slug("uppsala-ingang-vald"))
      let entrance = try #require(found)
      #expect(entrance.unitID == Cast.id("uppsala-nexus"))
      #expect(entrance.teamID == Cast.id("uppsala-nexusteamet"))
      #expect(entrance.boardID == Cast.id("uppsala-socialnamnden"))
      #expect(entrance.hours.openings.count == 1)
      #expect(try EntranceStore(database).find(.id(entrance.id.erased))?.slug == entrance.slug)
      #expect(try EntranceStore(database).find(.slug("finns-inte")) == nil)
    }
  }
}

struct OrganisationRouteTableTests {
  @Test func `every example decodes as its route's body`() throws {
    let world = try World(OrganisationRoutes.all)
    let routes = OrganisationRoutes.all.filter { $0.method.name == "POST" }
    #expect(routes.count == 6)
    for route in routes {
      let example = try #require(route.example, "\(route.path)")
      let answer = try world.call("POST", route.path, json: example, as: "uppsala-admin")
      // Decoded: whatever else is wrong with it here, it is no fault of the body's form.
      let codes = (answer["errors"]?.array ?? []).compactMap { $0["code"]?.string }
      #expect(codes.filter { $0 != "unknown" } == [], "\(route.path) \(answer)")
    }
  }
}
