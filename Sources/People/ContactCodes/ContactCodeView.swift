// What one reader sees of a contact code, and the code's life cycle.

import Access
import JSON
import Pipeline
import Vocabulary

extension LifeCycle {
  /// The steps of a contact code.
  static let contactCode = LifeCycle(
    "contactCode",
    [
      Step(
        "join", Label("Koppla till person", "Join to person"), from: "issued", to: "joined",
        by: [.owner], .contactCodeUse, required: ["person"]),
      Step(
        "drop", Label("Ta ur bruk", "Drop"), from: "issued", to: "dropped", by: [.owner],
        .contactCodeUse),
    ])
}

/// A contact code as one reader sees it.
struct ContactCodeView {
  let code: ContactCode
  /// The person, where the reader may read them.
  let person: NamedThing?
  let nextSteps: [Step]
  let language: Language

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", code.id.text)
      writer.member("code", code.code)
      writer.member("status", code.state.status)
      writer.member("statusText", Self.labels[code.state.status]?[language] ?? "")
      writer.member("sex", code.sex?.code)
      writer.member("ageBand", code.ageBand?.code)
      writer.member("issuedAt", code.issuedAt.text)
      writer.reference("person", person)
      writer.nextSteps(nextSteps, language: language)
    }
  }

  /// What a contact code looks like on the wire.
  static let shape: Shape = .object(
    "ContactCode",
    [
      .init("id", .id), .init("code", .text(charactersMax: 8)),
      .init("status", .code(["issued", "joined", "dropped"])), .init("statusText", .text),
      .init("sex", .nullable(.code(Sex.self))), .init("ageBand", .nullable(.code(AgeBand.self))),
      .init("issuedAt", .instant), .init("person", .nullable(.namedThing)),
      .init("nextSteps", .nextSteps),
    ])

  private static let labels: [String: Label] = [
    "issued": Label("I bruk", "In use"), "joined": Label("Kopplad till person", "Joined to person"),
    "dropped": Label("Ur bruk", "Dropped"),
  ]
}
