// What must not stand in a text about places and groups: numbers, links and handles that lead to
// one person. A rule of the text alone: it never asks whether somebody exists, so that nobody can
// learn from a refusal who is known here.

/// Something in a text that leads to one person; the raw value is the code of the fault.
package enum IdentifyingText: String, CaseIterable, Sendable {
  /// An identity number, or a day of birth.
  case identityNumber = "contains_identity_number"
  /// A phone number.
  case phone = "contains_phone"
  /// An address on the web.
  case link = "contains_link"
  /// The name of an account, or an e-mail address.
  case handle = "contains_handle"

  /// The first thing of the kind in a text; nil where there is none.
  ///
  /// Days from 2020 on and times of day are no numbers of a person: notes are full of them.
  package static func first(in text: String) -> IdentifyingText? {
    let plain = plain(text)
    for run in DigitRun.all(in: plain) {
      if let found = run.finding { return found }
    }
    return word(in: plain)
  }

  /// Lower case; digits and signs of other scripts and widths as the usual ones; nothing invisible.
  private static func plain(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.compactMap { scalar in
      let properties = scalar.properties
      if properties.isDefaultIgnorableCodePoint { return nil }
      if properties.numericType == .decimal || properties.numericType == .digit,
        let value = properties.numericValue, 0...9 ~= value
      {
        return Unicode.Scalar(UInt8(ascii: "0") + UInt8(value))
      }
      if properties.isWhitespace { return " " }
      if properties.generalCategory == .dashPunctuation || scalar.value == 0x2212 { return "-" }
      switch scalar.value {
      case 0x2024, 0x3002: return "."
      case 0xFF01...0xFF5E: return lower(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      default: return lower(scalar)
      }
    }
  }

  private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
  }

  // MARK: words

  private static func word(in plain: [Unicode.Scalar]) -> IdentifyingText? {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: plain)
    for word in String(view).split(separator: " ") {
      if isLink(word) { return .link }
      if isHandle(word) { return .handle }
    }
    return nil
  }

  private static func isLink(_ word: Substring) -> Bool {
    if word.contains("://") || word.hasPrefix("www.") { return true }
    // The host ends where the path, the port or the sentence does.
    let host = word.drop { !$0.isLetter && !$0.isNumber }
      .prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
    let labels = host.split(separator: ".")
    return zip(labels, labels.dropFirst()).contains { before, top in
      before.contains(where: \.isLetter) && topDomains.contains(String(top))
    }
  }

  private static func isHandle(_ word: Substring) -> Bool {
    let isWord = { (character: Character) in character.isLetter || character.isNumber }
    if word.contains("(at)") || word.contains("[at]") { return true }
    let letters = Array(word)
    for (index, letter) in letters.enumerated() {
      let next = index + 1 < letters.count ? letters[index + 1] : " "
      if letter == "@", isWord(next) || next == "_" { return true }
      if letter == "_", index > 0, isWord(letters[index - 1]), isWord(next) { return true }
    }
    if let colon = word.firstIndex(of: ":"), platforms.contains(String(word[..<colon])) {
      return true
    }
    return isNameWithNumber(word)
  }

  // Three letters or more and then two digits or more are the name of an account, not a word.
  private static func isNameWithNumber(_ word: Substring) -> Bool {
    let name = word.drop { !$0.isLetter && !$0.isNumber }
    let letters = name.prefix { $0.isLetter }
    let digits = name[letters.endIndex...].prefix { $0.isNumber }
    return letters.count >= 3 && digits.count >= 2
  }

  private static let platforms: Set = [
    "snap", "snapchat", "insta", "instagram", "ig", "tiktok", "kik", "telegram", "discord",
    "whatsapp", "messenger", "onlyfans", "facebook", "fb", "signal", "tinder",
  ]

  // The ends of addresses that people write without anything before them.
  private static let topDomains: Set = [
    "com", "net", "org", "info", "se", "nu", "no", "dk", "fi", "de", "eu", "ru", "co", "me", "io",
    "ly", "app", "tv", "gg", "link", "cc", "ai", "dev", "xyz", "online", "site", "chat", "page",
  ]
}

/// Digits with the signs that people put between them.
private struct DigitRun {
  var groups: [[UInt8]] = []
  /// What stands between the groups; one fewer than they are.
  var signs: [String] = []
  var hasPlus = false

  private static let between: Set<Unicode.Scalar> = [" ", "-", "+", ".", "/", "(", ")"]

  /// The runs of a text. More than two signs in a row end one.
  static func all(in plain: [Unicode.Scalar]) -> [DigitRun] {
    var runs: [DigitRun] = []
    var run = DigitRun()
    var sign = ""
    var isOpen = false
    func close() {
      if !run.groups.isEmpty { runs.append(run) }
      run = DigitRun()
      sign = ""
    }
    for scalar in plain {
      if let digit = UInt8(exactly: scalar.value), 0x30...0x39 ~= digit {
        if isOpen {
          run.groups[run.groups.count - 1].append(digit - 0x30)
        } else {
          if run.groups.isEmpty {
            run.hasPlus = sign.hasSuffix("+")
          } else {
            run.signs.append(sign)
          }
          run.groups.append([digit - 0x30])
          sign = ""
        }
        isOpen = true
      } else {
        isOpen = false
        guard between.contains(scalar) else {
          close()
          continue
        }
        if sign.count == 2 || run.groups.isEmpty { close() }
        sign.unicodeScalars.append(scalar)
      }
    }
    close()
    return runs
  }

  /// What the run is; nil where it is nobody's number.
  var finding: IdentifyingText? {
    let digits = groups.flatMap { $0 }
    guard digits.count >= 7, !isDaysAndTimes else { return nil }
    if isBirthDay || holdsIdentityNumber(digits) { return .identityNumber }
    let isNational = digits[0] == 0 || digits.starts(with: [4, 6])
    return hasPlus || isNational || digits.count >= 9 ? .phone : nil
  }

  private func holdsIdentityNumber(_ digits: [UInt8]) -> Bool {
    guard digits.count >= 10 else { return false }
    return (0...(digits.count - 10)).contains { start in
      let text = String(decoding: digits[start..<(start + 10)].map { $0 + 0x30 }, as: UTF8.self)
      return ["19", "20"].contains { PersonalNumber(stored: $0 + text) != nil }
    }
  }

  private func value(_ digits: some Sequence<UInt8>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1) }
  }

  // A whole day before the year from which notes tell of days.
  private var isBirthDay: Bool {
    let digits = groups.flatMap { $0 }
    guard digits.count == 8, groups.count == 1 || groups.map(\.count) == [4, 2, 2] else {
      return false
    }
    let year = value(digits.prefix(4))
    return 1900..<Self.noteYears.lowerBound ~= year
      && Day(year: year, month: value(digits[4..<6]), day: value(digits[6...])) != nil
  }

  private static let noteYears = 2020...2099

  // `2026-11-25`, `19.30`, and spans of them.
  private var isDaysAndTimes: Bool {
    var index = 0
    while index < groups.count {
      let rest = groups[index...].map(\.count)
      if rest.starts(with: [4, 2, 2]), Self.noteYears ~= value(groups[index]),
        signs[index] == "-", signs[index + 1] == "-"
      {
        index += 3
      } else if rest.count > 1, rest[0] <= 2, rest[1] == 2, signs[index] == ".",
        value(groups[index]) < 24, value(groups[index + 1]) < 60
      {
        index += 2
      } else {
        return false
      }
    }
    return true
  }
}
