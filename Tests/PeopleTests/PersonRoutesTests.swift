// Persons over the whole pipeline: made, read, changed, and what bad input gets.

import Access
import JSON
import TestSupport
import Testing

struct PersonRoutesTests {
  let world: World

  init() throws { world = try World.people() }

  @Test func `a person known by alias only is made in one call and read back`() throws {
    let made = try world.makePerson(
      """
      {"alias": "Mia", "sex": "woman", "ageBand": "25-34", "languages": ["SV", "en"],
       "district": "Gottsunda", "contact": {"phone": "070-1740605", "safe": "vardagar 9–12"}}
      """)
    let id = try #require(made.text("id"))
    #expect(made.field("Location") == "/api/v1/persons/\(id)")
    #expect(made.text("identityMode") == "pseudonymous")
    #expect(made.text("displayName") == "Mia")
    #expect(made["contact"]?["phone"]?.string == "070-1740605")
    #expect(made["languages"]?.array?.map(\.string) == ["sv", "en"])
    #expect(made["withheld"]?.array == [])
    let read = try world.call("GET", "/api/v1/persons/\(id)", as: "uppsala-intake")
    #expect(read.bytes == made.bytes)
    #expect(read.field("ETag")?.hasPrefix("\"1-") == true)
  }

  @Test func `a number identifies and says sex and year`() throws {
    let made = try world.makePerson(#"{"legalName": "Maria Exempel", "number": "940625-2388"}"#)
    #expect(made.text("identityMode") == "identified")
    #expect(made.text("number") == "199406252388")
    #expect(made.text("numberKind") == "personnummer")
    #expect(made.text("sex") == "woman")
    #expect(made["birthYear"]?.integer == 1994)
    #expect(made.text("ageBand") == "25-34")
  }

  @Test(arguments: [
    ("uppsala-intake", nil as String?), ("uppsala-lead", "uppsala-stod"),
    ("uppsala-caseworker", "uppsala-utredning"), ("uppsala-outreach", "uppsala-stod"),
  ])
  func `the record lies where the maker's grant lies, and the maker reads it`(
    _ who: String, _ unit: String?
  ) throws {
    let made = try world.makePerson(#"{"alias": "Mia"}"#, as: who)
    #expect(made["board"]?["slug"]?.string == "uppsala-socialnamnden")
    #expect(made["unit"]?["slug"]?.string == unit)
    let path = "/api/v1/persons/" + (try #require(made.text("id")))
    #expect(try world.call("GET", path, as: who).bytes == made.bytes)
    #expect(try world.found(#"{"name": "mia"}"#, as: who) == [made.text("id")])
    let relations = try world.call("GET", path + "/care-relations", as: who)
    #expect(relations.items.contains { $0["holder"]?["name"]?.string == who })
  }

  @Test(arguments: [
    (#"{"alias": "M", "unit": "uppsala-stod-natt"}"#, "uppsala-lead", 201),
    (#"{"alias": "M", "unit": "uppsala-nexus"}"#, "uppsala-lead", 403),
    (#"{"alias": "M", "unit": "uppsala-nexus"}"#, "uppsala-outreach", 403),
    (#"{"alias": "M", "unit": "umea-falt"}"#, "uppsala-intake", 403),
    (#"{"alias": "M", "board": "umea-socialnamnden"}"#, "uppsala-intake", 403),
    (#"{"alias": "M"}"#, "shelter-handler", 403), (#"{"alias": "M"}"#, "uppsala-admin", 403),
    (#"{"alias": "M"}"#, "operator", 403), (#"{"alias": "M"}"#, "police", 403),
  ])
  func `nobody makes a person outside their grants`(
    _ json: String, _ who: String, _ status: Int
  ) throws {
    #expect(try world.call("POST", "/api/v1/persons", json: json, as: who).status == status)
  }

  @Test(arguments: [
    (#"{}"#, "/alias", "required"), (#"{"alias": ""}"#, "/alias", "invalid"),
    (#"{"alias": "M", "number": "199406252389"}"#, "/number", "check_digit"),
    (#"{"alias": "M", "number": "9406252388"}"#, "/number", "separator_missing"),
    (#"{"alias": "M", "number": "x"}"#, "/number", "malformed"),
    (#"{"number": "199406252388", "sex": "man"}"#, "/sex", "contradiction"),
    (#"{"number": "199406252388", "birthYear": 1990}"#, "/birthYear", "contradiction"),
    (#"{"alias": "M", "birthYear": 1990, "ageBand": "0-12"}"#, "/ageBand", "contradiction"),
    (#"{"alias": "M", "birthYear": 2030}"#, "/birthYear", "future"),
    (#"{"alias": "M", "birthYear": 1500}"#, "/birthYear", "invalid"),
    (#"{"alias": "M", "languages": ["svenska"]}"#, "/languages/0", "invalid"),
    (#"{"alias": "M", "contact": {"fax": "1"}}"#, "/contact/fax", "unknown_member"),
    (#"{"alias": "M", "board": "finns-inte"}"#, "/board", "unknown"),
    (#"{"alias": "M", "unit": "finns-inte"}"#, "/unit", "unknown"),
    (#"{"alias": "M", "nationality": "SE"}"#, "/nationality", "unknown_member"),
  ])
  func `a fault is named by path and code, and no value is echoed`(
    _ json: String, _ path: String, _ code: String
  ) throws {
    let answer = try world.call("POST", "/api/v1/persons", json: json, as: "uppsala-intake")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == [path])
    #expect(answer.body["errors"]?.array?.first?["code"]?.string == code)
    #expect(!answer.text.contains("199406"))
  }

  @Test func `another municipality, a stranger's unit and an unknown id get one answer`() throws {
    let path = try world.makePath(#"{"alias": "Mia"}"#, as: "uppsala-lead")
    let unknown = "/api/v1/persons/019ab3c4-0000-7000-8000-000000000001"
    let same = ["X-Request-Id": "same", "If-Match": "*"]
    for who in ["umea-intake", "umea-outreach", "uppsala-caseworker", "uppsala-outreach-other"] {
      for (method, tail, json) in [
        ("GET", "", nil), ("GET", "/care-relations", nil), ("PATCH", "", #"{"alias":"X"}"#),
        ("POST", "/transitions", #"{"step":"inactivate"}"#),
        ("POST", "/transitions", #"{"step":"unrestrict"}"#),
      ] as [(String, String, String?)] {
        let answers = try [path, unknown].map { path in
          let body = json.map { Array($0.utf8) }
          return try world.send(
            method, path + tail, body, token: Cast.token(who), fields: same)
        }
        // Who holds no permission for a step at all is told so, whatever the id.
        #expect([404, 403].contains(answers[0].status), "\(who) \(method) \(answers[0])")
        #expect(answers[0].status == answers[1].status)
        let masked = answers.map { answer in
          answer.text.replacing(path, with: "P").replacing(unknown, with: "P")
        }
        #expect(masked[0] == masked[1])
        #expect(answers[0].status == 404 || answers[0].code == "forbidden")
      }
    }
  }

  @Test func `a change needs the version that stands and keeps the search in step`() throws {
    let made = try world.makePerson(#"{"alias": "Mia", "contact": {"phone": "070-1740605"}}"#)
    let id = try #require(made.text("id"))
    let path = "/api/v1/persons/\(id)"
    let json = #"{"alias": "Lo", "legalName": "Lova Prov", "contact": {"safe": "kvällar"}}"#
    #expect(try world.call("PATCH", path, json: json, as: "uppsala-intake").status == 428)
    let tag = try #require(made.field("ETag"))
    let changed = try world.call(
      "PATCH", path, json: json, as: "uppsala-intake", fields: ["If-Match": tag])
    #expect(changed.status == 200, "\(changed)")
    #expect(changed["contact"]?["phone"]?.string == "070-1740605")
    #expect(changed["contact"]?["safe"]?.string == "kvällar")
    let lost = try world.call(
      "PATCH", path, json: json, as: "uppsala-intake", fields: ["If-Match": tag])
    #expect(lost.status == 412)
    #expect(try world.found(#"{"name": "mia"}"#, as: "uppsala-intake") == [])
    #expect(try world.found(#"{"name": "lova"}"#, as: "uppsala-intake") == [id])
    let cleared = try world.change(path, #"{"contact": null}"#, as: "uppsala-intake")
    #expect(cleared["contact"]?["phone"] == .null)
  }

  @Test func `a number comes, changes and goes`() throws {
    let path = try world.makePath(#"{"alias": "Mia", "ageBand": "13-15"}"#)
    let first = try world.change(path, #"{"number": "199406252388"}"#, as: "uppsala-intake")
    #expect(first.text("identityMode") == "identified", "\(first)")
    #expect(first.text("ageBand") == "25-34")
    let second = try world.change(path, #"{"number": "198005022390"}"#, as: "uppsala-intake")
    #expect(second.text("sex") == "man", "\(second)")
    #expect(second["birthYear"]?.integer == 1980)
    #expect(try world.found(#"{"number": "199406252388"}"#, as: "uppsala-intake") == [])
    let wrong = try world.change(path, #"{"sex": "woman"}"#, as: "uppsala-intake")
    #expect(wrong.faultPaths == ["/sex"])
    let gone = try world.change(path, #"{"number": null}"#, as: "uppsala-intake")
    #expect(gone.text("identityMode") == "pseudonymous")
    let nameless = try world.change(path, #"{"alias": null}"#, as: "uppsala-intake")
    #expect(nameless.faultPaths == ["/alias"])
  }

  @Test func `a number is in use only for who may find its person`() throws {
    let json = #"{"legalName": "Maria Exempel", "number": "199406252388"}"#
    _ = try world.makePerson(json)
    let twice = try world.call("POST", "/api/v1/persons", json: json, as: "uppsala-intake")
    #expect(twice.code == "already_exists")
    // Another unit's caseworker cannot find her, and another board's intake neither.
    _ = try world.makePerson(json, as: "uppsala-caseworker")
    _ = try world.makePerson(json, as: "umea-intake")
  }

  @Test func `the same key makes one person, and the answer is read anew`() throws {
    let answers = try (0..<2).map { _ in
      try world.call(
        "POST", "/api/v1/persons", json: #"{"alias": "Mia"}"#, as: "uppsala-outreach",
        fields: ["Idempotency-Key": "k1"])
    }
    #expect(answers[0].status == 201)
    #expect(answers[1].status == 201)
    #expect(answers[0].bytes == answers[1].bytes)
    #expect(answers[1].field("Idempotency-Replayed") == "true")
  }

  @Test func `a key of role service makes and reads only its own`() throws {
    let key = try world.serviceKey(
      "uppsala-socialnamnden", [.personCreate, .personReadIdentity, .personSearch])
    let body = Array(#"{"alias": "Mia", "number": "199406252388"}"#.utf8)
    let made = try world.send("POST", "/api/v1/persons", body, token: key)
    #expect(made.status == 201, "\(made)")
    let own = "/api/v1/persons/" + (try #require(made.text("id")))
    #expect(try world.send("GET", own, nil, token: key).status == 200)
    #expect(try world.send("GET", own, nil, token: key)["contact"] == .null)
    let other = try world.makePath(#"{"alias": "Lo"}"#)
    #expect(try world.send("GET", other, nil, token: key).status == 404)
  }

  @Test func `the audit trail holds who was shown, and names of changed fields only`() throws {
    let path = try world.makePath(#"{"alias": "Mia", "number": "199406252388"}"#)
    _ = try world.change(path, #"{"alias": "Lo", "district": "Flogsta"}"#, as: "uppsala-intake")
    let entry = try world.lastEntry()
    #expect(entry["action"]?.string == "person.change")
    #expect(entry["fields"]?.array?.map(\.string) == ["alias", "district"])
    #expect(entry["subjects"]?.array?.count == 1)
    #expect(entry["boards"]?.array?.count == 1)
  }
}
