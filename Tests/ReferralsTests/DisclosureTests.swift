// Two-step disclosure: before it is accepted, and after it is closed again, not one byte of who it
// is leaves by any route. Marker strings are planted in everything that identifies.

import HTTP
import JSON
import Pipeline
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct DisclosureTests {
  let world: World

  init() throws { world = try World.referrals() }

  static let markers = [
    "MARKALIAS", "MARKNAME", "1994062", "070-1740605", "MARKSAFE", "MARKHOUSE", "MARKREASON",
    "MARKREF", "\"K-", "woman", "\"birthYear\":",
  ]

  private func planted(_ receiver: String, _ urgency: String = "soon") throws -> String {
    let coded = try world.call(
      "POST", "/api/v1/contact-codes", json: "{}", as: "uppsala-intake")
    let code = try #require(coded.text("code"))
    return World.sample(
      receiver: receiver, urgency: urgency, needs: #""violence""#, reason: "MARKREASON",
      subject: """
        "alias": "MARKALIAS", "name": "MARKNAME", "number": "19940625-2388", "sex": "woman",
        "district": "Gottsunda", "languages": ["so"], "children": "yes",
        "contact": {"phone": "070-1740605", "safe": "MARKSAFE"}, "household": "MARKHOUSE",
        "contactCode": "\(code)"
        """, more: #", "reference": "MARKREF""#)
  }

  /// Calls every route of the room that there is, as someone who may know the need only.
  private func everyAnswer(
    about path: String, _ number: String, as who: String
  ) throws -> [(String, Answer)] {
    var answers: [(String, Answer)] = []
    for route in ReferralRoutes.all {
      let unknown = "019ab3c4-0000-7000-8000-000000000001"
      let base = route.path.replacing("/api/v1/referrals/{id}", with: path)
        .replacing(/\{\w+\}/, with: unknown)
      var calls: [(path: String, body: String?)] = [(base, route.body == nil ? nil : "{}")]
      switch route.action {
      case "referral.list":
        let boxes = ReferralBox.allCases.map { base + "?count=exact&limit=1&box=\($0.rawValue)" }
        calls = boxes.map { ($0, nil) }
      case "referral.search": calls = [(base, #"{"number": "\#(number)"}"#)]
      case "referral.submit": calls = [(base, World.sample(receiver: "finns-inte"))]
      case "referral.step":
        calls += ["receive", "start", "reply", "reopen", "acknowledge", "cancel"]
          .map { (base, #"{"step": "\#($0)"}"#) }
        calls += [(base, #"{"step": "ask", "question": "Var?"}"#)]
        calls += [(base, #"{"step": "accept", "person": "019ab3c4-0000-7000-8000-000000000001"}"#)]
      case "referral.message": calls = [(base, #"{"body": "Hej."}"#)]
      case "appointment.create": calls = [(base, #"{"at": "2026-12-01T08:30:00Z"}"#)]
      case "appointment.step":
        calls = [(base, #"{"step": "cancel"}"#)]
      default: break
      }
      for (path, body) in calls {
        let fields = ["If-Match": "*", "Accept": "*/*"]
        let json = body.map { Array($0.utf8) }
        answers.append(
          (
            "\(route.method.name) \(path)",
            try world.send(
              route.method.name, path, json, token: Cast.token(who), fields: fields)
          ))
        guard route.action == "referral.list" else { continue }
        answers.append(
          (
            "CSV \(path)",
            try world.send(
              "GET", path, nil, token: Cast.token(who), fields: ["Accept": "text/csv"])
          ))
      }
    }
    return answers
  }

  private func expectBlind(_ path: String, _ number: String, as who: String, _ extra: [String] = [])
    throws
  {
    let fields = ["ETag", "Location", "Link", "Content-Type", "X-Request-Id", "Allow"]
    for (name, answer) in try everyAnswer(about: path, number, as: who) {
      let all = answer.text + fields.compactMap(answer.field).joined(separator: "\n")
      for marker in Self.markers + extra {
        #expect(!all.contains(marker), "\(who) \(name) shows \(marker): \(answer)")
      }
      #expect(!all.contains(",K-"), "\(who) \(name) shows the code")
      // Advice on children would tell what the need stage does not.
      #expect(!all.contains("concern_report") && !all.contains("unsafe_channel"), "\(name)")
    }
  }

  static let courses = [
    ("shelter-sender", World.entrance, ["uppsala-intake", "uppsala-outreach", "uppsala-lead"]),
    ("uppsala-intake", World.service, ["shelter-handler", "shelter-admin"]),
    ("umea-intake", World.entrance, ["uppsala-intake"]),
  ]

  @Test(arguments: courses, ["requested", "requested/info_requested", "accepted/waitlisted"])
  func `at the need stage nobody who receives sees who it is, by any route`(
    _ course: (String, String, [String]), _ state: String
  ) throws {
    let sent = try world.submit(try planted(course.1), as: course.0)
    let (path, number) = (try #require(sent.field("Location")), sent.text("number") ?? "")
    #expect(sent["disclosure"]?["stage"]?.string == "need")
    for marker in Self.markers { #expect(sent.text.contains(marker), "the sender sees \(marker)") }
    for who in course.2 {
      try world.put(path, into: state)
      try expectBlind(path, number, as: who)
      try world.put(path, into: state)
      let read = try world.get(path, as: who)
      #expect(read.status == 200 && read.text.contains("Gottsunda"), "\(read)")
      #expect(read["subject"]?["languages"]?.array?.map(\.string) == ["so"])
    }
  }

  @Test(arguments: courses)
  func `accepting opens it`(_ course: (String, String, [String])) throws {
    let path = try world.sent(try planted(course.1), as: course.0)
    let opened = try world.step(path, "accept", as: course.2[0])
    for marker in ["MARKALIAS", "MARKNAME", "199406252388", "070-1740605", "MARKREASON"] {
      #expect(opened.text.contains(marker), "\(marker): \(opened)")
    }
    // The sender's own number is the sender's.
    #expect(!opened.text.contains("MARKREF"))
  }

  @Test(arguments: ["decline", "cancel", "withdraw", "forward"])
  func `an end that is no help closes it again`(_ step: String) throws {
    let body =
      switch step {
      case "decline": #""reason": "other""#
      case "cancel": #""reason": "Åter.""#
      case "forward":
        #"""
        "receiver": "uppsala-utredning",
        "basis": {"kind":"statute","statute":"duty_in_law"}
        """#
      default: ""
      }
    let sent = try world.submit(try planted(World.entrance, "emergency"))
    let (path, number) = (try #require(sent.field("Location")), sent.text("number") ?? "")
    _ = try world.call(
      "POST", path + "/messages", json: #"{"body": "Hon heter MARKTOLD."}"#, as: "shelter-sender")
    _ = try world.step(path, "ask", #""question": "Vem?""#, as: "uppsala-intake")
    _ = try world.step(path, "reply", #""text": "MARKTOLD""#, as: "shelter-sender")
    let open = try world.get(path, as: "uppsala-intake")
    #expect(open.text.contains("MARKALIAS") && open["disclosure"]?["reason"]?.string == "emergency")
    #expect(
      try world.get(path + "/messages", as: "uppsala-intake").text.contains("MARKTOLD"))
    let who = step == "cancel" ? "shelter-sender" : "uppsala-intake"
    let closed = try world.step(path, step, body, as: who)
    #expect(closed.status == 200, "\(closed)")
    let seen = try world.get(path, as: "uppsala-intake")
    #expect(seen["disclosure"]?["stage"]?.string == "need")
    for reader in ["uppsala-outreach", "uppsala-lead"] {
      try expectBlind(path, number, as: reader, ["MARKTOLD"])
    }
    if step != "forward" { try expectBlind(path, number, as: "uppsala-intake", ["MARKTOLD"]) }
    #expect(try world.get(path, as: "shelter-sender").text.contains("MARKALIAS"))
  }

  @Test func `a partner's identity closes with any end, a board's record stays its own`() throws {
    let outward = try world.sent(try planted(World.service), as: "uppsala-intake")
    _ = try world.step(outward, "accept", as: "shelter-handler")
    let done = try world.step(
      outward, "complete", #""outcome": "got_help""#, as: "shelter-handler")
    #expect(done.status == 200 && !done.text.contains("MARK"), "\(done)")
    let inward = try world.sent(try planted(World.entrance))
    _ = try world.step(inward, "accept", as: "uppsala-intake")
    let own = try world.step(inward, "complete", #""outcome": "got_help""#, as: "uppsala-intake")
    #expect(own.text.contains("MARKALIAS"))
  }

  @Test func `what was sent by mistake closes to who never took the person on`() throws {
    let path = try world.sent(try planted(World.entrance, "emergency"))
    #expect(try world.get(path, as: "uppsala-intake").text.contains("MARKALIAS"))
    _ = try world.step(path, "mark-error", #""note": "Fel.""#, as: "shelter-sender")
    #expect(try !world.get(path, as: "uppsala-intake").text.contains("MARKALIAS"))
  }

  @Test(arguments: [
    ("emergency", #""alias": "Mia""#, "emergency", ""),
    ("soon", #""alias": "Mia", "ageBand": "13-15""#, "child", ""),
    ("soon", #""alias": "Mia", "birthYear": 2012"#, "child", ""),
    ("soon", #""number": "201602292383""#, "child", ""),
    ("soon", #""alias": "Mia""#, "at_submit", #", "disclosure": "at_submit""#),
  ])
  func `emergencies, children and the sender's wish open it on receipt`(
    _ urgency: String, _ subject: String, _ reason: String, _ more: String
  ) throws {
    let path = try world.sent(World.sample(urgency: urgency, subject: subject, more: more))
    let read = try world.get(path, as: "uppsala-outreach")
    #expect(read["disclosure"]?["stage"]?.string == "identity", "\(read)")
    #expect(read["disclosure"]?["reason"]?.string == reason)
    #expect(read["subject"]?["sex"] != nil)
    // Declined it closes; opened again it is as urgent as before.
    _ = try world.step(path, "decline", #""reason": "other""#, as: "uppsala-intake")
    #expect(try world.get(path, as: "uppsala-outreach")["subject"]?["sex"] == nil)
    _ = try world.step(path, "reopen", #""note": "Igen.""#, as: "uppsala-intake")
    #expect(try world.get(path, as: "uppsala-outreach")["subject"]?["sex"] != nil)
  }
}
