// The start page tells whoever reviews them how many openings in an emergency wait.

import JSON
import TestSupport
import Testing

struct TodayReviewTests {
  @Test func `the unit's lead sees that a record was opened in an emergency`() throws {
    let world = try World.outreach()
    let person = try world.make(
      "/persons", #"{"alias": "Mia", "unit": "uppsala-stod"}"#, as: "uppsala-intake")
    func count(_ who: String) throws -> Int64? {
      try world.call("GET", "/api/v1/me/today", as: who)["emergencyReviewCount"]?.integer
    }
    #expect(try count("uppsala-lead") == 0)
    let made = try world.call(
      "POST", "/api/v1/emergency-openings",
      json: #"{"person": "\#(person)", "reason": "Hittad medvetslös på stan."}"#,
      as: "uppsala-caseworker", fields: ["Access-Purpose": "emergency"])
    #expect(made.status == 201, "\(made)")
    for (who, expected) in [
      ("uppsala-lead", 1), ("uppsala-auditor", 1), ("uppsala-caseworker", 0), ("umea-admin", 0),
    ] {
      #expect(try count(who) == Int64(expected), "\(who)")
    }
    try world.pass(seconds: 3 * 3600)
    let path = made.field("Location") ?? ""
    let reviewed = try world.call(
      "POST", path + "/transitions", json: #"{"step": "review", "finding": "lawful"}"#,
      as: "uppsala-auditor")
    #expect(reviewed.status == 200, "\(reviewed)")
    #expect(try count("uppsala-lead") == 0)
  }
}
