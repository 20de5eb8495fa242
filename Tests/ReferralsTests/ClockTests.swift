// When an answer is due: office days, eves and holidays, midnight, summer time, and how a question
// stops the clock.

import JSON
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct ClockTests {
  let world: World

  init() throws { world = try World.referrals() }

  @Test(arguments: [
    // Wednesday morning.
    ("urgent", "2026-11-25", 9, 0, "2026-11-26T15:00:00Z"),
    ("soon", "2026-11-25", 9, 0, "2026-11-30T15:00:00Z"),
    ("routine", "2026-11-25", 9, 0, "2026-12-09T15:00:00Z"),
    ("emergency", "2026-11-25", 9, 0, "2026-11-25T09:00:00Z"),
    // One minute before midnight and at midnight are two days.
    ("urgent", "2026-11-26", 23, 59, "2026-11-27T15:00:00Z"),
    ("urgent", "2026-11-27", 0, 0, "2026-11-30T15:00:00Z"),
    // Friday to Monday, Saturday to Monday.
    ("urgent", "2026-11-27", 17, 0, "2026-11-30T15:00:00Z"),
    ("urgent", "2026-11-28", 12, 0, "2026-11-30T15:00:00Z"),
    // Christmas Eve is no office day, nor the days after; the 28th is a Monday.
    ("urgent", "2026-12-23", 10, 0, "2026-12-28T15:00:00Z"),
    ("soon", "2026-12-23", 10, 0, "2026-12-30T15:00:00Z"),
    ("routine", "2026-12-23", 10, 0, "2027-01-13T15:00:00Z"),
    // Summer time began on 28 March 2027: the same hour is an hour earlier in UTC.
    ("urgent", "2027-03-30", 10, 0, "2027-03-31T14:00:00Z"),
    ("urgent", "2027-03-25", 10, 0, "2027-03-30T14:00:00Z"),
    ("emergency", "2027-03-28", 1, 30, "2027-03-28T01:30:00Z"),
  ])
  func `an answer is due by the receiver's office days`(
    _ urgency: String, _ day: String, _ hour: Int, _ minute: Int, _ due: String
  ) throws {
    try world.move(to: day, hour, minute)
    let answer = try world.submit(World.sample(urgency: urgency))
    #expect(answer.text("responseDue") == due, "\(answer)")
  }

  /// Asks at one time and replies at another; the due time after that.
  private func due(
    _ urgency: String, sent: (String, Int), asked: (String, Int), replied: (String, Int)
  ) throws -> String? {
    try world.move(to: sent.0, sent.1)
    let path = try world.sent(World.sample(urgency: urgency))
    try world.move(to: asked.0, asked.1)
    let stopped = try world.step(path, "ask", #""question": "Var?""#, as: "uppsala-intake")
    #expect(stopped["responseDue"] == .null)
    try world.move(to: replied.0, replied.1)
    let answer = try world.step(path, "reply", #""text": "Här.""#, as: "shelter-sender")
    return answer.text("responseDue")
  }

  @Test func `as many office days are left as when the question came`() throws {
    // Due on Monday; asked on Friday with one office day left; answered on Wednesday.
    #expect(
      try due(
        "soon", sent: ("2026-11-25", 9), asked: ("2026-11-27", 10), replied: ("2026-12-02", 9))
        == "2026-12-03T15:00:00Z")
    // The same over a weekend: answered on Saturday.
    #expect(
      try due(
        "soon", sent: ("2026-12-02", 9), asked: ("2026-12-04", 10), replied: ("2026-12-05", 9))
        == "2026-12-07T15:00:00Z")
    // Asked and answered at once: nothing is won.
    #expect(
      try due(
        "soon", sent: ("2026-12-09", 9), asked: ("2026-12-09", 9), replied: ("2026-12-09", 9))
        == "2026-12-14T15:00:00Z")
  }

  @Test func `on the last day the rest of a day is left`() throws {
    #expect(
      try due(
        "urgent", sent: ("2026-11-25", 9), asked: ("2026-11-26", 10), replied: ("2026-12-01", 9))
        == "2026-12-01T15:00:00Z")
    // Answered after office hours: the next office day.
    #expect(
      try due(
        "urgent", sent: ("2026-12-02", 9), asked: ("2026-12-03", 10), replied: ("2026-12-04", 17))
        == "2026-12-07T15:00:00Z")
  }

  @Test func `a question that comes too late buys no time`() throws {
    #expect(
      try due(
        "urgent", sent: ("2026-11-25", 9), asked: ("2026-11-27", 10), replied: ("2026-11-28", 9))
        == "2026-11-26T15:00:00Z")
  }

  @Test func `in an emergency the milliseconds count`() throws {
    let path = try world.sent(World.sample(urgency: "emergency"))
    let start = world.clock.now
    try world.move(to: Timestamp(milliseconds: start.milliseconds + 600_000))
    _ = try world.step(path, "ask", #""question": "Var?""#, as: "uppsala-intake")
    try world.move(to: Timestamp(milliseconds: start.milliseconds + 1_000_003))
    // A second question does not stop the clock twice.
    _ = try world.step(path, "ask", #""question": "Vem?""#, as: "uppsala-intake")
    try world.move(to: Timestamp(milliseconds: start.milliseconds + 1_200_003))
    let answer = try world.step(path, "reply", #""text": "Här.""#, as: "shelter-sender")
    let due = Timestamp(milliseconds: start.milliseconds + 3_600_000 + 600_003)
    #expect(answer.text("responseDue") == due.text)
  }

  @Test(arguments: ["accept", "waitlist", "decline"])
  func `an answer ends the clock, whether it stood or ran`(_ step: String) throws {
    for asks in [false, true] {
      let path = try world.sent()
      if asks {
        _ = try world.step(path, "ask", #""question": "Var?""#, as: "uppsala-intake")
      }
      let answer = try world.step(
        path, step, step == "decline" ? #""reason": "other""# : "", as: "uppsala-intake")
      #expect(answer.status == 200 && answer["responseDue"] == .null)
    }
  }

  @Test func `the overdue box shows what is late, not what waits for an answer or has one`()
    throws
  {
    let (late, asked, done) = (try world.sent(), try world.sent(), try world.sent())
    _ = try world.step(asked, "ask", #""question": "Var?""#, as: "uppsala-intake")
    _ = try world.step(done, "accept", as: "uppsala-intake")
    func overdue() throws -> [String] {
      try world.get("/api/v1/referrals?box=overdue", as: "uppsala-intake").items
        .compactMap { $0["id"]?.string }
    }
    try world.move(to: "2026-11-26", 16)
    #expect(try overdue() == [])
    try world.move(to: world.clock.now.plus(seconds: 1))
    #expect(try overdue() == [String(late.suffix(36))])
  }
}
