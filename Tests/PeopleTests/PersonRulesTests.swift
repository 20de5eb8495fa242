// What follows from a number, a year and a name, and what contradicts.

import Access
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

  @Test func `a samordningsnummer says the same`() throws {
    let person = NewPerson(number: try number("199405782393")).filled(on: today)
    #expect(person.sex == .man)
    #expect(person.birthYear == 1994)
  }

  @Test func `without a number a person is pseudonymous and a year gives the band`() {
    let person = NewPerson(alias: "Mia", birthYear: 2011, ageBand: .from13).filled(on: today)
    #expect(person.identityMode == .pseudonymous)
    #expect(person.ageBand == .from13)
    #expect(NewPerson(alias: "Mia", ageBand: .from50).filled(on: today).ageBand == .from50)
    #expect(NewPerson(alias: "Mia").filled(on: today).ageBand == nil)
  }

  @Test func `the band follows the year as time goes`() {
    let person = NewPerson(alias: "Mia", birthYear: 2001).filled(on: today)
    #expect(person.ageBand == .from25)
    #expect(person.ageBand(on: today.plus(days: 366 * 11)) == .from35)
  }

  @Test(arguments: [
    (Sex.man, nil as Int?, nil as AgeBand?, ["/sex"]), (.woman, 1995, nil, ["/birthYear"]),
    (.woman, 1994, .from50, ["/ageBand"]), (.man, 1993, .to12, ["/sex", "/birthYear", "/ageBand"]),
    (.unknown, 1994, .from25, []), (.other, nil, .unknown, []),
  ])
  func `what contradicts the number is named`(
    _ sex: Sex, _ year: Int?, _ band: AgeBand?, _ paths: [String]
  ) throws {
    let person = NewPerson(
      number: try number("199406252388"), sex: sex, birthYear: year, ageBand: band)
    #expect(faults(of: person) == paths)
  }

  @Test(arguments: [
    (1991, AgeBand.from25, true), (1991, .from35, true), (1992, .from35, false),
    (2001, .from25, true), (2001, .from21, true), (2002, .from25, false), (2000, .from21, false),
  ])
  func `a year fits the bands of both ages it may mean`(
    _ year: Int, _ band: AgeBand, _ fits: Bool
  ) {
    let person = NewPerson(alias: "Mia", birthYear: year, ageBand: band)
    #expect(faults(of: person) == (fits ? [] : ["/ageBand"]))
  }

  @Test func `somebody is named somehow, and not born tomorrow`() {
    #expect(faults(of: NewPerson()) == ["/alias"])
    #expect(faults(of: NewPerson(legalName: "Maria Exempel")) == [])
    #expect(faults(of: NewPerson(alias: "M", birthYear: 2027)) == ["/birthYear"])
  }

  @Test func `all names are searched, a word once`() {
    let person = NewPerson(
      alias: "Mia", preferredName: "Mia Lund", legalName: "Maria Åsa Lund-O'Hara")
    #expect(person.nameTokens == ["mia", "lund", "maria", "åsa", "ohara"])
    #expect(Array(person.nameTokens).answer(["lun", "mar"]))
    #expect(!Array(person.nameTokens).answer(["lun", "per"]))
  }

  @Test(arguments: PersonActivity.allCases, SecrecyClass.allCases)
  func `each state has its steps`(_ activity: PersonActivity, _ secrecy: SecrecyClass) {
    let state = State(activity.code, secrecy.rawValue)
    let steps = Set(LifeCycle.person.next(from: state) { _ in true }.map(\.name))
    #expect(steps.contains("restrict"))
    #expect(steps.contains("protect") == (secrecy != .protected))
    #expect(steps.contains("unrestrict") == (secrecy != .normal))
    #expect(steps.contains("inactivate") == [.active, .moved].contains(activity))
    #expect(steps.contains("deceased") == (activity != .deceased))
    #expect(steps.contains("reactivate") == (activity != .active))
  }

  private func faults(of person: NewPerson) -> [String] {
    do throws(Refusal) {
      try person.check(on: today)
      return []
    } catch {
      return error.errors.map(\.path)
    }
  }
}
