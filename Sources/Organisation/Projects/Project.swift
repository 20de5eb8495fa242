// Projects: what a unit tries for a time, and what comes of it.

import Access
package import JSON
package import Pipeline
package import Vocabulary

/// A project (sw. *projekt*, *satsning*) of a unit.
package struct Project: Sendable {
  /// Its id.
  package let id: ProjectID
  /// The unit that runs it.
  package let unit: NamedThing
  /// The board of that unit.
  package let boardID: BoardID
  /// Its name.
  package let name: String
  /// When it runs.
  package let period: ProjectPeriod
  /// Who pays for it.
  package let funder: String?
  /// What it shall reach, in words.
  package let goals: [String]
  /// Raised with every change.
  package let version: Int

  /// The facts that decisions about it need; a key of its board names it (scope `R`).
  var facts: SubjectFacts {
    SubjectFacts(board: boardID, unit: UnitID(unit.id), isNamed: true, isPersonal: false)
  }
}

extension Project {
  /// Most goals that a project may have.
  static let goalsMax = 20
  /// Most characters of a goal.
  static let goalCharactersMax = 400

  /// Writes the project as clients see it.
  package func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("name", name)
      writer.reference("unit", unit)
      writer.member("from", period.from.text)
      writer.member("to", period.to?.text)
      writer.member("funder", funder)
      writer.member("goals", goals)
      writer.member("evaluationDue", period.evaluationDue?.text)
      writer.member("madePermanentOn", period.madePermanentOn?.text)
    }
  }

  /// What a project looks like on the wire.
  package static let shape: Shape = .object(
    "Project",
    [
      .init("id", .id), .init("name", .text), .init("unit", .namedThing), .init("from", .day),
      .init("to", .nullable(.day)), .init("funder", .nullable(.text)),
      .init("goals", .list(.text(charactersMax: goalCharactersMax), countMax: goalsMax)),
      .init("evaluationDue", .nullable(.day)), .init("madePermanentOn", .nullable(.day)),
    ])
}
