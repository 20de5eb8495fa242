// The rules of reviewing, one access at a time.

import Testing
import Vocabulary

@testable import Reviews

struct ReviewRulesTests {
  private func access(
    _ actor: String, _ person: String, hour: Int = 10, minute: Int = 0, isRelated: Bool = true
  ) throws -> Access {
    let day = try #require(Day("2026-11-25"))
    return Access(
      actor: NameWords(actor), person: NameWords(person),
      at: CivilTime.instant(day: day, hour: hour, minute: minute), isRelated: isRelated)
  }

  @Test(arguments: [
    ("Karin Ek", "Karin Ek", [ReviewRule.ownName]),
    ("Karin Ek", "Ek, Karin Maria", [.ownName]),
    ("KARIN EK", "karin ek", [.ownName]),
    ("Karin Ek", "Sven Ek", [.sameSurname]),
    ("Karin Ek", "Karin Alm", []),
    ("Karin Ek", "Ek", []),
    // One word is nobody's whole name.
    ("Karin", "Karin", []),
    ("Karin Ek", "Åsa Öberg", [.colleague]),
    ("Åsa Öberg", "Åsa Öberg", [.ownName]),
    ("Erik Öberg", "Åsa Öberg", [.sameSurname, .colleague]),
    ("Karin Ek", "", []),
  ])
  func `names are compared as words`(
    _ actor: String, _ person: String, _ expected: [ReviewRule]
  ) throws {
    let colleagues: Set = [NameWords("Åsa Öberg").words]
    let found = try ReviewRule.allCases.filter {
      ReviewRules.finds($0, try access(actor, person), among: colleagues)
    }
    #expect(Set(found) == Set(expected))
  }

  @Test(arguments: [
    (21, 59, false), (22, 0, true), (23, 59, true), (0, 0, true), (5, 59, true), (6, 0, false),
    (12, 0, false),
  ])
  func `night is from ten to six by Swedish time`(_ hour: Int, _ minute: Int, _ night: Bool) throws
  {
    let access = try access("Karin Ek", "Mia", hour: hour, minute: minute)
    #expect(ReviewRules.finds(.atNight, access, among: []) == night)
  }

  @Test func `who worked with the person needs no asking`() throws {
    let related = try access("Karin Ek", "Mia")
    #expect(!ReviewRules.finds(.noRelation, related, among: []))
    let other = try access("Karin Ek", "Mia", isRelated: false)
    #expect(ReviewRules.finds(.noRelation, other, among: []))
  }
}
