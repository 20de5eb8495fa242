// What the published texts say of the people in acute homelessness, asked of the program's own
// lists and figures: about eighty, a quarter women, most between 50 and 65, most with both an
// addiction and a mental illness. Nothing here reads the plan that the data is made from.

import Foundation
import JSON
import Testing
import Vocabulary

struct DemonstrationFieldTests {
  let demo: LoadedDemonstration
  private let intake = "uppsala.mottagning"
  private let analyst = "uppsala.statistik"

  init() throws { demo = try LoadedDemonstration() }

  // MARK: people

  private func byName() throws -> [JSONValue] {
    try demo.items("/api/v1/by-name-list?limit=200", as: intake)
  }

  private func id(_ value: JSONValue?) throws -> String { try #require(value?["id"]?.string) }

  @Test func `by name, a quarter are women and most are between 50 and 65`() throws {
    let persons = try byName().map {
      try demo.get("/api/v1/persons/\(id($0["person"]))", as: intake)
    }
    #expect((28...40).contains(persons.count), "\(persons.count)")
    let women = persons.count { $0["sex"]?.string == "woman" }
    #expect((0.2...0.32).contains(Double(women) / Double(persons.count)), "\(women)")
    let middle = persons.count { $0["ageBand"]?.string == "50-65" }
    #expect(middle * 2 > persons.count, "\(middle)")
  }

  @Test func `by name, most have both an addiction and a mental illness`() throws {
    let persons = try byName()
    let both = try persons.count {
      try demo.get("/api/v1/persons/\(id($0["person"]))/needs", as: intake)["coOccurring"]
        == .bool(true)
    }
    #expect(both * 2 > persons.count, "\(both) of \(persons.count)")
  }

  @Test func `women come first on the list by name`() throws {
    let rows = try byName()
    let first = (rows.first?["reasons"]?.array ?? []).compactMap(\.string)
    #expect(first.contains("woman_acute"))
    let scores = rows.compactMap { $0["score"]?.integer }
    #expect(scores == scores.sorted(by: >))
  }

  @Test func `a dated past lies behind where somebody sleeps now`() throws {
    let person = try id(byName().first?["person"])
    let episodes = try demo.items("/api/v1/persons/\(person)/living-situations", as: intake)
    #expect(episodes.count >= 2)
    #expect(episodes.count { $0["to"] == .null } == 1)
  }

  @Test func `she who is hidden is found by nobody who is not on her list`() throws {
    let hidden = try demo.texts(
      "SELECT lower(hex(id)) FROM person WHERE secrecy_class = 'protected'")
    #expect(!hidden.isEmpty)
    let seen = try demo.items("/api/v1/by-name-list?limit=200", as: "uppsala.stodteamet")
      .compactMap { $0["person"]?["id"]?.string?.replacing("-", with: "") }
    #expect(Set(seen).isDisjoint(with: hidden))
    #expect(!seen.isEmpty)
  }

  @Test func `a pair is to be found, one was merged by two, and one was taken apart again`() throws
  {
    #expect(
      try !demo.items("/api/v1/duplicate-candidates?decision=open", as: intake).isEmpty)
    let merges = try demo.items("/api/v1/merges", as: intake).compactMap { $0["status"]?.string }
    #expect(merges.sorted() == ["done", "undone"])
  }

  // MARK: places and shifts

  private func everything(_ path: String, as who: String) throws -> [JSONValue] {
    var (items, cursor): ([JSONValue], String?) = ([], nil)
    repeat {
      let after = cursor.map { "&cursor=\($0)" } ?? ""
      let page = try demo.get(path + "limit=200" + after, as: who)
      items += page["items"]?.array ?? []
      cursor = page["next"]?.string
    } while cursor != nil
    return items
  }

  @Test func `there is a place of every kind`() throws {
    let places =
      try everything("/api/v1/places?", as: "uppsala.stodteamet")
      + everything("/api/v1/places?", as: "uppsala.nexus")
    #expect(Set(places.compactMap { $0["kind"]?.string }) == Set(PlaceKind.codes))
    for place in places where ["protected", "online_platform"].contains(place["kind"]?.string) {
      #expect(place["position"] == .null)
    }
  }

