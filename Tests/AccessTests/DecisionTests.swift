// The one decision against the tests' own small oracle: a table of what each way of holding a
// permission gives for each sort of subject.

import Access
import TestSupport
import Testing
import Vocabulary

/// One way of holding a permission: a letter of the matrix with the scope of a grant.
struct Holding: Sendable, CustomTestStringConvertible {
  let name: String
  let role: Role
  let permission: Permission
  let letter: Character
  let scope: GrantScope

  var testDescription: String { name }

  func caller(agreement: AgreementState? = nil) -> Caller {
    let isPartner = scope == Place.atPartner
    return AccessTests.caller(
      [grant(role, scope)],
      memberships: isPartner ? [] : [TeamMembership(team: Place.team, board: Place.board)],
      agreement: isPartner ? agreement ?? openAgreement : nil)
  }

  static let all = [
    Holding("X", .systemAdmin, .userManage, "X", .server),
    Holding("M", .intake, .personSearch, "M", Place.onBoard),
    Holding("Ub", .teamLead, .personSearch, "U", Place.onBoard),
    Holding("Uu", .teamLead, .personSearch, "U", Place.inUnit),
    Holding("Ut", .caseworker, .personSearch, "U", Place.inTeam),
    Holding("Tt", .outreach, .personSearch, "T", Place.inTeam),
    Holding("Tm", .outreach, .personSearch, "T", Place.inUnit),
    Holding("O", .caseworker, .personReadIdentity, "O", Place.inUnit),
    Holding("Op", .partnerSender, .personReadViolence, "O", Place.atPartner),
    Holding("R", .service, .personReadIdentity, "R", Place.onBoard),
    Holding("Rp", .partnerHandler, .personReadIdentity, "R", Place.atPartner),
    Holding("P", .partnerHandler, .referralDecide, "P", Place.atPartner),
    Holding("A", .statistician, .encounterRead, "A", Place.onBoard),
    Holding("e", .outreach, .personReadViolence, "e", Place.inUnit),
    Holding("k", .service, .personSearch, "k", Place.onBoard),
    Holding("2", .teamLead, .personMerge, "2", Place.inUnit),
    Holding("-", .statistician, .personSearch, "-", Place.onBoard),
  ]

  private init(
    _ name: String, _ role: Role, _ permission: Permission, _ letter: Character,
    _ scope: GrantScope
  ) {
    self.name = name
    self.role = role
    self.permission = permission
    self.letter = letter
    self.scope = scope
  }
}

struct DecisionTests {
  // a allowed, h hidden, f forbidden. U, T and O by scope: b board, u unit, t team, m member of the
  // team, p partner. Whatever stands in this table was thought out here, not read from the code.
  private static let oracle = """
    subject              X  M  Ub Uu Ut Tt Tm O  Op R  Rp P  A  e  k  2  -
    own                  a  a  a  a  a  h  h  a  h  h  h  h  h  h  h  h  f
    same_unit            a  a  a  a  a  h  h  h  h  h  h  h  h  h  h  h  f
    unit_below           a  a  a  a  h  h  h  h  h  h  h  h  h  h  h  h  f
    other_unit           a  a  a  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    same_team            a  a  a  a  a  a  a  h  h  h  h  h  h  h  h  h  f
    other_team           a  a  a  a  a  h  h  h  h  h  h  h  h  h  h  h  f
    board_only           a  a  a  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    other_board          a  h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    own_other_board      a  h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    named                a  a  a  a  a  h  h  h  h  a  h  h  h  h  h  h  f
    named_other_board    a  h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    partners             a  h  h  h  h  h  h  h  h  h  h  a  h  h  h  h  f
    partners_own         a  h  h  h  h  h  h  h  a  h  h  a  h  h  h  h  f
    partners_named       a  h  h  h  h  h  h  h  h  h  a  a  h  h  h  h  f
    other_partners       a  h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    other_partners_own   a  h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    other_partners_named a  h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    restricted           h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    protected            h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    restricted_own       a  a  a  a  a  a  a  a  h  h  h  h  h  h  h  h  f
    protected_own        a  a  a  a  a  a  a  a  h  h  h  h  h  h  h  h  f
    restricted_listed    a  a  a  a  a  a  a  h  h  h  h  h  h  h  h  h  f
    protected_listed     a  a  a  a  a  a  a  h  h  h  h  h  h  h  h  h  f
    listed_other_board   a  h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    restricted_partners  h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    restricted_named     h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    nobodys              a  h  h  h  h  h  h  h  h  h  h  h  h  h  h  h  f
    """

