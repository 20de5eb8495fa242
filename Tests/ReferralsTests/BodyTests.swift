// Bodies: what each must have, may have and must not have, by path.

import JSON
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct BodyTests {
  let world: World

  init() throws { world = try World.referrals() }

  @Test(arguments: [
    (#""step": "ask""#, ["/question"]), (#""step": "reply""#, ["/text"]),
    (#""step": "cancel""#, ["/reason"]), (#""step": "decline""#, ["/reason"]),
    (#""step": "fail""#, ["/reason"]), (#""step": "complete""#, ["/outcome"]),
    (#""step": "hold""#, ["/reason", "/reviewOn"]), (#""step": "reopen""#, ["/note"]),
    (#""step": "mark-error""#, ["/note"]), (#""step": "forward""#, ["/receiver", "/basis"]),
    (#""step": "assign""#, ["/team"]), (#""step": "book""#, ["/step"]), ("", ["/step"]),
    (#""step": 3"#, ["/step"]), (#""step": "accept", "reason": "x""#, ["/reason"]),
    (#""step": "receive", "note": "x""#, ["/note"]),
    (#""step": "decline", "reason": "no_capacity", "outcome": "partly""#, ["/outcome"]),
    (#""step": "decline", "reason": "moved""#, ["/reason"]),
    (#""step": "fail", "reason": "wrong_receiver""#, ["/reason"]),
    (#""step": "complete", "outcome": "cured""#, ["/outcome"]),
    (#""step": "accept", "person": "uppsala""#, ["/person"]),
    (#""step": "hold", "reason": "x", "reviewOn": "2026-13-01""#, ["/reviewOn"]),
    (#""step": "ask", "question": "  ""#, ["/question"]),
    (#""step": "withdraw", "why": "x""#, ["/why"]),
    (
      #""step": "forward", "receiver": "uppsala-utredning", "basis": {"kind": "consent"}"#,
      ["/basis/form", "/basis/givenOn", "/basis/covers"]
    ),
    (
      #""step": "forward", "receiver": "a b", "basis": {"kind": "statute"}"#,
      ["/receiver", "/basis/statute"]
    ),
  ])
  func `a step with the wrong body is refused by path`(_ body: String, _ paths: [String]) throws {
    let path = try world.sent()
    let answer = try world.call(
      "POST", path + "/transitions", json: "{\(body)}", as: "uppsala-intake")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths.sorted() == paths.sorted())
    #expect(try world.get(path, as: "uppsala-intake").state == "requested")
  }

  @Test(arguments: [
    ("question", "ask", 2_000), ("text", "reply", 4_000), ("reason", "cancel", 2_000),
    ("note", "accept", 2_000), ("estimate", "waitlist", 200),
  ])
  func `texts have their limits`(_ member: String, _ step: String, _ max: Int) throws {
    let path = try world.sent()
    if step == "reply" { try world.put(path, into: "requested/info_requested") }
    let who = ["reply", "cancel"].contains(step) ? "shelter-sender" : "uppsala-intake"
    let long = String(repeating: "å", count: max)
    let refused = try world.step(path, step, #""\#(member)": "\#(long)å""#, as: who)
    #expect(refused.faultPaths == ["/\(member)"])
    #expect(!refused.text.contains("åååå"))
    #expect(try world.step(path, step, #""\#(member)": "\#(long)""#, as: who).status == 200)
  }

  @Test(arguments: [
    (World.sample(urgency: "very"), ["/urgency"]), (World.sample(needs: ""), ["/needs"]),
    (World.sample(needs: #""housing", "money""#), ["/needs/1"]),
    (World.sample(reason: " "), ["/reason"]),
    (World.sample(reason: String(repeating: "x", count: 4_001)), ["/reason"]),
    (World.sample(subject: ""), ["/subject/alias"]),
    (World.sample(subject: #""alias": "Mia", "ageBand": "old""#), ["/subject/ageBand"]),
    (World.sample(subject: #""alias": "Mia", "shoe": 38"#), ["/subject/shoe"]),
    (World.sample(subject: #""alias": "Mia", "languages": ["svenska"]"#), ["/subject/languages/0"]),
    (
      World.sample(subject: #""person": "019ab3c4-0000-7000-8000-000000000001", "alias": "Mia""#),
      ["/subject/person"]
    ),
    (World.sample(subject: #""number": "19940625-2389""#), ["/subject/number"]),
    (World.sample(subject: #""number": "940625238""#), ["/subject/number"]),
    (World.sample(subject: #""alias": "Mia", "contactCode": "K-1""#), ["/subject/contactCode"]),
    (
      World.sample(subject: #""number": "199406252388", "birthYear": 1993"#),
      ["/subject/birthYear"]
    ),
    (
      World.sample(subject: #""number": "201602292383", "ageBand": "25-34""#),
      ["/subject/ageBand"]
    ),
    (
      World.sample(subject: #""alias": "Mia", "birthYear": 2013, "ageBand": "25-34""#),
      ["/subject/ageBand"]
    ),
    (World.sample(subject: #""alias": "Mia", "birthYear": 2027"#), ["/subject/birthYear"]),
    (
      World.sample(basis: #"{"kind": "consent"}"#),
      ["/basis/form", "/basis/givenOn", "/basis/covers"]
    ),
    (World.sample(covers: #""feedback""#), ["/basis/covers"]),
    (World.sample(basis: #"{"kind": "anonymous"}"#), ["/subject"]),
    (World.sample(basis: #"{"kind": "statute"}"#), ["/basis/statute"]),
    (World.sample(basis: #"{"kind": "statute", "statute": "duty_in_law"}"#), ["/basis/kind"]),
    (
      World.sample(
        basis:
          #"{"kind":"consent","form":"oral","givenOn":"2026-11-26","covers":["referral"]}"#),
      ["/basis/givenOn"]
    ),
    (World.sample(receiver: "finns-inte"), ["/receiver"]),
    (World.sample(receiver: "moske-exempel-samtal"), ["/receiver"]),
    (
      World.sample(more: #", "reference": "\#(String(repeating: "x", count: 65))""#), ["/reference"]
    ),
    (World.sample(more: #", "priority": 1"#), ["/priority"]),
    (World.sample(more: #", "draft": "yes""#), ["/draft"]),
  ])
  func `a referral with the wrong body is refused by path`(
    _ body: String, _ paths: [String]
  ) throws {
    let answer = try world.submit(body)
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths.sorted() == paths.sorted(), "\(answer)")
    #expect(!answer.text.contains("Mia") && !answer.text.contains("1994"))
    #expect(try world.get("/api/v1/referrals?box=sent", as: "shelter-sender").items.isEmpty)
  }

  @Test func `a number that is no child's and a band that fits are taken`() throws {
    let answer = try world.submit(
      World.sample(subject: #""number": "19940625-2388", "ageBand": "25-34""#))
    #expect(answer.status == 201, "\(answer)")
    #expect(answer["subject"]?["number"]?.string == "199406252388")
    #expect(answer["subject"]?["sex"]?.string == "woman")
    #expect(answer["subject"]?["birthYear"]?.integer == 1994)
  }

  @Test(arguments: [
    ("201007022385", "2028-03-01", AgeBand.from16), ("201007022385", "2028-07-02", .from18),
    ("201602292383", "2026-11-25", .to12),
  ])
  func `the age is the number's on the very day`(
    _ number: String, _ day: String, _ band: AgeBand
  ) throws {
    var subject = ReferralSubject()
    subject.number = number
    try subject.derive(today: try #require(Day(day)))
    #expect(subject.ageBand == band)
    #expect(subject.isChild == (band != .from18))
  }

  @Test func `a receiver that keeps no identities is told none`() throws {
    try world.change(
      """
      UPDATE service SET documentation_mode = 'no_identity', mode_diary_number = 'SCN-1',
        mode_starts_on = '2026-01-01', needs_assessment = 'without'
      WHERE slug = 'kvinnojouren-exempel-samtal'
      """)
    let coded = try world.call(
      "POST", "/api/v1/contact-codes", json: "{}", as: "uppsala-intake")
    let code = try #require(coded.text("code"))
    let named = #""alias": "Mia", "contactCode": "\#(code)""#
    for subject in [#""alias": "Mia""#, named] {
      let answer = try world.submit(
        World.sample(receiver: World.service, subject: subject), as: "uppsala-intake")
      #expect(answer.faultPaths == ["/subject"], "\(answer)")
    }
    let bare = try world.submit(
      World.sample(
        receiver: World.service, subject: #""contactCode": "\#(code)""#,
        basis: #"{"kind": "anonymous"}"#), as: "uppsala-intake")
    #expect(bare.status == 201, "\(bare)")
  }
}