  @Test func `some places are due, others not`() throws {
    let due = try everything("/api/v1/places?due=true&", as: "uppsala.stodteamet").count
    let all = try everything("/api/v1/places?", as: "uppsala.stodteamet").count
    #expect(due >= 2 && due < all, "\(due) of \(all)")
  }

  @Test func `what was seen at a place is a series over three months`() throws {
    let station = try #require(
      try everything("/api/v1/places?", as: "uppsala.stodteamet")
        .first { $0["kind"]?.string == "station" })
    let seen = try everything(
      "/api/v1/places/\(id(station))/observations?", as: "uppsala.stodteamet")
    #expect(seen.count > 20)
    #expect(seen.contains { $0["total"]?.integer == 0 })
  }

  @Test func `three months of shifts were planned, run, ended and reviewed`() throws {
    let shifts = try everything("/api/v1/shifts?", as: "uppsala.chef")
    let statuses = Dictionary(grouping: shifts) { $0["status"]?.string ?? "" }.mapValues(\.count)
    #expect(statuses["reviewed", default: 0] > 55)
    #expect(statuses["ended", default: 0] >= 1)
    #expect(statuses["planned"] == 1)
    #expect(statuses["cancelled"] == 1)
    #expect(shifts.contains { $0["partners"]?.array?.isEmpty == false })
    let out = try everything("/api/v1/shifts?status=started&", as: "uppsala.nexus")
    #expect(out.count == 1)
  }

  @Test func `somebody who refused accepts later, and both stay`() throws {
    let meetings = try everything("/api/v1/encounters?", as: "uppsala.stodteamet")
    #expect(meetings.count > 300)
    // What was said under a code stays with the code when it joins a record.
    let both = try demo.texts(
      """
      SELECT lower(hex(coalesce(e.person_id, c.person_id))) FROM encounter e
      LEFT JOIN contact_code c ON c.id = e.contact_code_id
      WHERE e.response IN ('accepted', 'refused') AND coalesce(e.person_id, c.person_id) NOT NULL
      GROUP BY 1 HAVING count(DISTINCT e.response) = 2
      """)
    #expect(both.count > 5)
  }

  // MARK: counts

  private func rounds() throws -> [JSONValue] {
    try demo.items("/api/v1/count-rounds", as: analyst)
  }

  private func persons(
    _ situation: String, _ sex: String, _ band: String, in round: String, against: String? = nil
  ) throws -> (count: Int, against: Int?) {
    let path =
      "/api/v1/count-rounds/\(round)/result?situation=\(situation)&sex=\(sex)&ageBand=\(band)"
      + (against.map { "&against=\($0)" } ?? "")
    let cell = try #require(try demo.get(path, as: analyst)["cells"]?.array?.first)
    return (
      Int(try #require(cell["count"]?.integer)), cell["against"]?.integer.map { Int($0) }
    )
  }

  @Test func `both counts find about eighty, and can be laid side by side`() throws {
    let ids = try rounds().map { try id($0) }
    #expect(ids.count == 2)
    let now = try persons("1", "total", "total", in: ids[1], against: ids[0])
    #expect((80...89).contains(now.count), "\(now.count)")
    #expect((75...89).contains(now.against ?? 0), "\(now.against ?? 0)")
  }

  @Test func `in the count too a quarter are women and most are between 50 and 65`() throws {
    let round = try id(rounds().last)
    let all = try persons("1", "total", "total", in: round).count
    let women = try persons("1", "woman", "total", in: round).count
    #expect((0.2...0.3).contains(Double(women) / Double(all)), "\(women) of \(all)")
    #expect(try persons("1", "total", "50-65", in: round).count * 2 > all)
  }

  @Test func `whoever reported is done, and the keys are destroyed with a certificate`() throws {
    for round in try rounds() {
      #expect(round["status"]?.string == "published")
      let whole = try demo.get("/api/v1/count-rounds/\(id(round))", as: analyst)
      let statuses = whole["returns"]?.array?.compactMap { $0["status"]?.string } ?? []
      #expect(Set(statuses) == ["done", "none", "waiting"])
      #expect((whole["duplicates"]?.integer ?? 0) > 10)
      let certificate = try demo.get("/api/v1/count-rounds/\(id(round))/certificate", as: analyst)
      #expect((certificate["codesDestroyed"]?.integer ?? 0) > 100)
    }
    #expect(try demo.count("SELECT count(*) FROM count_key") == 0)
  }
}