  private static let subjects: [String: SubjectFacts] = [
    "own": facts(Place.board, Place.unit) { $0.isOwn = true },
    "same_unit": facts(Place.board, Place.unit),
    "unit_below": facts(Place.board, Place.unitBelow),
    "other_unit": facts(Place.board, Place.otherUnit),
    "same_team": facts(Place.board, Place.unit, Place.team),
    "other_team": facts(Place.board, Place.unit, Place.otherTeam),
    "board_only": facts(Place.board),
    "other_board": facts(Place.otherBoard, Place.foreignUnit, Place.foreignTeam),
    "own_other_board": facts(Place.otherBoard, Place.foreignUnit) { $0.isOwn = true },
    "named": facts(Place.board, Place.unit) { $0.isNamed = true },
    "named_other_board": facts(Place.otherBoard, Place.foreignUnit) { $0.isNamed = true },
    "partners": facts { $0.partner = Place.partner },
    "partners_own": facts { ($0.partner, $0.isOwn) = (Place.partner, true) },
    "partners_named": facts { ($0.partner, $0.isNamed) = (Place.partner, true) },
    "other_partners": facts { $0.partner = Place.otherPartner },
    "other_partners_own": facts { ($0.partner, $0.isOwn) = (Place.otherPartner, true) },
    "other_partners_named": facts { ($0.partner, $0.isNamed) = (Place.otherPartner, true) },
    "restricted": facts(Place.board, Place.unit, Place.team) { $0.secrecy = .restricted },
    "protected": facts(Place.board, Place.unit, Place.team) { $0.secrecy = .protected },
    "restricted_own": facts(Place.board, Place.unit, Place.team) {
      ($0.secrecy, $0.isOwn) = (.restricted, true)
    },
    "protected_own": facts(Place.board, Place.unit, Place.team) {
      ($0.secrecy, $0.isOwn) = (.protected, true)
    },
    "restricted_listed": facts(Place.board, Place.unit, Place.team) {
      ($0.secrecy, $0.isListed) = (.restricted, true)
    },
    "protected_listed": facts(Place.board, Place.unit, Place.team) {
      ($0.secrecy, $0.isListed) = (.protected, true)
    },
    "listed_other_board": facts(Place.otherBoard, Place.foreignUnit, Place.foreignTeam) {
      ($0.secrecy, $0.isListed) = (.restricted, true)
    },
    "restricted_partners": facts { ($0.partner, $0.secrecy) = (Place.partner, .restricted) },
    "restricted_named": facts(Place.board, Place.unit) {
      ($0.secrecy, $0.isNamed) = (.restricted, true)
    },
    "nobodys": facts(),
  ]

  private static func facts(
    _ board: BoardID? = nil, _ unit: UnitID? = nil, _ team: TeamID? = nil,
    _ change: (inout SubjectFacts) -> Void = { _ in }
  ) -> SubjectFacts {
    var facts = SubjectFacts(board: board, unit: unit, team: team, isPersonal: true)
    change(&facts)
    return facts
  }

  /// The oracle's answers for one holding, by subject.
  private static func answers(for holding: Holding) -> [(subject: String, answer: Character)] {
    let rows = oracle.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    guard let column = rows[0].firstIndex(of: holding.name) else { return [] }
    return rows.dropFirst().map { ($0[0], Character($0[column])) }
  }

