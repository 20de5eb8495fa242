// Code lists, languages, text rules and slugs.

import Testing
import Vocabulary

@Suite struct CodeListTests {
  @Test func `every list has its own name and is found by it`() {
    let names = CodeLists.all.map { $0.listName }
    #expect(Set(names).count == names.count)
    #expect(names == names.sorted())
    for name in names {
      #expect(Slug.isValid(name))
      #expect(CodeLists.find(name)?.listName == name)
    }
    #expect(CodeLists.find("colour") == nil)
  }

  @Test func `every code is unique in its list and labelled in both languages`() {
    for list in CodeLists.all {
      let entries = CodeLists.entries(of: list)
      #expect(entries.count >= 2)
      #expect(Set(entries.map(\.code)).count == entries.count)
      for (code, label) in entries {
        #expect(!label.sv.isEmpty && !label.en.isEmpty, "\(list.listName) \(code)")
        #expect(TextRules.isPlain(label.sv + label.en))
        let isPlain = code.utf8.allSatisfy {
          0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || [0x5F, 0x2D, 0x2B].contains($0)
        }
        #expect(isPlain, "\(list.listName) \(code)")
      }
    }
  }

  @Test func `codes are the words of the contract`() {
    #expect(
      ReferralStatus.codes == [
        "draft", "requested", "accepted", "rejected", "in-progress", "on-hold", "completed",
        "failed", "cancelled", "entered-in-error",
      ])
    #expect(Urgency.codes == ["emergency", "urgent", "soon", "routine"])
    #expect(
      AgeBand.codes == [
        "0-12", "13-15", "16-17", "18-20", "21-24", "25-34", "35-49", "50-65", "66-79", "80+",
        "unknown",
      ])
    #expect(NeedArea.codes.count == 14)
    #expect(
      ReferralBusinessStatus.codes == [
        "received", "info_requested", "waitlisted", "scheduled", "forwarded",
        "consent_withdrawn",
      ])
    #expect(PartnerKind(code: "womens_shelter") == .womensShelter)
    #expect(Urgency(code: "very") == nil)
    #expect(LegalBasis.codes.count == 19)
    #expect(LegalBasis.allCases.filter { !$0.isOnByDefault } == [.crimeOrWrongPayment])
    #expect(!LegalBasis.allCases.map(\.provision).contains("OSL 10:27"))
    #expect(AgreementKind.allCases.filter(\.mayOpenPersonData).count == 4)
    #expect(ReferralStatus.allCases.filter(\.isOpen).count == 4)
  }

  @Test(arguments: [
    (0, "0-12"), (12, "0-12"), (13, "13-15"), (17, "16-17"), (18, "18-20"), (24, "21-24"),
    (34, "25-34"), (35, "35-49"), (65, "50-65"), (66, "66-79"), (79, "66-79"), (80, "80+"),
    (110, "80+"), (-1, "unknown"),
  ])
  func `an age falls in one band`(_ age: Int, _ code: String) {
    #expect(AgeBand(years: age).code == code)
    #expect(AgeBand(years: age).isChild == (0..<18 ~= age))
  }

  @Test func `labels speak both languages`() {
    #expect(Sex.woman.label[.sv] == "kvinna")
    #expect(Sex.woman.label[.en] == "woman")
  }

  @Test func `language tags have two or three letters`() {
    #expect(LanguageTag("sv")?.text == "sv")
    #expect(LanguageTag("RMY")?.text == "rmy")
    for text in ["", "s", "svsk", "s1", "sv-", "sv-SE", "åä", "@`"] {
      #expect(LanguageTag(text) == nil, "\(text)")
    }
  }
}

@Suite struct TextRulesTests {
  @Test(arguments: [
    ("", true), ("Sover i trapphus.", true), ("rad\nrad\tspalt", true), ("å 😀 \u{2028}", true),
    ("a\0b", false), ("a\rb", false), ("\u{1B}[1m", false), ("a\u{7F}", false),
    ("a\u{85}", false), ("a\u{9F}", false), ("\u{A0}", true), ("a\r\nb", false),
  ])
  func `plain text has no control characters but newline and tab`(_ text: String, _ isPlain: Bool) {
    #expect(TextRules.isPlain(text) == isPlain)
  }

  @Test func `white space falls away at the ends only`() {
    #expect(TextRules.trimmed(" \n a  b\u{A0}\t") == "a  b")
    #expect(TextRules.trimmed(" \n ") == "")
    #expect(TextRules.trimmed("å") == "å")
  }

  @Test(arguments: [
    ("Anna-Lena Öberg", ["anna", "lena", "öberg"]), ("ÅSA åsa", ["åsa"]),
    ("Andre\u{301} André", ["andre"]), ("A\u{30A}ke", ["åke"]), ("Müller", ["muller"]),
    ("O'Brien O\u{2019}Neill", ["obrien", "oneill"]), ("Søren Kjær", ["sören", "kjär"]),
    ("İpek Işık", ["ipek", "isik"]), ("Łukasz Wałęsa", ["lukasz", "walesa"]),
    ("Gauß", ["gauss"]), ("  ", []), ("…!?", []), ("Mia (Mimmi) 2", ["mia", "mimmi", "2"]),
    ("محمد", ["محمد"]), ("Анна", ["анна"]),
  ])
  func `names are cut into the words that a search compares`(_ name: String, _ words: [String]) {
    let tokens = TextRules.searchTokens(name)
    #expect(tokens.map { Array($0.utf8) } == words.map { Array($0.utf8) })
  }

  @Test func `å, ä and ö are not a and o`() {
    #expect(TextRules.searchTokens("Åse") != TextRules.searchTokens("Ase"))
    #expect(TextRules.searchTokens("Pär") != TextRules.searchTokens("Par"))
    #expect(TextRules.searchTokens("Mörk") != TextRules.searchTokens("Mork"))
  }
}

@Suite struct SlugTests {
  @Test(arguments: [
    "ab", "a1", "uppsala-stodteamet", "1-2-3", "0380", String(repeating: "a", count: 80),
  ])
  func `a slug is small letters, digits and single hyphens`(_ text: String) {
    #expect(Slug.isValid(text))
  }

  @Test(arguments: [
    "", "a", "-ab", "ab-", "a--b", "Ab", "a_b", "a b", "åb", "a/b", "a.b", "..",
    String(repeating: "a", count: 81), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
  ])
  func `anything else is no slug`(_ text: String) {
    #expect(!Slug.isValid(text))
  }

  @Test(arguments: [
    ("Stödteamet, Uppsala", "stodteamet-uppsala"), ("Kvinnojouren Exempel", "kvinnojouren-exempel"),
    ("Café Åre & Ängel", "cafe-are-angel"), ("Upplands-Bro", "upplands-bro"),
  ])
  func `a slug is made from a name`(_ name: String, _ slug: String) {
    #expect(Slug.make(from: name) == slug)
  }

  @Test func `a name without Latin letters makes no slug and a long one a short slug`() {
    #expect(Slug.make(from: "محمد") == nil)
    #expect(Slug.make(from: "Å") == nil)
    let long = Slug.make(from: String(repeating: "ord och saker", count: 20))
    #expect(long.map(Slug.isValid) == true)
  }
}
