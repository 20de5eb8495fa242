// The person of a referral as the sender told about them. The receiver sees it in two steps: the
// need first, the identity when it has accepted.

import JSON
import Pipeline
package import Vocabulary

/// What a sender told about the person.
package struct ReferralSubject: Sendable, Equatable {
  /// What the person is called; no real name needed.
  package var alias: String?
  /// The real name.
  package var name: String?
  /// The identity number, twelve digits.
  package var number: String?
  /// Sex as told.
  package var sex: Sex?
  /// The year of birth.
  package var birthYear: Int?
  /// The age in a band.
  package var ageBand: AgeBand?
  /// Roughly where the person is.
  package var district: String?
  /// The languages that the person speaks.
  package var languages: [String] = []
  /// Where to ring.
  package var phone: String?
  /// When it is safe to ring.
  package var safe: String?
  /// Whether there are children.
  package var children: ChildrenAnswer?
  /// Who lives together.
  package var household: String?
  /// The contact code that the person carries.
  package var contactCode: String?

  /// Nothing known yet.
  package init() {}

  /// Whether the person is, or is with, a child: the duty to act starts on receipt.
  package var isChild: Bool { ageBand?.isChild ?? false }

  /// Whether something says who it is.
  package var hasIdentity: Bool {
    alias != nil || name != nil || number != nil || contactCode != nil
  }

  /// Whether something identifies the person by itself; a contact code does not.
  package var isIdentified: Bool { alias != nil || name != nil || number != nil }

  /// Fills in year, sex and age band from the identity number or the year of birth.
  ///
  /// - Throws: `Refusal` 422 where they contradict each other or the number is none.
  mutating func derive(today: Day) throws(Refusal) {
    var ages: ClosedRange<Int>?
    if let number {
      let parsed = try Self.parse(number, today: today)
      self.number = parsed.text
      guard birthYear == nil || birthYear == parsed.birthDay.year else {
        throw Refusal.invalid("/subject/birthYear", "contradiction")
      }
      birthYear = parsed.birthDay.year
      sex = sex ?? parsed.sex
      let age = max(0, parsed.birthDay.years(until: today))
      ages = age...age
    } else if let birthYear {
      guard birthYear <= today.year else {
        throw Refusal.invalid("/subject/birthYear", "in_the_future")
      }
      // A year leaves two ages open until this year's birthday.
      ages = max(0, today.year - birthYear - 1)...(today.year - birthYear)
    }
    guard let ages else { return }
    if let told = ageBand?.years, !told.overlaps(ages) {
      throw Refusal.invalid("/subject/ageBand", "contradiction")
    }
    // The number decides; a year only where no band was told.
    if number != nil || ageBand?.years == nil { ageBand = AgeBand(years: ages.upperBound) }
  }

  private static func parse(_ number: String, today: Day) throws(Refusal) -> PersonalNumber {
    do throws(PersonalNumber.Fault) {
      return try PersonalNumber.parse(number, today: today)
    } catch {
      throw Refusal.invalid("/subject/number", error.code)
    }
  }
}

/// What a reader may see of a subject.
struct SubjectView: Sendable {
  /// Name, alias, number, code.
  var identity: Bool
  /// Telephone, safe times.
  var contact: Bool

  /// The need stage: nothing that says who it is.
  static let need = SubjectView(identity: false, contact: false)
}

extension JSONWriter {
  /// Writes a subject as a reader may see it.
  mutating func subject(_ subject: ReferralSubject, _ view: SubjectView) {
    object("subject") { writer in
      if view.identity {
        writer.member("alias", subject.alias)
        writer.member("name", subject.name)
        writer.member("number", subject.number)
        writer.member("sex", subject.sex?.code)
        writer.member("birthYear", subject.birthYear)
        writer.member("children", subject.children?.code)
        writer.member("household", subject.household)
        writer.member("contactCode", subject.contactCode)
      }
      writer.member("ageBand", subject.ageBand?.code)
      writer.member("district", subject.district)
      writer.member("languages", subject.languages)
      if view.contact {
        writer.object("contact") { writer in
          writer.member("phone", subject.phone)
          writer.member("safe", subject.safe)
        }
      }
    }
  }
}

extension ReferralSubject {
  /// The subject as it lies in its column.
  var stored: String {
    var writer = JSONWriter(reserving: 256)
    writer.object { writer in
      if let alias { writer.member("alias", alias) }
      if let name { writer.member("name", name) }
      if let number { writer.member("number", number) }
      if let sex { writer.member("sex", sex.code) }
      if let birthYear { writer.member("birthYear", birthYear) }
      if let ageBand { writer.member("ageBand", ageBand.code) }
      if let district { writer.member("district", district) }
      if !languages.isEmpty { writer.member("languages", languages) }
      if let phone { writer.member("phone", phone) }
      if let safe { writer.member("safe", safe) }
      if let children { writer.member("children", children.code) }
      if let household { writer.member("household", household) }
      if let contactCode { writer.member("contactCode", contactCode) }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Reads what `stored` wrote.
  ///
  /// - Throws: `JSONFault` for a column that nobody of ours wrote.
  init(stored: String) throws {
    let json = try JSONReader.read(Array(stored.utf8))
    alias = json["alias"]?.string
    name = json["name"]?.string
    number = json["number"]?.string
    sex = json["sex"]?.string.flatMap(Sex.init(rawValue:))
    birthYear = json["birthYear"]?.integer.map { Int($0) }
    ageBand = json["ageBand"]?.string.flatMap(AgeBand.init(rawValue:))
    district = json["district"]?.string
    languages = (json["languages"]?.array ?? []).compactMap(\.string)
    phone = json["phone"]?.string
    safe = json["safe"]?.string
    children = json["children"]?.string.flatMap(ChildrenAnswer.init(rawValue:))
    household = json["household"]?.string
    contactCode = json["contactCode"]?.string
  }

  /// What a subject looks like on the wire; identity and contact only when they are open.
  static let shape: Shape = .object(
    "ReferralSubject",
    [
      .init("alias", .nullable(.text), isRequired: false),
      .init("name", .nullable(.text), isRequired: false),
      .init("number", .nullable(.text), isRequired: false),
      .init("sex", .nullable(.code(Sex.self)), isRequired: false),
      .init("birthYear", .nullable(.integer(1_900...2_100)), isRequired: false),
      .init("children", .nullable(.code(ChildrenAnswer.self)), isRequired: false),
      .init("household", .nullable(.text), isRequired: false),
      .init("contactCode", .nullable(.text), isRequired: false),
      .init("ageBand", .nullable(.code(AgeBand.self))),
      .init("district", .nullable(.text)),
      .init("languages", .list(.text, countMax: 20)),
      .init(
        "contact",
        .object(
          "SubjectContact",
          [.init("phone", .nullable(.text)), .init("safe", .nullable(.text))]),
        isRequired: false),
    ])
}
