// The codes of second factors against RFC 6238, and the secrets that are worked out, never kept.

import Access
import TestSupport
import Testing
import Vocabulary

struct TimeCodeTests {
  private static let secret = Array("12345678901234567890".utf8)

  // RFC 6238, appendix B: the last six of its eight digits.
  @Test(arguments: [
    (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"),
    (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
  ])
  func `a time has the code of RFC 6238`(_ seconds: Int64, _ code: String) {
    let now = Timestamp(milliseconds: seconds * 1_000)
    #expect(TimeCode.code(of: TimeCode.step(at: now), secret: Self.secret) == code)
  }

  @Test(arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, false)])
  func `a clock may be one step off, either way`(_ drift: Int64, _ fits: Bool) {
    let now = Timestamp(milliseconds: 1_234_567_890_000)
    let step = TimeCode.step(at: now) + drift
    let code = TimeCode.code(of: step, secret: Self.secret)
    let found = TimeCode.find(code, secret: Self.secret, at: now, after: 0)
    #expect(found == (fits ? step : nil))
  }

  @Test func `no code works twice, nor one from before the last`() {
    let now = Timestamp(milliseconds: 1_234_567_890_000)
    let step = TimeCode.step(at: now)
    let codes = (-1...1).map { TimeCode.code(of: step + $0, secret: Self.secret) }
    let found = codes.map {
      TimeCode.find($0, secret: Self.secret, at: now, after: step)
    }
    #expect(found == [nil, nil, step + 1])
  }

  @Test(arguments: ["", "28708", "2870821", "28708a", "287083"])
  func `what is no code of it fits never`(_ code: String) {
    let now = Timestamp(milliseconds: 59_000)
    #expect(TimeCode.find(code, secret: Self.secret, at: now, after: 0) == nil)
  }

  @Test func `a secret follows from key, whose it is and which in turn, and from nothing else`() {
    let (one, other): (UserID, UserID) = (Cast.id("one"), Cast.id("other"))
    let secrets = RecoverableSecrets(key: [1])
    let secret = secrets.secondFactor(of: one, generation: 1)
    #expect(secret.count == 20)
    #expect(secret == RecoverableSecrets(key: [1]).secondFactor(of: one, generation: 1))
    #expect(secret != secrets.secondFactor(of: one, generation: 2))
    #expect(secret != secrets.secondFactor(of: other, generation: 1))
    #expect(secret != RecoverableSecrets(key: [2]).secondFactor(of: one, generation: 1))
    let forgery = secrets.forgeryToken(of: SessionID(one))
    #expect(forgery.utf8.count == 43)
    #expect(!forgery.hasPrefix(Base64URL.encode(Array(secret.prefix(15)))))
  }

  // What stands in a cookie is no bearer, a link no session, and the other way round.
  @Test func `each form of secret opens only what it is for`() {
    var random = Randomness.seeded(3)
    for form in [Token.Form.cookie, .link, .setup] {
      #expect(Token(form.make(&random).text) == nil)
    }
    let cookie = Token.Form.cookie.make(&random)
    #expect(Token(cookie: cookie.text) == .session(hash: cookie.hash))
    #expect(Token(cookie: Token.Form.session.make(&random).text) == nil)
    let answer = Token.Form.answer.make(&random)
    #expect(Token(answer.text) == .answer(hash: answer.hash))
    #expect(Token.Form.link.hash(of: answer.text) == nil)
  }

  // `U` where a thing has a board but no unit (access.md 1: agreement.read, agreement.write,
  // service.write, commitment.follow_up): who leads the board has it, who leads a unit does not.
  @Test(arguments: [Permission.agreementRead, .agreementWrite, .serviceWrite, .commitmentFollowUp])
  func `a lead's reach over what lies in no unit is the whole board's or nothing`(
    _ permission: Permission
  ) {
    let agreement = SubjectFacts(board: Place.board, isPersonal: false)
    for (scope, decision) in [
      (Place.onBoard, Decision.allowed), (Place.inUnit, .hidden), (Place.inTeam, .hidden),
    ] {
      let lead = AccessTests.caller([grant(.teamLead, scope)])
      #expect(lead.decide(permission, on: agreement, at: noon) == decision)
      #expect(lead.reach(permission, at: noon).boards.isEmpty == (decision == .hidden))
    }
  }
}
