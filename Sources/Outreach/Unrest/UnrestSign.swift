// Signs of social unrest in an area, what is done about them and what came of it: one picture for
// the municipality and the police, and no person in it.

import Access
import JSON
import Pipeline
import Vocabulary

/// A measure against unrest (sw. *åtgärd*).
struct UnrestMeasure: Sendable {
  let id: UnrestMeasureID
  let sign: UnrestSignID
  let party: UnrestParty
  var what: String
  var dueOn: Day?
  var result: MeasureResult
  var resultText: String?
  let version: Int

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("party", party.code)
      writer.member("what", what)
      writer.member("dueOn", dueOn?.text)
      writer.member("result", result.code)
      writer.member("resultText", resultText)
    }
  }

  /// What a measure looks like on the wire.
  static let shape: Shape = .object(
    "UnrestMeasure",
    [
      .init("id", .id), .init("party", .code(UnrestParty.self)),
      .init("what", .text(charactersMax: 1_000)), .init("dueOn", .nullable(.day)),
      .init("result", .code(MeasureResult.self)),
      .init("resultText", .nullable(.text(charactersMax: 1_000))),
    ])
}

/// A sign of social unrest (sw. *tecken på social oro*).
struct UnrestSign: Sendable {
  let id: UnrestSignID
  let board: BoardID
  /// The unit that answers for it.
  let unit: NamedThing
  let area: String
  var level: WorryLevel
  let source: UnrestSource
  let what: String
  let seenOn: Day
  var status: UnrestStatus
  var followUpOn: Day?
  var result: String?
  let version: Int
  var measures: [UnrestMeasure] = []

  /// Most measures of one sign.
  static let measuresMax = 50

  /// The facts that decisions about it need.
  var facts: SubjectFacts {
    SubjectFacts(board: board, unit: UnitID(unit.id), isNamed: true, isPersonal: false)
  }

  /// The state in the life cycle's words.
  var state: State { State(status.code) }

  /// Whether somebody is to look at it again.
  func isDue(on day: Day) -> Bool {
    status != .closed && followUpOn.map { $0 <= day } ?? false
  }
}

extension LifeCycle {
  /// The steps of a sign of unrest.
  static let unrestSign = LifeCycle(
    "unrest sign",
    [
      Step(
        "act", Label("Åtgärda", "Act on it"), from: "reported following", to: "acting",
        by: [.owner], .commitmentFollowUp, required: ["followUpOn"], optional: ["level", "note"],
        choices: ["level": WorryLevel.codes]),
      Step(
        "follow-up", Label("Följ upp", "Follow up"), from: "acting following", to: "following",
        by: [.owner], .commitmentFollowUp, required: ["note"], optional: ["level", "followUpOn"],
        choices: ["level": WorryLevel.codes]),
      Step(
        "close", Label("Avsluta", "Close"), from: "reported acting following", to: "closed",
        by: [.owner], .commitmentFollowUp, required: ["note"]),
      Step(
        "reopen", Label("Öppna igen", "Reopen"), from: "closed", to: "acting", by: [.owner],
        .commitmentFollowUp, required: ["note", "followUpOn"]),
    ])
}

/// A sign as one reader sees it.
struct UnrestSignView {
  let sign: UnrestSign
  let nextSteps: [Step]
  let language: Language
  let today: Day

  init(_ sign: UnrestSign, for call: Call) {
    self.sign = sign
    language = call.language
    today = call.today
    nextSteps = LifeCycle.unrestSign.next(from: sign.state) {
      call.may($0.permission, on: sign.facts)
    }
  }

  func write(to writer: inout JSONWriter) {
    let sign = sign
    writer.object { writer in
      writer.member("id", sign.id.text)
      writer.reference("unit", sign.unit)
      writer.member("area", sign.area)
      writer.member("level", sign.level.code)
      writer.member("source", sign.source.code)
      writer.member("what", sign.what)
      writer.member("seenOn", sign.seenOn.text)
      writer.member("status", sign.status.code)
      writer.member("statusText", sign.status.label[language])
      writer.member("followUpOn", sign.followUpOn?.text)
      writer.member("isDue", sign.isDue(on: today))
      writer.member("result", sign.result)
      writer.array("measures") { writer in
        for measure in sign.measures { measure.write(to: &writer) }
      }
      writer.nextSteps(nextSteps, language: language)
    }
  }

  /// What a sign looks like on the wire.
  static let shape: Shape = .object(
    "UnrestSign",
    [
      .init("id", .id), .init("unit", .namedThing), .init("area", .text),
      .init("level", .code(WorryLevel.self)), .init("source", .code(UnrestSource.self)),
      .init("what", .text(charactersMax: 2_000)), .init("seenOn", .day),
      .init("status", .code(UnrestStatus.self)), .init("statusText", .text),
      .init("followUpOn", .nullable(.day)), .init("isDue", .flag),
      .init("result", .nullable(.text(charactersMax: 2_000))),
      .init("measures", .list(UnrestMeasure.shape, countMax: UnrestSign.measuresMax)),
      .init("nextSteps", .nextSteps),
    ])
}
