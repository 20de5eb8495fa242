// What an opening in an emergency adds to the decision: reading, within the board, for roles that
// read at all; nothing else for nobody else.

import Access
import Testing
import Vocabulary

struct EmergencyDecisionTests {
  private func facts(
    _ secrecy: SecrecyClass, board: BoardID = Place.board, isOpened: Bool = true
  ) -> SubjectFacts {
    SubjectFacts(
      board: board, unit: Place.otherUnit, isOpenedInEmergency: isOpened, secrecy: secrecy,
      isPersonal: true)
  }

  private func decide(
    _ role: Role, _ scope: GrantScope, _ permission: Permission, on facts: SubjectFacts
  ) -> Decision {
    let agreement = scope == Place.atPartner ? openAgreement : nil
    return AccessTests.caller([grant(role, scope)], memberships: [], agreement: agreement)
      .decide(permission, on: facts, at: noon)
  }

  @Test(arguments: SecrecyClass.allCases)
  func `it opens any class to reading, whatever the unit`(_ secrecy: SecrecyClass) {
    let roles: [(Role, GrantScope)] = [
      (.teamLead, Place.inUnit), (.caseworker, Place.inUnit), (.outreach, Place.inTeam),
    ]
    for (role, scope) in roles {
      for permission in [Permission.personReadIdentity, .personReadViolence] {
        #expect(decide(role, scope, permission, on: facts(secrecy)) == .allowed, "\(role)")
        #expect(
          decide(role, scope, permission, on: facts(secrecy, isOpened: false)) == .hidden,
          "\(role)")
        #expect(
          decide(role, scope, permission, on: facts(secrecy, board: Place.otherBoard)) == .hidden)
      }
    }
    #expect(decide(.intake, Place.onBoard, .personReadIdentity, on: facts(secrecy)) == .allowed)
  }

  @Test(arguments: [
    Permission.personUpdate, .personRestrict, .encounterWrite, .caseWrite, .personSearch,
  ])
  func `it opens nothing but reading`(_ permission: Permission) {
    for role in [Role.teamLead, .caseworker] {
      #expect(decide(role, Place.inUnit, permission, on: facts(.restricted)) == .hidden)
    }
  }

  @Test func `a role that does not read, and a partner, get nothing by it`() {
    #expect(
      decide(.auditor, Place.onBoard, .personReadIdentity, on: facts(.normal))
        == .forbidden(.personReadIdentity))
    #expect(
      decide(.outreach, Place.inTeam, .personReadProtectedAddress, on: facts(.protected))
        == .forbidden(.personReadProtectedAddress))
    #expect(
      decide(.partnerHandler, Place.atPartner, .personReadIdentity, on: facts(.normal)) == .hidden)
    #expect(
      decide(.guide, Place.inTeam, .personReadIdentity, on: facts(.restricted)) == .hidden)
  }
}
