// Identity numbers, organisation numbers, municipality codes and short numbers. All identity
// numbers are Skatteverket's test numbers, or wrong ones.

import Testing
import Vocabulary

private func day(_ text: String) -> Day {
  Day(text) ?? Day(number: 0)
}

private func fault(_ text: String, today: String = "2026-11-23") -> PersonalNumber.Fault? {
  do throws(PersonalNumber.Fault) {
    _ = try PersonalNumber.parse(text, today: day(today))
    return nil
  } catch {
    return error
  }
}

@Suite struct PersonalNumberTests {
  @Test(arguments: [
    "189007049803", "191202119960", "192507078968", "192607049109", "193804169245",
    "194906162682", "195708143101", "196305183144", "197206099280", "198007032389",
    "198005022390", "198807022382", "199406252388", "200006282388", "200407022383",
    "200807022389", "201007022385", "201205022393", "201507032389", "202207012382",
    "202405022399", "189602299803", "201602292383", "202002292387", "198001052383",
    "198001052391", "198001152399",
  ])
  func `a personnummer is read in every form`(_ text: String) throws {
    let today = day("2026-11-23")
    let number = try PersonalNumber.parse(text, today: today)
    #expect(number.kind == .personnummer)
    #expect(number.text == text)
    #expect(number.hyphenated == text.prefix(8) + "-" + text.suffix(4))
    #expect(number.birthDay.text.filter { $0 != "-" } == text.prefix(8))
    #expect(try PersonalNumber.parse(number.hyphenated, today: today) == number)
    let sign = today.year - number.birthDay.year >= 100 ? "+" : "-"
    let short = text.dropFirst(2).prefix(6) + sign + text.suffix(4)
    #expect(try PersonalNumber.parse(String(short), today: today) == number)
    #expect(PersonalNumber(stored: text) == number)
  }

  @Test(arguments: [
    ("191411672387", "1914-11-07"), ("193805792383", "1938-05-19"),
    ("194901862393", "1949-01-26"), ("197208632385", "1972-08-03"),
    ("198001812380", "1980-01-21"), ("199407712380", "1994-07-11"),
    ("200004692380", "2000-04-09"), ("201503672386", "2015-03-07"),
    ("202307622387", "2023-07-02"),
  ])
  func `a samordningsnummer says its day plus 60`(_ text: String, _ birth: String) throws {
    let number = try PersonalNumber.parse(text, today: day("2026-11-23"))
    #expect(number.kind == .samordningsnummer)
    #expect(number.birthDay.text == birth)
    #expect(number.text == text)
  }

  @Test func `the third serial digit says the sex`() throws {
    let today = day("2026-11-23")
    #expect(try PersonalNumber.parse("198007032389", today: today).sex == .woman)
    #expect(try PersonalNumber.parse("198005022390", today: today).sex == .man)
    #expect(try PersonalNumber.parse("194901862393", today: today).sex == .man)
  }

  @Test(arguments: [
    ("198501012383", PersonalNumber.Fault.checkDigit), ("194205669899", .checkDigit),
    ("200002309999", .dayImpossible), ("20150916" + "0006", .serialImpossible),
    ("800703" + "2389", .separatorMissing), ("261224-1111", .future),
    ("20261224-1111", .future), ("19800703+2389", .malformed), ("19800703 2389", .malformed),
    ("8007032-389", .malformed), ("", .malformed), ("abc", .malformed),
    ("1980070323890", .malformed), ("19800703238", .malformed), ("800703-23x9", .malformed),
    ("198013" + "012383", .dayImpossible), ("198000012383", .dayImpossible),
    ("198007002389", .dayImpossible), ("198007602389", .dayImpossible),
    ("198007922389", .dayImpossible), ("198002902389", .dayImpossible),
    ("178007032389", .dayImpossible), ("800703-T389", .malformed), ("８00703-2389", .malformed),
  ])
  func `a wrong number names its fault`(_ text: String, _ expected: PersonalNumber.Fault) {
    #expect(fault(text) == expected)
  }

  @Test(arguments: [
    (26, false, "2026-11-23", 2026), (26, true, "2026-11-23", 1926),
    (24, false, "2026-11-23", 2024), (25, true, "2026-11-23", 1925),
    (27, false, "2026-11-23", 1927), (27, true, "2026-11-23", 1827),
    (26, false, "2025-12-31", 1926), (26, true, "2026-01-01", 1926),
    (0, false, "2026-11-23", 2000), (99, false, "2026-11-23", 1999),
    (99, false, "2099-01-01", 2099), (0, false, "2099-12-31", 2000),
  ])
  func `the sign decides the century by calendar years`(
    _ short: Int, _ isHundred: Bool, _ today: String, _ year: Int
  ) {
    let full = PersonalNumber.fullYear(short, isHundred: isHundred, today: day(today))
    #expect(full == year)
  }

  @Test func `the check digit does not know the century`() throws {
    let today = day("2026-11-23")
    #expect(try PersonalNumber.parse("260704+9109", today: today).text == "192607049109")
    #expect(try PersonalNumber.parse("260704-9109", today: today).birthDay.text == "2026-07-04")
    #expect(fault("260704-9109", today: "2026-07-03") == .future)
    #expect(fault("260704-9109", today: "2026-07-04") == nil)
    let before = try PersonalNumber.parse("260704-9109", today: day("2025-12-31"))
    #expect(before.text == "192607049109")
  }

  @Test func `printing a number never shows it`() throws {
    let number = try PersonalNumber.parse("198007032389", today: day("2026-11-23"))
    #expect(!"\(number) \(String(reflecting: number)) \([number])".contains("2389"))
  }

