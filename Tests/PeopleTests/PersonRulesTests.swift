// What follows from a number, a year and a name, and what contradicts.

import Pipeline
import Testing
import Vocabulary

@testable import People

struct PersonRulesTests {
  let today = Day(year: 2026, month: 11, day: 25) ?? Day(number: 0)

  func number(_ text: String) throws -> PersonalNumber {
    try PersonalNumber.parse(text, today: today)
  }

  @Test func `a number says sex, year and age band`() throws {
    let person = NewPerson(number: try number("199406252388")).filled(on: today)
    #expect(person.sex == .woman)
    #expect(person.birthYear == 1994)
    #expect(person.ageBand == .from25)
    #expect(person.identityMode == .identified)
  }
}
