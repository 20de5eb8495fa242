// Encounters: one meeting, as it was that day. Nothing in it is written over: a later yes is a row
// of its own, and a correction keeps what was said before.

import Access
import JSON
import Pipeline
import Vocabulary

/// Who was met.
enum EncounterSubject: Hashable, Sendable {
  case person(PersonID)
  case contactCode(ContactCodeID)
  /// Somebody of whom nothing is kept.
  case nobody
}

/// Things of one sort that were handed out.
struct Handout: Sendable {
  let kind: HandoutKind
  let count: Int
}

/// A meeting (sw. *möte*).
struct Encounter: Sendable {
  let id: EncounterID
  let keeper: Keeper
  let team: NamedThing?
  let shift: ShiftID?
  let place: PlaceID?
  let at: Timestamp
  let kind: EncounterKind
  let subject: EncounterSubject
  let duration: ContactDuration?
  let contents: [ContactContent]
  let offered: [HelpOffered]
  let unavailable: [HelpOffered]
  let response: ContactResponse?
  let onlineStage: OnlineStage?
  let searchOrder: SearchOrderID?
  let referral: ReferralID?
  let workerMinutes: Int?
  var nextStep: String?
  var nextOn: Day?
  var note: String?
  let isLate: Bool
  var status: String = "final"
  var statusReason: String?
  let createdBy: String
  var version: Int = 1

  /// The person, where it was a known one.
  var person: PersonID? { if case .person(let id) = subject { id } else { nil } }
  /// The contact code, where there is one.
  var contactCode: ContactCodeID? { if case .contactCode(let id) = subject { id } else { nil } }
}

extension LifeCycle {
  /// The steps of an encounter.
  static let encounter = LifeCycle(
    "encounter",
    [
      Step(
        "mark-error", Label("Felregistrerad", "Entered in error"), from: "final",
        to: "entered-in-error", by: [.owner], .encounterWrite, required: ["note"])
    ])
}

/// An encounter as one reader sees it.
struct EncounterView {
  let encounter: Encounter
  let handouts: [Handout]
  /// The person, where the reader may know who it is.
  let person: NamedThing?
  let contactCode: String?
  /// The place, where the reader may know of it.
  let place: NamedThing?
  let nextSteps: [Step]
  let language: Language

  func write(to writer: inout JSONWriter) {
    let encounter = encounter
    writer.object { writer in
      writeHead(to: &writer)
      writer.member("duration", encounter.duration?.code)
      writer.member("contents", encounter.contents.map(\.code))
      writer.member("offered", encounter.offered.map(\.code))
      writer.member("unavailable", encounter.unavailable.map(\.code))
      writer.member("response", encounter.response?.code)
      writer.member("onlineStage", encounter.onlineStage?.code)
      writer.array("handouts") { writer in
        for handout in handouts {
          writer.object { writer in
            writer.member("kind", handout.kind.code)
            writer.member("count", handout.count)
          }
        }
      }
      writer.member("searchOrder", encounter.searchOrder?.text)
      writer.member("referral", encounter.referral?.text)
      writer.member("workerMinutes", encounter.workerMinutes)
      writer.member("nextStep", encounter.nextStep)
      writer.member("nextOn", encounter.nextOn?.text)
      writer.member("note", encounter.note)
      writer.member("statusReason", encounter.statusReason)
      writer.nextSteps(nextSteps, language: language)
    }
  }

  /// Writes the encounter as lists show it: no need, health or crime (SoLPUL 7 a §).
  func writeItem(to writer: inout JSONWriter) { writer.object { writeHead(to: &$0) } }

  private func writeHead(to writer: inout JSONWriter) {
    writer.member("id", encounter.id.text)
    writer.member("at", encounter.at.text)
    writer.member("kind", encounter.kind.code)
    writer.member("status", encounter.status)
    writer.member("enteredLate", encounter.isLate)
    writer.reference("team", encounter.team)
    writer.reference("person", person)
    writer.member("contactCode", contactCode)
    writer.member("shift", encounter.shift?.text)
    writer.reference("place", place)
  }

  private static let head: [ObjectShape.Member] = [
    .init("id", .id), .init("at", .instant), .init("kind", .code(EncounterKind.self)),
    .init("status", .code(["final", "entered-in-error"])), .init("enteredLate", .flag),
    .init("team", .nullable(.namedThing)), .init("person", .nullable(.namedThing)),
    .init("contactCode", .nullable(.text)), .init("shift", .nullable(.id)),
    .init("place", .nullable(.namedThing)),
  ]

  /// What an encounter looks like in a list.
  static let itemShape: Shape = .object("EncounterItem", head)

  /// What an encounter looks like on the wire.
  static let shape: Shape = .object(
    "Encounter",
    head + [
      .init("duration", .nullable(.code(ContactDuration.self))),
      .init("contents", .list(.code(ContactContent.self), countMax: 7)),
      .init("offered", .list(.code(HelpOffered.self), countMax: 20)),
      .init("unavailable", .list(.code(HelpOffered.self), countMax: 20)),
      .init("response", .nullable(.code(ContactResponse.self))),
      .init("onlineStage", .nullable(.code(OnlineStage.self))),
      .init(
        "handouts",
        .list(
          .object(
            "Handout", [.init("kind", .code(HandoutKind.self)), .init("count", .integer(1...99))]),
          countMax: 9)),
      .init("searchOrder", .nullable(.id)), .init("referral", .nullable(.id)),
      .init("workerMinutes", .nullable(.integer(1...1_440))),
      .init("nextStep", .nullable(.text(charactersMax: 500))),
      .init("nextOn", .nullable(.day)), .init("note", .nullable(.text(charactersMax: 4_000))),
      .init("statusReason", .nullable(.text(charactersMax: 500))), .init("nextSteps", .nextSteps),
    ])
}