  @Test(arguments: ["", "198501012383", "19800703-2389", "8007032389", "198007032380"])
  func `the database gives valid numbers or none`(_ text: String) {
    #expect(PersonalNumber(stored: text) == nil)
  }
}

@Suite struct OrganisationNumberTests {
  @Test(arguments: [
    "212000-3005", "212000-0142", "212000-0415", "556016-0680", "556103-4249", "802005-1952",
  ])
  func `an organisation number is read in three forms`(_ text: String) {
    let digits = text.filter { $0 != "-" }
    #expect(OrganisationNumber(text)?.digits == digits)
    #expect(OrganisationNumber(digits)?.text == text)
    #expect(OrganisationNumber("16" + digits)?.text == text)
  }

  @Test(arguments: [
    "212000-3006", "551000-0000", "5510000000", "", "212000 3005", "21200-03005", "2120003005x",
    "19" + "2120003005", "162120003006", "212000-300", "80200519521",
  ])
  func `a wrong organisation number is refused`(_ text: String) {
    #expect(OrganisationNumber(text) == nil)
  }

  @Test func `an identity number is no organisation number`() {
    #expect(OrganisationNumber("800703-2389") == nil)
  }
}

@Suite struct MunicipalityCodeTests {
  @Test(arguments: [
    ("0380", "Uppsala", "Uppsala län"), ("0139", "Upplands-Bro", "Stockholms län"),
    ("0123", "Järfälla", "Stockholms län"), ("0191", "Sigtuna", "Stockholms län"),
    ("0163", "Sollentuna", "Stockholms län"), ("0184", "Solna", "Stockholms län"),
    ("0183", "Sundbyberg", "Stockholms län"), ("0114", "Upplands Väsby", "Stockholms län"),
    ("2480", "Umeå", "Västerbottens län"), ("1480", "Göteborg", "Västra Götalands län"),
    ("0381", "Enköping", "Uppsala län"), ("0980", "Gotland", "Gotlands län"),
  ])
  func `a code has its name and county`(_ text: String, _ name: String, _ county: String) throws {
    let code = try #require(MunicipalityCode(text))
    #expect(code.text == text)
    #expect(code.name == name)
    #expect(code.countyName == county)
    #expect(text.hasPrefix(code.countyCode))
  }

  @Test(arguments: ["380", "0200", "0399", "9999", "", "03800", " 380", "038O", "0000", "+380"])
  func `what is no code is refused`(_ text: String) {
    #expect(MunicipalityCode(text) == nil)
  }

  @Test func `there are 290 municipalities in 21 counties`() {
    let all = MunicipalityCode.all
    #expect(all.count == 290)
    #expect(Set(all.map(\.countyCode)).count == 21)
    #expect(Set(all.map(\.name)).count == 290)
    #expect(all == all.sorted())
    for code in all {
      #expect(!code.name.isEmpty && !code.countyName.isEmpty)
      #expect(MunicipalityCode(code.text) == code)
    }
  }
}

@Suite struct ShortNumberTests {
  // Check characters by an independent program.
  @Test(arguments: [
    "R-2026-4T7K2M-2", "K-7F3Q-J", "A-2025-ZZZZZZ-8", "K-0000-K", "R-2026-000000-Q", "K-H3X9-E",
    "R-2027-QWERTY-5",
  ])
  func `a number with its check character is valid, and no other character fits`(_ text: String) {
    #expect(ShortNumber.isValid(text))
    #expect(ShortNumber.normal(text) == text)
    for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where other != text.last {
      #expect(!ShortNumber.isValid(text.dropLast() + String(other)))
    }
  }

  @Test(arguments: [
    ("r-2026-4t7k2m-2", "R-2026-4T7K2M-2"), ("R20264T7K2M2", "R-2026-4T7K2M-2"),
    ("R 2026 4T7K2M 2", "R-2026-4T7K2M-2"), ("k7f3qj", "K-7F3Q-J"), (" K-7F3Q-J ", "K-7F3Q-J"),
    ("K-OoO0-K", "K-0000-K"), ("R-2O26-OOOOOO-Q", "R-2026-000000-Q"),
  ])
  func `what people type is put right`(_ typed: String, _ stored: String) {
    #expect(ShortNumber.normal(typed) == stored)
  }

  @Test(arguments: [
    "", "-", "K", "K-7F3Q", "K-7F3Q-", "-7F3Q-J", "K--J", "K-7F3U-J", "K-7F3Q-JJ", "K-7F3Q-J-J",
    "R-202A-4T7K2M-2", "Å-7F3Q-J", "K_7F3Q_J", "R-2026-4T7K2M-2-2", "K-F73Q-J",
  ])
  func `what is no number is refused`(_ text: String) {
    #expect(!ShortNumber.isValid(text))
  }

  @Test func `drawn numbers are valid, any slip and nearly any swap is caught`() {
    var random = Randomness.seeded(11)
    var swapsMissed = 0
    for _ in 0..<200 {
      let text = ShortNumber.make(prefix: "R", year: 2026, length: 6, random: &random)
      #expect(text.utf8.count == 15)
      #expect(ShortNumber.normal(text) == text)
      var swapped = Array(text)
      swapped.swapAt(8, 9)
      if swapped != Array(text), ShortNumber.isValid(String(swapped)) { swapsMissed += 1 }
      var slipped = Array(text)
      slipped[10] = slipped[10] == "X" ? "Y" : "X"
      #expect(!ShortNumber.isValid(String(slipped)))
    }
    #expect(swapsMissed <= 6)
    let code = ShortNumber.make(prefix: "K", year: nil, length: 4, random: &random)
    #expect(code.utf8.count == 8 && ShortNumber.isValid(code))
  }
}
