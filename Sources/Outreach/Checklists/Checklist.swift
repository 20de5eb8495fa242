// The checklist about trafficking in human beings: observations about one person, or about whoever
// was met. Answers belong to the field group `violence`, being made to commit crimes to `crime`;
// who may write it in the field may not read it for that (access.md 1).

import Access
import JSON
import Pipeline
import Vocabulary

/// A checklist (sw. *checklista*).
struct Checklist: Sendable {
  let id: ChecklistID
  let board: BoardID
  let person: PersonID?
  let encounter: EncounterID?
  let at: Timestamp
  let answers: ChecklistAnswers
  let note: String?
  var status = "final"
  var statusReason: String?
  let createdBy: String
  let authorName: String
  var version = 1

  /// The state in the life cycle's words.
  var state: State { State(status) }
}

extension LifeCycle {
  /// The steps of a checklist: it is never written over.
  static let checklist = LifeCycle(
    "trafficking checklist",
    [
      Step(
        "mark-error", Label("Felregistrerad", "Entered in error"), from: "final",
        to: "entered-in-error", by: [.owner], .encounterWrite, required: ["note"])
    ])
}

/// A checklist as one reader sees it.
struct ChecklistView {
  let checklist: Checklist
  /// The person, where the reader may know who it is.
  let person: NamedThing?
  let mayReadViolence: Bool
  let mayReadCrime: Bool
  let language: Language
  let nextSteps: [Step]
  /// Whether the reader has just written it: the ways that it opens are the answer to that.
  var isWriting = false

  private var withheld: [String] {
    (mayReadViolence ? [] : ["violence"]) + (mayReadViolence && mayReadCrime ? [] : ["crime"])
  }

  private func isShown(_ indicator: TraffickingIndicator) -> Bool {
    mayReadViolence && (indicator.kind != .crime || mayReadCrime)
  }

  // What is withheld must not follow from the ways that it opens.
  private var advice: [ContactRoute] {
    if isWriting { return checklist.answers.advice }
    guard mayReadViolence else { return [] }
    let answers = checklist.answers
    return ChecklistAnswers(
      given: answers.given.filter { isShown($0.key) }, isChild: answers.isChild,
      isInDanger: answers.isInDanger
    ).advice
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writeHead(to: &writer)
      writer.member("withheld", withheld)
      writer.member("isChild", mayReadViolence ? checklist.answers.isChild.code : nil)
      writer.member("inDanger", mayReadViolence ? checklist.answers.isInDanger : nil)
      writer.array("answers") { writer in
        for indicator in TraffickingIndicator.allCases where isShown(indicator) {
          guard let answer = checklist.answers.given[indicator] else { continue }
          writer.object { writer in
            writer.member("indicator", indicator.code)
            writer.member("answer", answer.code)
          }
        }
      }
      writer.member("note", mayReadViolence && mayReadCrime ? checklist.note : nil)
      writer.member("statusReason", mayReadViolence ? checklist.statusReason : nil)
      writer.array("advice") { writer in for way in advice { way.write(to: &writer, language) } }
      writer.nextSteps(nextSteps, language: language)
    }
  }

  /// Writes what a list shows: that there is one, and nothing of what it says.
  func writeItem(to writer: inout JSONWriter) { writer.object { writeHead(to: &$0) } }

  private func writeHead(to writer: inout JSONWriter) {
    writer.member("id", checklist.id.text)
    writer.member("at", checklist.at.text)
    writer.member("status", checklist.status)
    writer.member("by", checklist.authorName)
    writer.reference("person", person)
    writer.member("encounter", checklist.encounter?.text)
  }

  private static let head: [ObjectShape.Member] = [
    .init("id", .id), .init("at", .instant),
    .init("status", .code(["final", "entered-in-error"])), .init("by", .text),
    .init("person", .nullable(.namedThing)), .init("encounter", .nullable(.id)),
  ]

  /// What a checklist looks like in a list.
  static let itemShape: Shape = .object("TraffickingChecklistItem", head)

  /// What a checklist looks like on the wire.
  static let shape: Shape = .object(
    "TraffickingChecklist",
    head + [
      .init("withheld", .list(.code(["violence", "crime"]), countMax: 2)),
      .init("isChild", .nullable(.code(IndicatorAnswer.self))),
      .init("inDanger", .nullable(.flag)),
      .init(
        "answers",
        .list(
          .object(
            "TraffickingAnswer",
            [
              .init("indicator", .code(TraffickingIndicator.self)),
              .init("answer", .code(IndicatorAnswer.self)),
            ]), countMax: TraffickingIndicator.allCases.count)),
      .init("note", .nullable(.text(charactersMax: 2_000))),
      .init("statusReason", .nullable(.text(charactersMax: 500))),
      .init("advice", .list(ContactRoute.shape, countMax: ContactRoute.allCases.count)),
      .init("nextSteps", .nextSteps),
    ])
}
