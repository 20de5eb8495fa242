// Who may be given which role, as tables.

import Access
import Testing
import Vocabulary

@testable import Operations

struct GrantRulesTests {
  static let municipality = MunicipalityID(high: 1, low: 1)
  static let partner = PartnerID(high: 2, low: 2)
  static let board = BoardID(high: 3, low: 3)
  static let unit = UnitID(high: 4, low: 4)
  static let now = Timestamp(seconds: 1_800_000_000)

  static let atBoard = Place(
    scope: .board(board), facts: SubjectFacts(board: board, isPersonal: false),
    municipality: municipality, name: "b")
  static let atUnit = Place(
    scope: .unit(unit), facts: SubjectFacts(board: board, unit: unit, isPersonal: false),
    municipality: municipality, name: "u")
  static let atPartner = Place(
    scope: .partner(partner), facts: SubjectFacts(partner: partner, isPersonal: false),
    municipality: nil, name: "p")

  private func fits(
    _ role: Role, _ home: GrantRules.Home, _ place: Place, works: Bool = true
  ) -> Bool {
    GrantRules.fault(in: role, for: home, at: place, partnerWorksThere: works) == nil
  }

  @Test(arguments: Role.allCases)
  func `each role belongs to some homes and places only`(_ role: Role) {
    let own = GrantRules.Home.municipality(Self.municipality)
    let other = GrantRules.Home.municipality(MunicipalityID(high: 9, low: 9))
    let partner = GrantRules.Home.partner(Self.partner, kind: .womensShelter)
    let police = GrantRules.Home.partner(Self.partner, kind: .police)
    let isMunicipal = !role.isPartners && ![.systemAdmin, .service, .policeLiaison].contains(role)
    #expect(fits(role, own, Self.atBoard) == isMunicipal)
    #expect(fits(role, own, Self.atUnit) == isMunicipal)
    #expect(!fits(role, other, Self.atBoard))
    #expect(!fits(role, own, Self.atPartner))
    #expect(fits(role, partner, Self.atPartner) == role.isPartners)
    #expect(fits(role, partner, Self.atBoard) == (role == .guide))
    #expect(!fits(role, partner, Self.atBoard, works: false))
    #expect(fits(role, police, Self.atBoard) == (role == .guide || role == .policeLiaison))
    #expect(fits(role, .server, .server) == (role == .systemAdmin))
    #expect(!fits(role, own, .server))
    #expect(!fits(role, partner, .server))
  }

  private func caller(_ role: Role, _ scope: GrantScope) -> Caller {
    Caller(
      kind: .user, reference: "x", user: UserID(high: 7, low: 7), name: "x",
      grants: [
        Grant(role: role, scope: scope, scopeName: "", startsAt: Self.now, endsAt: nil)
      ], memberships: [], partner: nil, agreement: nil, expiresAt: Self.now, expiresOn: nil,
      session: nil)
  }

  private func mayGive(_ giver: Caller, _ role: Role, at place: Place) -> Bool {
    GrantRules.excess(of: role, given: giver, at: place, now: Self.now) == nil
  }

  @Test(arguments: Role.allCases)
  func `administrators give what they do not hold, within their scope`(_ role: Role) {
    #expect(mayGive(caller(.municipalityAdmin, .board(Self.board)), role, at: Self.atUnit))
    #expect(mayGive(caller(.systemAdmin, .server), role, at: Self.atPartner))
    #expect(mayGive(caller(.partnerAdmin, .partner(Self.partner)), role, at: Self.atPartner))
    let elsewhere = caller(.municipalityAdmin, .board(BoardID(high: 8, low: 8)))
    #expect(!mayGive(elsewhere, role, at: Self.atUnit))
  }

  @Test(arguments: Role.allCases)
  func `a lead gives at most what a lead holds`(_ role: Role) {
    let lead = caller(.teamLead, .unit(Self.unit, below: [Self.unit], board: Self.board))
    let matrix = PermissionMatrix.standard
    let isWithin = matrix.permissions(of: role).allSatisfy { permission in
      let held = matrix.letter(permission, .teamLead)?.rank ?? 0
      return (matrix.letter(permission, role)?.rank ?? 0) <= held
    }
    #expect(mayGive(lead, role, at: Self.atUnit) == isWithin)
    #expect(!mayGive(lead, role, at: Self.atBoard))
  }

  @Test func `a lead appoints outreach workers and leads, not intake, auditors or admins`() {
    let lead = caller(.teamLead, .unit(Self.unit, below: [Self.unit], board: Self.board))
    #expect(mayGive(lead, .outreach, at: Self.atUnit))
    #expect(mayGive(lead, .teamLead, at: Self.atUnit))
    for role in [Role.intake, .auditor, .municipalityAdmin, .systemAdmin, .statistician] {
      #expect(!mayGive(lead, role, at: Self.atUnit))
    }
  }
}
