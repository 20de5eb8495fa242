// Ways of contact over HTTP: safe ones, unsafe ones, and none of a protected person's for who may
// not know where the person is.

import JSON
import TestSupport
import Testing
import Vocabulary

struct PersonContactRoutesTests {
  let world: World

  init() throws { world = try World.people() }

  static let phone = #"{"kind": "sms", "value": "070-1740605", "times": "kvällar"}"#

  func add(_ path: String, _ json: String, as who: String) throws -> Answer {
    try world.call("POST", path + "/contacts", json: json, as: who)
  }

  @Test func `a channel is safe, unsafe as a whole, or ended`() throws {
    let path = try world.makePath(#"{"alias": "Mia"}"#, as: "uppsala-outreach")
    let made = try add(path, Self.phone, as: "uppsala-outreach")
    #expect(made.status == 201, "\(made)")
    #expect(made["safe"]?.bool == true)
    let never = try add(path, #"{"kind": "post", "safe": false}"#, as: "uppsala-outreach")
    #expect(never.status == 201)
    #expect(never["value"] == .null)
    let item = try #require(made.field("Location"))
    let unsafe = try world.change(item, #"{"safe": false, "ended": true}"#, as: "uppsala-outreach")
    #expect(unsafe["safe"]?.bool == false)
    #expect(unsafe.text("endedAt") == world.clock.now.text)
    let again = try world.change(item, #"{"ended": false}"#, as: "uppsala-outreach")
    #expect(again["endedAt"] == .null)
    let cleared = try world.change(item, #"{"value": null, "safe": true}"#, as: "uppsala-outreach")
    #expect(cleared.faultPaths == ["/value"])
    #expect(try world.call("GET", path + "/contacts", as: "uppsala-outreach").items.count == 2)
    #expect(try !world.lastEntry().text.contains("070-1740605"))
  }

  @Test func `nothing leads to a protected person without the right`() throws {
    let path = try world.makePath(
      #"{"alias": "Hemlig", "protectedIdentity": "marked"}"#, as: "uppsala-outreach")
    for answer in [
      try add(path, Self.phone, as: "uppsala-outreach"),
      try world.call("GET", path + "/contacts", as: "uppsala-outreach"),
    ] {
      #expect(answer.status == 403, "\(answer)")
      #expect(answer.text("permission") == "person.read.protected_address")
    }
    #expect(try world.call("GET", path + "/contacts", as: "uppsala-intake").status == 404)
    let own = try world.makePath(
      #"{"alias": "Hemlig", "protectedIdentity": "marked"}"#, as: "uppsala-caseworker")
    #expect(try add(own, Self.phone, as: "uppsala-caseworker").status == 201)
  }

  @Test(arguments: [
    (#"{}"#, ["/kind"]), (#"{"kind": "sms"}"#, ["/value"]),
    (#"{"kind": "pigeon", "value": "x"}"#, ["/kind"]),
    (#"{"kind": "sms", "value": "x", "safe": "yes"}"#, ["/safe"]),
  ])
  func `what does not do is refused by path`(_ json: String, _ paths: [String]) throws {
    let path = try world.makePath(#"{"alias": "Mia"}"#, as: "uppsala-outreach")
    let answer = try add(path, json, as: "uppsala-outreach")
    #expect(answer.status == 422)
    #expect(answer.faultPaths == paths)
  }
}
