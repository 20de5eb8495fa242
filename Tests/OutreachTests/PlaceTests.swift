// Places: how exactly each role sees them, what a protected place never does, and the series of
// what was seen.

import Access
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

@Suite struct PlaceTests {
  private static let spot = #", "position": {"north": 6638740, "east": 648010}, "area": "Centrum""#

  @Test func `the team sees the spot, others a square, and a wider one when it is old`() throws {
    let world = try World.outreach()
    let id = try world.makePlace(more: Self.spot + #", "hazards": ["Hund"], "visitEveryDays": 7"#)
    let path = "/api/v1/places/\(id)"
    let ours = try world.call("GET", path, as: "uppsala-outreach")
    #expect(ours["position"]?["north"] == .number(JSONNumber(6_638_740)), "\(ours)")
    #expect(ours["position"]?["sizeMetres"] == .number(JSONNumber(1)))
    #expect(ours["isDue"] == .bool(true))
    let others = try world.call("GET", path, as: "uppsala-guide")
    #expect(others["position"]?["north"] == .number(JSONNumber(6_638_000)), "\(others)")
    #expect(others["position"]?["east"] == .number(JSONNumber(648_000)))
    #expect(others["hazards"] == .null)
    #expect(others["isDue"] == .null)
    #expect(others.field("ETag") == nil)
    try world.write { database in
      try database.run("UPDATE place SET positioned_at = 0")
    }
    let old = try world.call("GET", path, as: "uppsala-directory")
    #expect(old["position"]?["north"] == .number(JSONNumber(6_635_000)), "\(old)")
    #expect(old["position"]?["sizeMetres"] == .number(JSONNumber(5_000)))
  }

  @Test(arguments: [0, 1, 999, 1_000, 4_999, 5_000, 123_456])
  func `a square tells the same of every spot in it`(offset: Int) {
    let position = Position(north: 6_600_000 + offset, east: 600_000 + offset)
    for size in [1_000, 5_000] {
      let cell = PositionRules.cell(of: position, sizeMetres: size)
      #expect(cell.north % size == 0 && cell.east % size == 0)
      #expect(position.north - cell.north < size && position.north >= cell.north)
      #expect(PositionRules.cell(of: cell, sizeMetres: size) == cell)
    }
  }

  @Test(arguments: ["protected", "online_platform"])
  func `what lies nowhere has no position and no area`(kind: String) throws {
    let world = try World.outreach()
    let answer = try world.call(
      "POST", "/api/v1/places", json: #"{"name": "X", "kind": "\#(kind)"\#(Self.spot)}"#,
      as: "uppsala-outreach")
    #expect(answer.status == 422)
    #expect(answer.faultPaths == ["/position", "/area"], "\(answer)")
  }

  // The difference attack: everything that somebody outside can ask, with a protected place there
  // and without it, must be answered alike.
  @Test func `no query finds a protected place`() throws {
    let (with, without) = (try World.outreach(), try World.outreach())
    for world in [with, without] { _ = try world.makePlace("Torget", more: Self.spot) }
    let hidden = try with.makePlace("Villan", kind: "protected", more: #", "visitEveryDays": 1"#)
    let known = try with.call("GET", "/api/v1/places", as: "uppsala-outreach")
    #expect(known.items.count == 2)
    let outsiders = [
      "uppsala-outreach-other", "uppsala-intake", "uppsala-caseworker", "uppsala-admin",
      "uppsala-directory", "shelter-handler", "umea-outreach",
    ]
    for who in outsiders {
      for query in [
        "", "?count=exact", "?kind=protected", "?kind=protected&count=exact", "?limit=1",
        "?limit=1&page=2", "?status=active", "?area=Centrum", "?due=true", "?page=2&limit=1",
        "?kind=nothing", "?cursor=x",
      ] {
        let one = try with.call("GET", "/api/v1/places\(query)", as: who)
        let other = try without.call("GET", "/api/v1/places\(query)", as: who)
        #expect(one.masked == other.masked, "\(who) \(query) \(one)")
      }
      for (method, path, body) in [
        ("GET", "", nil), ("GET", "/observations", nil),
        ("POST", "/observations", #"{"heads": []}"#),
        ("PATCH", "", #"{"name": "Y"}"#),
      ] as [(String, String, String?)] {
        let at = "/api/v1/places/\(hidden)\(path)"
        let one = try with.call(method, at, json: body ?? "", as: who, isEmpty: body == nil)
        let other = try without.call(method, at, json: body ?? "", as: who, isEmpty: body == nil)
        #expect(one.status == other.status && one.masked == other.masked, "\(who) \(at) \(one)")
      }
    }
    for who in ["uppsala-outreach-other", "umea-outreach"] {
      let body = #"{"startNow": true, "route": ["\#(hidden)"]}"#
      let one = try with.call("POST", "/api/v1/shifts", json: body, as: who)
      let other = try without.call("POST", "/api/v1/shifts", json: body, as: who)
      #expect(one.status == 422 && one.masked == other.masked, "\(one)")
    }
  }

  @Test func `what was seen is a series without persons, and a visit sets the next due`() throws {
    let world = try World.outreach()
    let place = try world.makePlace(more: #", "visitEveryDays": 7"#)
    let path = "/api/v1/places/\(place)/observations"
    for heads in [3, 5, 0] {
      world.clock.now = world.clock.now.plus(seconds: 60)
      let count = heads == 0 ? "" : #"{"sex": "man", "count": \#(heads)}"#
      let answer = try world.call(
        "POST", path, json: #"{"heads": [\#(count)]}"#, as: "uppsala-outreach")
      #expect(answer.status == 201, "\(answer)")
    }
    let series = try world.call("GET", path, as: "uppsala-outreach")
    #expect(
      series.items.map { $0["total"] } == [0, 5, 3].map { .number(JSONNumber($0)) }, "\(series)")
    let read = try world.call("GET", "/api/v1/places/\(place)", as: "uppsala-outreach")
    #expect(read["isDue"] == .bool(false))
    let due = try world.call("GET", "/api/v1/places?due=true", as: "uppsala-outreach")
    #expect(due.items.isEmpty)
    #expect(try world.call("GET", path, as: "uppsala-guide").status == 403)
  }

  @Test func `heads that contradict themselves are refused`() throws {
    let world = try World.outreach()
    let place = try world.makePlace()
    for (json, path) in [
      (#"{}"#, "/heads"), (#"{"heads": [{"sex": "man"}]}"#, "/heads/0/count"),
      (#"{"heads": [{"sex": "man", "count": 1}, {"sex": "man", "count": 2}]}"#, "/heads"),
      (#"{"heads": [], "mood": "glad"}"#, "/mood"),
      (#"{"heads": [], "at": "2026-11-26T12:00:00Z"}"#, "/at"),
      (#"{"heads": [], "at": "2024-11-26T12:00:00Z"}"#, "/at"),
      (#"{"heads": [], "person": "Mia"}"#, "/person"),
    ] {
      let answer = try world.call(
        "POST", "/api/v1/places/\(place)/observations", json: json, as: "uppsala-outreach")
      #expect(answer.status == 422 && answer.faultPaths.contains(path), "\(json) \(answer)")
    }
  }
}

extension World {
  /// A call with a body, or without one.
  func call(
    _ method: String, _ path: String, json: String, as who: String, isEmpty: Bool
  ) throws -> Answer {
    isEmpty ? try call(method, path, as: who) : try call(method, path, json: json, as: who)
  }
}

extension Answer {
  /// The body without what differs from request to request and from world to world: ids are drawn.
  var masked: String {
    text.replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "ID")
      .replacing(/urn:request:[^"]*/, with: "R").replacing(/"next":"[^"]*"/, with: "N")
  }
}
