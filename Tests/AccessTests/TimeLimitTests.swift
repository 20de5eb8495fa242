// Time limits at the exact instant: grants, memberships of teams, and agreements to the Swedish
// midnight.

import Access
import Testing
import Vocabulary

struct TimeLimitTests {
  private let subject = SubjectFacts(
    board: Place.board, unit: Place.unit, team: Place.team, isPersonal: true)
  private let partners = SubjectFacts(partner: Place.partner, isPersonal: true)

  private func moved(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: noon.milliseconds + milliseconds)
  }

  @Test(arguments: [(-1, false), (0, true), (1, true), (999, true), (1000, false), (1001, false)])
  func `a grant holds from its first instant and no longer at its last`(
    _ milliseconds: Int, _ holds: Bool
  ) {
    let lead = caller([grant(.teamLead, Place.inUnit, from: noon, until: moved(1000))])
    let now = moved(Int64(milliseconds))
    let expected = holds ? Decision.allowed : .forbidden(.personSearch)
    #expect(lead.decide(.personSearch, on: subject, at: now) == expected)
    #expect(lead.holds(.personSearch, at: now) == holds)
    #expect(lead.permissions(at: now).isEmpty != holds)
    #expect(lead.reach(.personSearch, at: now).isEmpty != holds)
  }

  @Test func `a grant without an end goes on`() {
    let lead = caller([grant(.teamLead, Place.inUnit)])
    #expect(lead.decide(.personSearch, on: subject, at: noon.plus(days: 36_500)) == .allowed)
  }

  // 23 November is winter time: the Swedish day begins at 23:00 UTC of the day before.
  @Test(arguments: [
    ("2026-11-19T22:59:59.999Z", false), ("2026-11-19T23:00:00Z", true),
    ("2026-11-20T12:00:00Z", true), ("2026-11-25T22:59:59.999Z", true),
    ("2026-11-25T23:00:00Z", false), ("2026-11-26T12:00:00Z", false),
  ])
  func `an agreement opens on its first day and through its last`(
    _ instant: String, _ opens: Bool
  ) throws {
    let now = try #require(Timestamp(instant))
    let first = try #require(Day("2026-11-20"))
    let agreement = AgreementState(
      opens: [opening(first...first.plus(days: 5))], diaryNumber: "SCN-2026/17")
    let handler = caller([grant(.partnerHandler, Place.atPartner)], agreement: agreement)
    let expected = opens ? Decision.allowed : .noAgreement("SCN-2026/17")
    #expect(handler.decide(.referralDecide, on: partners, at: now) == expected)
    #expect(agreement.opensPersonData(on: Day.of(now)) == opens)
  }

  @Test func `of several agreements any one that is running opens, and the gap between closes`() {
    let agreement = AgreementState(
      opens: [
        opening(today.plus(days: 10)...today.plus(days: 20)),
        opening(today.plus(days: -5)...today.plus(days: 5)),
      ], diaryNumber: nil)
    #expect(agreement.opensPersonData(on: today))
    #expect(agreement.opensPersonData(on: today.plus(days: 5)))
    #expect(!agreement.opensPersonData(on: today.plus(days: 6)))
    #expect(agreement.opensPersonData(on: today.plus(days: 10)))
    #expect(!agreement.opensPersonData(on: today.plus(days: 21)))
  }

  @Test func `an agreement with one board opens nothing of another's`() {
    let handler = caller([grant(.partnerHandler, Place.atPartner)], agreement: openAgreement)
    var facts = SubjectFacts(partner: Place.partner, isPersonal: true, owner: Place.board)
    #expect(handler.decide(.referralDecide, on: facts, at: noon) == .allowed)
    facts.owner = Place.otherBoard
    #expect(handler.decide(.referralDecide, on: facts, at: noon) == .noAgreement("SCN-2026/17"))
  }

  @Test(arguments: [(-3, false), (-2, true), (0, true), (2, true), (3, false)])
  func `a place in a team holds on its first day and through its last`(
    _ days: Int, _ holds: Bool
  ) {
    let member = caller(
      [grant(.outreach, Place.inUnit)],
      memberships: [
        TeamMembership(
          team: Place.team, board: Place.board, startsOn: today.plus(days: -2),
          endsOn: today.plus(days: 2))
      ])
    let now = noon.plus(days: days)
    #expect(
      member.decide(.personSearch, on: subject, at: now) == (holds ? .allowed : .hidden))
    #expect(member.reach(.personSearch, at: now).teams == (holds ? [Place.team] : []))
  }
}