  private func word(_ decision: Decision) -> Character {
    switch decision {
    case .allowed: "a"
    case .hidden: "h"
    case .forbidden: "f"
    case .noAgreement: "n"
    }
  }

  @Test(arguments: Holding.all)
  func `each way of holding a permission gives what the oracle says`(_ holding: Holding) throws {
    #expect(DesignMatrix.letter(holding.permission, holding.role) == holding.letter)
    let answers = Self.answers(for: holding)
    #expect(answers.count == Self.subjects.count)
    for (name, answer) in answers {
      let subject = try #require(Self.subjects[name], "\(name)")
      let decision = holding.caller().decide(holding.permission, on: subject, at: noon)
      #expect(word(decision) == answer, "\(name)")
    }
  }

  @Test(arguments: Holding.all)
  func `without an open agreement a partner is refused what it may, and told no more`(
    _ holding: Holding
  ) throws {
    let closed = AgreementState(opens: [], diaryNumber: "SCN-2026/17")
    let caller = holding.caller(agreement: closed)
    for (name, answer) in Self.answers(for: holding) {
      var subject = try #require(Self.subjects[name], "\(name)")
      let refused: Character = caller.agreement != nil && answer == "a" ? "n" : answer
      let decision = caller.decide(holding.permission, on: subject, at: noon)
      #expect(word(decision) == refused, "\(name)")
      subject.isPersonal = false
      #expect(word(caller.decide(holding.permission, on: subject, at: noon)) == answer, "\(name)")
    }
  }

  @Test func `the refusals name the permission and the diary number`() throws {
    let stranger = caller([grant(.statistician, Place.onBoard)])
    let subject = try #require(Self.subjects["own"])
    #expect(
      stranger.decide(.personSearch, on: subject, at: noon) == .forbidden(.personSearch))
    let closed = AgreementState(opens: [], diaryNumber: "SCN-2026/17")
    let partner = caller([grant(.partnerHandler, Place.atPartner)], agreement: closed)
    let theirs = try #require(Self.subjects["partners"])
    #expect(partner.decide(.referralDecide, on: theirs, at: noon) == .noAgreement("SCN-2026/17"))
    #expect(partner.refusalByAgreement(at: noon) == .noAgreement("SCN-2026/17"))
    #expect(stranger.refusalByAgreement(at: noon) == nil)
  }

  @Test func `a place in another board's team gives nothing there`() {
    let facts = Self.facts(Place.otherBoard, Place.foreignUnit, Place.foreignTeam)
    let member = caller(
      [grant(.outreach, Place.onBoard)],
      memberships: [TeamMembership(team: Place.foreignTeam, board: Place.otherBoard)])
    #expect(member.decide(.personSearch, on: facts, at: noon) == .hidden)
  }

  @Test func `the best of several grants counts, but not a mixture of them`() {
    let own = Self.facts(Place.board, Place.unit) { $0.isOwn = true }
    let other = Self.facts(Place.board, Place.otherUnit)
    let both = caller([grant(.caseworker, Place.inUnit), grant(.intake, Place.onBoard)])
    #expect(both.decide(.personReadIdentity, on: own, at: noon) == .allowed)
    #expect(both.decide(.personReadIdentity, on: other, at: noon) == .allowed)
    let mixed = caller([grant(.caseworker, Place.inUnit), grant(.statistician, Place.onBoard)])
    #expect(mixed.decide(.personReadIdentity, on: other, at: noon) == .hidden)
  }

  @Test func `a key of role service has no more than the permissions it is limited to`() {
    let facts = Self.facts(Place.board, Place.unit) { $0.isNamed = true }
    let limited = caller([grant(.service, Place.onBoard)], onlyPermissions: [.capacityRead])
    #expect(
      limited.decide(.personReadIdentity, on: facts, at: noon) == .forbidden(.personReadIdentity))
    #expect(limited.permissions(at: noon) == [.capacityRead])
    #expect(!limited.holds(.personReadIdentity, at: noon))
  }
}
