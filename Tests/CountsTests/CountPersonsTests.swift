// From rows to persons: who is the same, and between which bounds the number lies.

import Counts
import Testing
import Vocabulary

struct CountPersonsTests {
  private static let shelter = AnyID(high: 1, low: 1)
  private static let team = AnyID(high: 1, low: 2)

  private static func row(
    _ id: UInt64, _ reporter: AnyID, number: UInt8? = nil, initials: UInt8? = nil,
    sex: Sex = .woman, band: AgeBand = .from50, needs: Set<NeedArea> = []
  ) -> CodedRow {
    CodedRow(
      id: CountRowID(high: 0, low: id), reporter: reporter, numberCode: number.map { [$0] },
      initialsCode: initials.map { [$0] },
      person: CountedPerson(
        situation: .acute, sex: sex, ageBand: band, needs: needs, contact: .unknown))
  }

  @Test func `the same number in two returns is one person, and each adds what it knows`() {
    let found = CountPersons([
      Self.row(1, Self.shelter, number: 1, sex: .unknown, needs: [.housing]),
      Self.row(2, Self.team, number: 1, needs: [.substance]),
    ])
    #expect(found.high == 1 && found.low == 1)
    #expect(found.persons[0].sex == .woman)
    #expect(found.persons[0].needs == [.housing, .substance])
    #expect(found.duplicates.map(\.row) == [CountRowID(high: 0, low: 2)])
    #expect(found.duplicates.map(\.of) == [CountRowID(high: 0, low: 1)])
  }

  @Test func `initials join a number that was told with them`() {
    let found = CountPersons([
      Self.row(1, Self.shelter, initials: 7), Self.row(2, Self.team, number: 1, initials: 7),
    ])
    #expect(found.high == 1)
  }

  @Test func `two numbers with the same initials are two persons`() {
    let found = CountPersons([
      Self.row(1, Self.shelter, number: 1, initials: 7),
      Self.row(2, Self.team, number: 2, initials: 7),
    ])
    #expect(found.high == 2 && found.duplicates.isEmpty)
  }

  @Test func `rows without a code make the difference between the bounds`() {
    let found = CountPersons([
      Self.row(1, Self.shelter, number: 1), Self.row(2, Self.shelter, number: 2),
      Self.row(3, Self.team), Self.row(4, Self.team), Self.row(5, Self.team),
    ])
    #expect(found.high == 5)
    // The team's three are three, whoever they are.
    #expect(found.low == 3)
  }

  @Test func `no rows are nobody`() {
    let found = CountPersons([])
    #expect(found.high == 0 && found.low == 0)
  }

  @Test func `codes are the same for the same material under the same key only`() throws {
    let today = try #require(Day(year: 2026, month: 11, day: 25))
    let key = CountKey(bytes: [UInt8](repeating: 3, count: 32))
    let other = CountKey(bytes: [UInt8](repeating: 4, count: 32))
    let long = try PersonalNumber.parse("191202119176", today: today)
    let short = try PersonalNumber.parse("19120211-9176", today: today)
    #expect(key.code(of: long) == key.code(of: short))
    #expect(key.code(of: long) != other.code(of: long))
    let code = try #require(key.code(initials: "Å B", birthYear: 1971, sex: .woman))
    #expect(code == key.code(initials: "å.b.", birthYear: 1971, sex: .woman))
    #expect(code != key.code(initials: "A B", birthYear: 1971, sex: .woman))
    #expect(code != key.code(initials: "ÅB", birthYear: 1972, sex: .woman))
    #expect(key.code(initials: "--", birthYear: 1971, sex: .woman) == nil)
  }
}
