// Texts that lead to one person, and texts that only look like it to a hasty rule.

import Testing
import Vocabulary

struct IdentifyingTextTests {
  @Test(arguments: [
    "Hon heter Mia, 18900704-9803", "18 90 07 04 98 03", "900704-9803", "nr: 1890.07.04.9803",
    "född 2009-03-14", "född 20090314", "１８９００７０４９８０３", "1890\u{200B}0704\u{2060}9803",
    "18900704–9803", "١٨٩٠٠٧٠٤٩٨٠٣",
  ])
  func `an identity number or a day of birth is found, however it is written`(_ text: String) {
    #expect(IdentifyingText.first(in: text) == .identityNumber, "\(text)")
  }

  @Test(arguments: [
    "ring 070-174 06 05", "0701740605", "+46 70 174 06 05", "0046701740605", "070.174.06.05",
    "(08) 465 004 00", "08-465 004 00", "0 7 0 1 7 4 0 6 0 5", "070\u{00A0}1740605",
    "nås på 070/1740605.", "701 740 605",
  ])
  func `a phone number is found, however it is written`(_ text: String) {
    #expect(IdentifyingText.first(in: text) == .phone, "\(text)")
  }

  @Test(arguments: [
    "https://exempel.invalid/mia", "www.exempel.invalid", "se exempel.se/mia", "t.me/mia",
    "bit.ly/3x", "HTTP://EXEMPEL.INVALID", "(exempel.com)", "exempel．com",
  ])
  func `an address on the web is found`(_ text: String) {
    #expect(IdentifyingText.first(in: text) == .link, "\(text)")
  }

  @Test(arguments: [
    "@mia", "skriv till mia@exempel.invalid", "mia_03", "Mia.Mia_x", "mia2009", "snap: mia",
    "Insta:mia", "mia(at)exempel", "＠mia", "kik:xx",
  ])
  func `the name of an account is found`(_ text: String) {
    #expect(IdentifyingText.first(in: text) == .handle, "\(text)")
  }

  @Test(arguments: [
    "", "Lugnt till 21.30, sedan bråk vid centrum.", "2026-11-25 kl. 19.30-23.00",
    "2026-11-25 - 2026-11-30", "2026-11-25 19.30", "Cirka 20-30 ungdomar, 13–15 år.",
    "Två grupper, ca 10 i varje. Vi gick hem 22.", "bl.a. skolan, m.m., t.ex. fritidsgården",
    "Kostar 1 000 000 kronor", "E4 mot Gävle, buss 11", "o.s.v. d.v.s. kl.20", "Åk 9 och åk 7",
    "mer info i morgon; polisen kom 20:15–20:40", "Gottsunda centrum (plan 2)", "50 % fler än 2025",
    "Ålder 13-15, 16-17, 18-20",
  ])
  func `what is only about days, times and numbers is left alone`(_ text: String) {
    #expect(IdentifyingText.first(in: text) == nil, "\(text)")
  }

  @Test func `each finding has a code of its own that says what it is`() {
    let codes = IdentifyingText.allCases.map(\.rawValue)
    #expect(Set(codes).count == codes.count)
    #expect(codes.allSatisfy { $0.hasPrefix("contains_") })
  }

  @Test func `a long text is judged in no time`() {
    let text = String(repeating: "1 2. ", count: 4_000) + String(repeating: "a.", count: 4_000)
    #expect(IdentifyingText.first(in: text) != .link)
  }
}
