// What the matrix marks `2`: never one's own to do alone, and for whom one may be one of the two.

import Access
import Testing
import Vocabulary

struct TwoPersonsTests {
  static let merge = Permission.personMerge

  @Test func `alone it opens nothing, as one of two it opens the board`() {
    let facts = SubjectFacts(board: Place.board, unit: Place.unit, isPersonal: true)
    for role in [Role.teamLead, .intake, .caseworker] {
      let caller = AccessTests.caller([grant(role, Place.inUnit)])
      #expect(caller.decide(Self.merge, on: facts, at: noon) == .hidden)
      #expect(caller.decideAsOneOfTwo(Self.merge, on: facts, at: noon) == .allowed)
    }
  }

  @Test func `another board is hidden, and so is whoever is guarded`() {
    let caller = AccessTests.caller([grant(.teamLead, Place.inUnit)])
    var facts = SubjectFacts(board: BoardID(high: 9, low: 9), isPersonal: true)
    #expect(caller.decideAsOneOfTwo(Self.merge, on: facts, at: noon) == .hidden)
    facts.board = nil
    #expect(caller.decideAsOneOfTwo(Self.merge, on: facts, at: noon) == .hidden)
    facts.board = Place.board
    facts.secrecy = .restricted
    #expect(caller.decideAsOneOfTwo(Self.merge, on: facts, at: noon) == .hidden)
    facts.isListed = true
    #expect(caller.decideAsOneOfTwo(Self.merge, on: facts, at: noon) == .allowed)
  }

  @Test(arguments: Role.allCases)
  func `only a 2 of the matrix makes one of two`(_ role: Role) {
    let caller = AccessTests.caller([grant(role, Place.onBoard)])
    let facts = SubjectFacts(board: Place.board, isOwn: true, isNamed: true, isPersonal: true)
    for permission in Permission.allCases {
      let isTwo = PermissionMatrix.standard.letter(permission, role) == .secondPerson
      let decision = caller.decideAsOneOfTwo(permission, on: facts, at: noon)
      #expect(decision == (isTwo ? .allowed : .forbidden(permission)))
    }
  }
}
