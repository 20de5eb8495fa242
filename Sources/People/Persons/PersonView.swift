// What one reader sees of a person: groups of fields, each opened by its permission. What is not
// opened is null and named in `withheld`.

import Access
import JSON
import Pipeline
import Vocabulary

/// A person as one reader sees it.
struct PersonView {
  let person: Person
  /// Whether telephone and safe times are shown.
  let showsContact: Bool
  /// Whether whatever tells where the person is is shown, though the person is protected.
  let showsWhereabouts: Bool
  let nextSteps: [Step]
  let language: Language
  let today: Day

  /// What the caller of a call may see of a person.
  init(_ person: Person, facts: SubjectFacts, call: Call) {
    self.person = person
    let isOpen = person.secrecy != .protected || call.may(.personReadProtectedAddress, on: facts)
    showsContact = isOpen && call.may(.personReadContact, on: facts)
    showsWhereabouts = isOpen
    nextSteps = LifeCycle.person.next(from: person.state) { call.mayTake($0, on: facts) }
    language = call.language
    today = call.today
  }

  /// The groups of fields that the reader does not see.
  var withheld: [String] {
    (showsContact ? [] : ["contact"]) + (showsWhereabouts ? [] : ["district"])
  }

  /// The groups that it shows, for the audit trail.
  var shown: [String] {
    ["identity"] + (showsContact ? ["contact"] : []) + (showsWhereabouts ? ["district"] : [])
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", person.id.text)
      writer.reference("board", person.boardReference)
      writer.reference("unit", person.unitReference)
      writer.member("status", person.activity.code)
      writer.member("statusText", person.activity.label[language])
      writer.member("secrecy", person.secrecy.rawValue)
      writer.member("restrictionReason", person.restrictionReason?.code)
      writer.member("closed", person.isClosed)
      writeIdentity(to: &writer)
      writeContact(to: &writer)
      writer.member("withheld", withheld)
      writer.nextSteps(nextSteps, language: language)
    }
  }

  private func writeIdentity(to writer: inout JSONWriter) {
    writer.member("identityMode", person.identityMode.code)
    writer.member("displayName", person.displayName)
    writer.member("alias", person.alias)
    writer.member("preferredName", person.preferredName)
    writer.member("legalName", person.legalName)
    writer.member("number", person.number?.text)
    writer.member("numberKind", person.number?.kind.rawValue)
    writer.member("sex", person.sex.code)
    writer.member("birthYear", person.birthYear)
    writer.member("ageBand", person.told.ageBand(on: today)?.code)
    writer.array("languages") { for language in person.languages { $0.string(language.text) } }
    writer.member("needsInterpreter", person.needsInterpreter)
    writer.member("protectedIdentity", person.protectedIdentity.code)
  }

  private func writeContact(to writer: inout JSONWriter) {
    writer.key("contact")
    if showsContact {
      writer.object { writer in
        writer.member("phone", person.phone)
        writer.member("safe", person.safeTimes)
      }
    } else {
      writer.null()
    }
    writer.member("district", showsWhereabouts ? person.district : nil)
  }
}

extension Person {
  /// Writes what a search shows of a person.
  func writeFound(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("displayName", displayName)
      writer.member("identityMode", identityMode.code)
      writer.member("secrecy", secrecy.rawValue)
      writer.member("status", activity.code)
    }
  }

  /// What a person looks like on the wire.
  static let shape: Shape = .object(
    "Person",
    [
      .init("id", .id), .init("board", .namedThing), .init("unit", .nullable(.namedThing)),
      .init("status", .code(PersonActivity.self)), .init("statusText", .text),
      .init("secrecy", secrecyShape),
      .init("restrictionReason", .nullable(.code(RestrictionReason.self))),
      .init("closed", .flag),
      .init("identityMode", .code(IdentityMode.self)),
      .init("displayName", .text), .init("alias", .nullable(.text)),
      .init("preferredName", .nullable(.text)), .init("legalName", .nullable(.text)),
      .init("number", .nullable(.text(charactersMax: 12))),
      .init("numberKind", .nullable(.code(PersonalNumber.Kind.allCases.map(\.rawValue)))),
      .init("sex", .code(Sex.self)), .init("birthYear", .nullable(.integer(1_800...2_200))),
      .init("ageBand", .nullable(.code(AgeBand.self))),
      .init("languages", .list(.text(charactersMax: 3), countMax: 20)),
      .init("needsInterpreter", .flag),
      .init("protectedIdentity", .code(ProtectedIdentity.self)),
      .init(
        "contact",
        .nullable(
          .object(
            "PersonContact",
            [
              .init("phone", .nullable(.text(charactersMax: 40))), .init("safe", .nullable(.text)),
            ]))),
      .init("district", .nullable(.text)),
      .init("withheld", .list(.code(["contact", "district"]), countMax: 2)),
      .init("nextSteps", .nextSteps),
    ])

  /// What a person looks like in the answer to a search.
  static let foundShape: Shape = .object(
    "FoundPerson",
    [
      .init("id", .id), .init("displayName", .text),
      .init("identityMode", .code(IdentityMode.self)),
      .init("secrecy", secrecyShape), .init("status", .code(PersonActivity.self)),
    ])

  private static let secrecyShape: Shape = .code(SecrecyClass.allCases.map(\.rawValue))
}
