// Why two records may be of one person.

import Testing
import Vocabulary

@testable import People

struct DuplicateRulesTests {
  func number(_ text: String) throws -> PersonalNumber {
    try PersonalNumber.parse(text, today: Day(number: 20_700))
  }

  @Test(arguments: [
    (NewPerson(alias: "Mia", birthYear: 1994), [DuplicateReason]()),
    (NewPerson(legalName: "Exempel, Maria", birthYear: 1994), [.nameBirthYear]),
    (NewPerson(alias: "MARIA  exempel", birthYear: 1994), [.nameBirthYear]),
    (NewPerson(legalName: "Maria Exempel", birthYear: 1995), []),
    (NewPerson(legalName: "Maria Exempel"), []),
    (NewPerson(legalName: "Maria Exempelsson", birthYear: 1994), []),
    (
      NewPerson(legalName: "Maria Exempel", birthYear: 1994, phone: "070 174 06 05"),
      [.nameBirthYear, .phone]
    ),
    (NewPerson(alias: "X", phone: "070-1740605"), []),
  ])
  func `name and year make a pair, a telephone number only adds`(
    _ other: NewPerson, _ reasons: [DuplicateReason]
  ) {
    let one = NewPerson(legalName: "Maria Exempel", birthYear: 1994, phone: "070-1740605")
    #expect(DuplicateRules.reasons(one, other, sharesNumber: false) == reasons)
    #expect(DuplicateRules.reasons(other, one, sharesNumber: false) == reasons)
  }

  @Test func `two personnummer are two people; one number is one`() throws {
    var one = NewPerson(legalName: "Maria Exempel", birthYear: 1994)
    var other = one
    one.number = try number("199406252388")
    other.number = try number("199404262397")
    #expect(DuplicateRules.reasons(one, other, sharesNumber: false) == [])
    other.number = nil
    #expect(DuplicateRules.reasons(one, other, sharesNumber: false) == [.nameBirthYear])
    #expect(
      DuplicateRules.reasons(one, one, sharesNumber: true) == [.identityNumber, .nameBirthYear])
  }

  @Test func `the score is the sum of the weights`() {
    #expect(DuplicateRules.score([]) == 0)
    #expect(DuplicateRules.score([.identityNumber]) == 100)
    #expect(DuplicateRules.score(DuplicateReason.allCases) == DuplicateRules.scoreMax)
  }
}
