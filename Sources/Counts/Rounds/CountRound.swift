// Count rounds: a week or a night in which all reporters count the same thing.

import Access
import JSON
package import Pipeline
package import Vocabulary

/// A count round (sw. *kartläggning*).
package struct CountRound: Sendable {
  /// The definition that new rounds count by; rounds of the same one are comparable.
  package static let definitionNow = 1

  /// Its id.
  package let id: CountRoundID
  /// The board that counts.
  package let board: NamedThing
  /// Its name.
  package let name: String
  /// The first day that counts.
  package let startsOn: Day
  /// The last day that counts.
  package let endsOn: Day
  /// The last day for reporting.
  package let dueOn: Day
  /// The version of the definition.
  package let definition: Int
  /// Where it stands.
  package let status: CountStatus
  /// Raised with every step.
  package let version: Int

  /// The board's id.
  package var boardID: BoardID { BoardID(board.id) }

  /// The facts that decisions about the whole round need.
  var facts: SubjectFacts { SubjectFacts(board: boardID, isPersonal: true) }

  /// The facts about its published figures, which are nobody's data.
  var publishedFacts: SubjectFacts { SubjectFacts(board: boardID, isPersonal: false) }
}

extension CountRound {
  /// Writes the members that a list shows.
  func writeMembers(to writer: inout JSONWriter, language: Language) {
    writer.member("id", id.text)
    writer.reference("board", board)
    writer.member("name", name)
    writer.member("from", startsOn.text)
    writer.member("to", endsOn.text)
    writer.member("dueOn", dueOn.text)
    writer.member("definition", definition)
    writer.member("status", status.code)
    writer.member("statusText", status.label[language])
  }

  private static let members: [ObjectShape.Member] = [
    .init("id", .id), .init("board", .namedThing), .init("name", .text), .init("from", .day),
    .init("to", .day), .init("dueOn", .day), .init("definition", .count),
    .init("status", .code(CountStatus.self)), .init("statusText", .text),
  ]

  /// What an item of the list looks like.
  static let itemShape: Shape = .object("CountRoundItem", members)

  /// What one round by itself looks like.
  static let shape: Shape = .object(
    "CountRound",
    members + [
      .init("returns", .list(CountReturn.shape, countMax: 400)),
      .init("reminders", .list(.namedThing, countMax: 400), isRequired: false),
      .init("duplicates", .count, isRequired: false),
      .init("nextSteps", .nextSteps),
    ])
}
