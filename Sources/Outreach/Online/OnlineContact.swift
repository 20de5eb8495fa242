// Contacts that a team seeks on platforms: what sort of platform, and how far it came, from the
// first word to a meeting. Who it was is kept nowhere: no profile, link or handle has a place here.

import Access
import JSON
import Pipeline
import Vocabulary

/// A contact on a platform (sw. *kontakt på nätet*).
struct OnlineContact: Sendable {
  let id: OnlineContactID
  let board: BoardID
  let unit: UnitID
  let team: NamedThing
  let platform: OnlinePlatform
  var status: OnlineStatus
  let contactedOn: Day
  var repliedOn: Day?
  var metOn: Day?
  var endedOn: Day?
  var endReason: OnlineEnd?
  var note: String?
  let version: Int

  /// The facts that decisions about it need.
  var facts: SubjectFacts {
    SubjectFacts(
      board: board, unit: unit, team: TeamID(team.id), isNamed: true, isPersonal: false)
  }

  /// The state in the life cycle's words.
  var state: State { State(status.code) }

  /// The last day on which something happened: no later step lies before it.
  var lastDay: Day { [repliedOn, metOn, endedOn].compactMap { $0 }.max() ?? contactedOn }
}

extension LifeCycle {
  /// The steps of a contact on a platform.
  static let onlineContact = LifeCycle(
    "online contact",
    [
      Step(
        "reply", Label("Svar kom", "They replied"), from: "contacted", to: "replied",
        by: [.owner], .shiftRun, optional: ["on", "note"]),
      Step(
        "meet", Label("Ledde till möte", "It led to a meeting"), from: "contacted replied",
        to: "met", by: [.owner], .shiftRun, optional: ["on", "note"]),
      Step(
        "end", Label("Avsluta", "End"), from: "contacted replied met", to: "ended", by: [.owner],
        .shiftRun, required: ["reason"], optional: ["on", "note"],
        choices: ["reason": OnlineEnd.codes]),
    ])
}

/// A contact as one reader sees it.
struct OnlineContactView {
  let contact: OnlineContact
  let nextSteps: [Step]
  let language: Language

  init(_ contact: OnlineContact, for call: Call) {
    self.contact = contact
    language = call.language
    nextSteps = LifeCycle.onlineContact.next(from: contact.state) {
      call.may($0.permission, on: contact.facts)
    }
  }

  func write(to writer: inout JSONWriter) {
    let contact = contact
    writer.object { writer in
      writer.member("id", contact.id.text)
      writer.reference("team", contact.team)
      writer.member("platform", contact.platform.code)
      writer.member("status", contact.status.code)
      writer.member("statusText", contact.status.label[language])
      writer.member("contactedOn", contact.contactedOn.text)
      writer.member("repliedOn", contact.repliedOn?.text)
      writer.member("metOn", contact.metOn?.text)
      writer.member("endedOn", contact.endedOn?.text)
      writer.member("endReason", contact.endReason?.code)
      writer.member("note", contact.note)
      writer.nextSteps(nextSteps, language: language)
    }
  }

  /// What a contact looks like on the wire.
  static let shape: Shape = .object(
    "OnlineContact",
    [
      .init("id", .id), .init("team", .namedThing),
      .init("platform", .code(OnlinePlatform.self)), .init("status", .code(OnlineStatus.self)),
      .init("statusText", .text), .init("contactedOn", .day), .init("repliedOn", .nullable(.day)),
      .init("metOn", .nullable(.day)), .init("endedOn", .nullable(.day)),
      .init("endReason", .nullable(.code(OnlineEnd.self))),
      .init("note", .nullable(.text(charactersMax: 500))), .init("nextSteps", .nextSteps),
    ])
}
