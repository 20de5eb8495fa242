// A tip as one reader sees it. Whoever told it sees their own words, when an answer is due and that
// one was given: the same members stand there for them whether or not somebody is known.

import Access
import JSON
import People
import Pipeline
import SQLite
import Vocabulary

/// A tip as one reader sees it.
struct TipView {
  let tip: Tip
  let reader: TipReader
  /// The place, where the reader may know of it.
  let place: NamedThing?
  /// The person, where the reader may know who it is.
  let person: NamedThing?
  let nextSteps: [Step]
  let now: Timestamp
  let language: Language

  /// Reads what one caller may see of a tip; as what they see it was decided before.
  init(_ tip: Tip, as reader: TipReader, for call: Call) throws {
    self.tip = tip
    self.reader = reader
    now = call.now
    language = call.language
    place = try call.knownPlace(tip.place)
    let isInside = reader != .author
    person =
      isInside ? try tip.person.flatMap { try SubjectReading(call).name(of: $0) } : nil
    nextSteps = isInside ? try TipMoving(call).next(of: tip) : []
  }

  func write(to writer: inout JSONWriter) {
    let isInside = reader != .author
    writer.object { writer in
      writeHead(to: &writer)
      writer.reference("place", place)
      writer.position("position", tip.position)
      writer.member("what", tip.what)
      writer.member("replyWanted", tip.wantsReply)
      writer.member("replyTo", reader == .triager ? tip.replyTo : nil)
      writer.reference("person", person)
      writer.member("alreadyKnown", isInside ? tip.alreadyKnown : nil)
      writer.member("outcome", isInside ? tip.outcome?.code : nil)
      writer.member("task", isInside ? tip.task?.code : nil)
      writer.member("searchOrder", isInside ? tip.searchOrder?.text : nil)
      writer.member("answer", answer)
      writer.member("answeredAt", tip.answeredAt?.text)
      writer.nextSteps(nextSteps, language: language)
    }
  }

  /// Writes the tip as lists show it: not what was seen.
  func writeItem(to writer: inout JSONWriter) { writer.object { writeHead(to: &$0) } }

  private func writeHead(to writer: inout JSONWriter) {
    let isInside = reader != .author
    let isAnswered = tip.status == .informed
    // Until it is answered, a tip stands still for who told it.
    let status = isInside || isAnswered ? tip.status : .new
    let text = isInside || isAnswered ? status.label : TipWords.received
    let isOverdue = isInside ? tip.isOverdue(at: now) : !isAnswered && tip.dueAt < now
    writer.member("id", tip.id.text)
    writer.member("receipt", tip.receipt)
    writer.member("source", tip.source.code)
    writer.member("status", status.code)
    writer.member("statusText", text[language])
    writer.member("seenAt", tip.seenAt.text)
    writer.member("area", tip.area)
    writer.reference("team", isInside ? tip.team : nil)
    writer.member("due", tip.dueAt.text)
    writer.member("isOverdue", isOverdue)
    writer.member("createdAt", tip.createdAt.text)
  }

  // Staff of the board are bound by its secrecy; everybody else gets the one answer there is.
  private var answer: String? {
    guard tip.status == .informed else { return nil }
    if tip.source == .staff, let answer = tip.answer { return answer }
    return TipWords.answer[language]
  }

  private static let head: [ObjectShape.Member] = [
    .init("id", .id), .init("receipt", .text), .init("source", .code(TipSource.self)),
    .init("status", .code(TipStatus.self)), .init("statusText", .text),
    .init("seenAt", .instant), .init("area", .nullable(.text)),
    .init("team", .nullable(.namedThing)), .init("due", .instant), .init("isOverdue", .flag),
    .init("createdAt", .instant),
  ]

  /// What a tip looks like in a list.
  static let itemShape: Shape = .object("TipItem", head)

  /// What a tip looks like on the wire.
  static let shape: Shape = .object(
    "Tip",
    head + [
      .init("place", .nullable(.namedThing)), .init("position", .nullable(.position)),
      .init("what", .text(charactersMax: 1_000)), .init("replyWanted", .flag),
      .init("replyTo", .nullable(.text)), .init("person", .nullable(.namedThing)),
      .init("alreadyKnown", .nullable(.flag)),
      .init("outcome", .nullable(.code(TipOutcome.self))),
      .init("task", .nullable(.code(TipTask.self))), .init("searchOrder", .nullable(.id)),
      .init("answer", .nullable(.text(charactersMax: 1_000))),
      .init("answeredAt", .nullable(.instant)), .init("nextSteps", .nextSteps),
    ])
}
