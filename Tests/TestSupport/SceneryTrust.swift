// What watches over the rest: openings in an emergency, proposals for a second person, reviews of
// the log.

import Access
import JSON
import Vocabulary

extension Scenery {
  private static let uppsala = "uppsala-socialnamnden"

  mutating func makeTrust() throws {
    try makeOpening(of: "in nexus", by: "uppsala-caseworker")
    try makeOpening(of: "below stod", by: "uppsala-outreach-other")
    try makeProposal(of: "restricted", by: "uppsala-intake")
    try makeProposal(of: "protected", by: "uppsala-intake")
    try makeReviews()
  }

  // Seen by who made it, and by who reviews it where the record lies.
  private mutating func makeOpening(of name: String, by who: String) throws {
    let person = find("person", name)
    let answer = try make(
      "/emergency-openings",
      #"{"person": "\#(person?.id ?? "")", "reason": "Hittad medvetslös på stan."}"#, as: who,
      fields: ["Access-Purpose": "emergency"])
    let unit = person?.grounds.first?.unit
    let review = Ground(board: Self.uppsala, unit: unit).with {
      $0.permission = "audit.review"
      $0.isPersonal = true
    }
    let own = Ground(board: Self.uppsala, unit: unit).with {
      $0.permission = "person.emergency_open"
      $0.readers = [who]
      $0.isPersonal = true
    }
    add("emergency-opening", name, id: answer.text("id") ?? "", review, own)
  }

  private mutating func makeProposal(of name: String, by who: String) throws {
    let person = find("person", name)
    let answer = try make(
      "/persons/\(person?.id ?? "")/transitions", #"{"step": "unrestrict"}"#, as: who)
    things.append(
      Thing("proposal", name, id: answer.text("id") ?? "", person?.grounds ?? []))
  }

  private mutating func makeReviews() throws {
    let days = #""from": "2026-11-24", "to": "2026-11-25", "rules": ["own_name"]"#
    let board = try make("/reviews", "{\(days)}", as: "uppsala-auditor")
    add(
      "review", "of the board", id: board.text("id") ?? "",
      Ground(board: Self.uppsala).with { $0.isPersonal = true })
    let unit = try make("/reviews", "{\(days)}", as: "uppsala-lead")
    add(
      "review", "of stod", id: unit.text("id") ?? "",
      Ground(board: Self.uppsala, unit: "uppsala-stod").with { $0.isPersonal = true })
  }
}
