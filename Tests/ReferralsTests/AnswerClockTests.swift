// The answer times that a service sets itself are the ones that a referral's answer is due by.

import JSON
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct AnswerClockTests {
  let world: World

  init() throws {
    world = try World.referrals()
    try world.change(
      """
      UPDATE service SET answer_times = ?, hours = ? WHERE slug = 'kvinnojouren-exempel-samtal'
      """,
      """
      [{"urgency": "emergency", "minutes": 15}, {"urgency": "urgent", "openHours": 4},
       {"urgency": "soon", "officeDays": 1}]
      """,
      #"[{"days": ["wed", "thu"], "opens": "08:00", "closes": "12:00", "closedOnHolidays": false}]"#
    )
  }

  private func sent(_ urgency: String) throws -> (path: String, answer: Answer) {
    world.tick()
    let answer = try world.submit(
      World.sample(receiver: World.service, urgency: urgency), as: "uppsala-intake")
    return ("/api/v1/referrals/" + (answer.text("id") ?? ""), answer)
  }

  @Test(arguments: [
    // Wednesday 09:00: three hours are left of the day, one of tomorrow.
    ("emergency", "2026-11-25T08:15:00"), ("urgent", "2026-11-26T08:00:00"),
    ("soon", "2026-11-26T15:00:00"),
    // What the service does not say is as usual.
    ("routine", "2026-12-09T15:00:00"),
  ])
  func `an answer is due when the service promises it`(_ urgency: String, _ due: String) throws {
    let (_, answer) = try sent(urgency)
    #expect(answer.text("responseDue")?.hasPrefix(due) ?? false, "\(answer)")
  }

  @Test func `a question stops the service's clock, a reply starts it`() throws {
    let (path, _) = try sent("urgent")
    try world.move(to: "2026-11-25", 11)
    _ = try world.step(path, "ask", #""question": "Var?""#, as: "shelter-handler")
    // Two open hours were left; the reply comes when the door is closed.
    try world.move(to: "2026-11-26", 11)
    let reply = try world.step(path, "reply", #""text": "Här.""#, as: "uppsala-intake")
    #expect(reply.text("responseDue")?.hasPrefix("2026-12-02T08:00:00") ?? false, "\(reply)")
  }

  @Test func `a draft is due from when it is sent, and what is forwarded by its new receiver`()
    throws
  {
    let draft = try world.submit(
      World.sample(receiver: World.service, urgency: "soon", more: #", "draft": true"#),
      as: "uppsala-intake")
    #expect(draft["responseDue"] == .null)
    try world.move(to: "2026-11-26", 9)
    let path = "/api/v1/referrals/" + (draft.text("id") ?? "")
    let submitted = try world.step(path, "submit", as: "uppsala-intake")
    #expect(submitted.text("responseDue") == "2026-11-27T15:00:00Z", "\(submitted)")
  }
}
