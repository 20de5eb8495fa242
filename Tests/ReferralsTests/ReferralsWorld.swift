// The world of this room's tests: the same referral again and again, put into any state.

import Access
import JSON
import People
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

extension World {
  /// A world with referrals and persons.
  static func referrals() throws -> World {
    try World(ReferralRoutes.all + PeopleRoutes.all)
  }

  /// The door that the tests usually send to: unit uppsala-stod, team uppsala-stodteamet.
  static let entrance = "uppsala-ingang-akut-hemloshet"

  /// Sends a referral and gives the answer, whatever it is.
  func submit(
    _ body: String = sample(), as who: String = "shelter-sender", key: String? = nil
  ) throws -> Answer {
    try call(
      "POST", "/api/v1/referrals", json: body, as: who,
      fields: key.map { ["Idempotency-Key": $0] } ?? [:])
  }

  /// Sends a referral and gives its path.
  func sent(_ body: String = sample(), as who: String = "shelter-sender") throws -> String {
    tick()
    let answer = try submit(body, as: who)
    #expect(answer.status == 201, "\(answer)")
    return "/api/v1/referrals/" + (try #require(answer.text("id")))
  }

  /// Takes a step.
  func step(
    _ path: String, _ name: String, _ members: String = "", as who: String,
    fields: [String: String] = [:]
  ) throws -> Answer {
    tick()
    let json = #"{"step": "\#(name)"\#(members.isEmpty ? "" : ", " + members)}"#
    return try call("POST", path + "/transitions", json: json, as: who, fields: fields)
  }

  /// Lets a millisecond pass, so that ids come in the order of the calls.
  func tick() { clock.now = Timestamp(milliseconds: clock.now.milliseconds + 1) }

  /// Moves the clock to a Swedish day and time; nobody's session has lain idle meanwhile.
  func move(to day: String, _ hour: Int, _ minute: Int = 0) throws {
    try move(
      to: CivilTime.instant(
        day: try #require(Day(day)), hour: hour, minute: minute))
  }

  /// Moves the clock on by so many days.
  func move(days: Int) throws { try move(to: clock.now.plus(days: days)) }

  /// Moves the clock.
  func move(to time: Timestamp) throws {
    clock.now = time
    // What is kept in memory of earlier uses is forgotten after a day.
    _ = services.lastUse.takeUnwritten(at: time.plus(days: 500))
    try change("UPDATE session SET last_used_at = ?", time)
  }

  /// Reads.
  func get(_ path: String, as who: String, fields: [String: String] = [:]) throws -> Answer {
    try call("GET", path, as: who, fields: fields)
  }

  /// Puts a referral into a state, without asking the life cycle.
  func put(_ path: String, into state: String) throws {
    let parts = state.split(separator: "/").map(String.init)
    let id = ReferralID(String(path.suffix(36)))
    let isOver = ["completed", "failed", "rejected", "cancelled"].contains(parts[0])
    let (closedAt, due) = (isOver ? clock.now : nil, clock.now.plus(days: 1))
    let held: String? = parts[0] == "on-hold" ? "accepted" : nil
    let opens = ["accepted", "in-progress", "on-hold", "completed", "failed"].contains(parts[0])
    try writer.run { database in
      try database.run(
        """
        UPDATE referral SET status = ?, business_status = ?, held_status = ?, closed_at = ?,
          acknowledged_at = NULL, outcome = NULL, response_due = ?, paused_at = NULL,
          disclosure_stage = ? WHERE id = ?
        """, parts[0], parts.count > 1 ? parts[1] : nil, held, closedAt, due,
        opens && state != "accepted/waitlisted" ? "identity" : "need", id)
    }
  }

  /// Runs SQL that no route would.
  func change(_ sql: StaticString, _ values: any SQLValue...) throws {
    try writer.exclusively { database in
      try database.transaction { try database.run(sql, values) }
      database.markAccessChanged()
    }
  }

  /// The entries of the audit trail, oldest first.
  func trail() throws -> [JSONValue] {
    let texts = try writer.run { database in
      try database.all("SELECT entry FROM audit ORDER BY seq") { $0.text() }
    }
    return try texts.map { try JSONReader.read(Array($0.utf8)) }
  }

  /// Ends the agreement of the shelter, at once.
  func endAgreement() throws {
    try change(
      "UPDATE agreement SET status = 'terminated' WHERE id = ?",
      Cast.id("kvinnojouren-exempel-avtal") as AgreementID)
  }

  /// A key of an owner in some roles; its secret.
  func key(
    partner: String? = nil, board: String? = nil, _ roles: [Role], _ only: [Permission] = []
  ) throws -> String {
    var random = Randomness()
    let key = Token.makeKey(&random)
    let now = clock.now
    try writer.run { database in
      try AccountStore(database).insertKey(
        NewKey(
          id: key.id, secretHash: key.hash, name: "Integration",
          partner: partner.map { Cast.id($0) }, board: board.map { Cast.id($0) }, roles: roles,
          permissions: only, expiresOn: Day.of(now).plus(days: 300), createdBy: "test"), at: now)
      database.markAccessChanged()
    }
    return key.text
  }

  /// The body of a referral.
  static func sample(
    receiver: String = entrance, urgency: String = "urgent", needs: String = #""housing""#,
    reason: String = "Sover i trapphus.", subject: String = #""alias": "Mia""#,
    covers: String = #""referral", "feedback""#, basis: String? = nil, more: String = ""
  ) -> String {
    let consent =
      #"{"kind": "consent", "form": "oral", "givenOn": "2026-11-23", "covers": [\#(covers)]}"#
    return """
      {"receiver": "\(receiver)", "urgency": "\(urgency)", "needs": [\(needs)],
       "reason": "\(reason)", "subject": {\(subject)}, "basis": \(basis ?? consent)\(more)}
      """
  }

  /// The shelter's one service.
  static let service = "kvinnojouren-exempel-samtal"
}

extension Answer {
  /// The names of the steps that may be taken next.
  var nextSteps: [String] { (self["nextSteps"]?.array ?? []).compactMap { $0["step"]?.string } }

  /// The steps that a refusal allows instead.
  var allowed: [String] { (self["allowed"]?.array ?? []).compactMap(\.string) }

  /// Status and business status.
  var state: String {
    let business = self["businessStatus"]?.string
    return (text("status") ?? "") + (business.map { "/" + $0 } ?? "")
  }

  /// What is the same for hidden and unknown: all bytes but the request's id.
  var withoutRequest: String {
    text.replacing(#/urn:request:[^"]*/#, with: "urn:request:ID")
  }
}

extension JSONValue {
  /// The names of an object's members.
  var names: Set<String> {
    if case .object(let members) = self { Set(members.map(\.name)) } else { [] }
  }
}
