// Two records that may be of one person, with the reasons and what was decided.

import JSON
import Pipeline
package import Vocabulary

/// Two records that may be of one person (sw. *dubblett*).
package struct DuplicateCandidate: Sendable {
  /// Its id, made from the two.
  package let id: DuplicateCandidateID
  /// The board that owns both records.
  package let board: BoardID
  /// The record with the smaller id.
  package let first: PersonID
  /// The other one.
  package let second: PersonID
  /// Why.
  package let reasons: [DuplicateReason]
  /// What the reasons weigh.
  package let score: Int
  /// What was decided; nil while nothing was.
  package let decision: DuplicateDecision?
  /// When.
  package let decidedAt: Timestamp?
  /// When the pair was found.
  package let createdAt: Timestamp
  /// Raised with every change.
  package let version: Int
}

/// A pair as one reader sees it.
struct DuplicateView {
  let candidate: DuplicateCandidate
  let first: Person
  let second: Person

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", candidate.id.text)
      writer.reference("first", NamedThing(first.id, first.displayName))
      writer.reference("second", NamedThing(second.id, second.displayName))
      writer.member("score", candidate.score)
      writer.member("reasons", candidate.reasons.map(\.code))
      writer.member("decision", candidate.decision?.code)
      writer.member("decidedAt", candidate.decidedAt?.text)
      writer.member("createdAt", candidate.createdAt.text)
    }
  }

  static let reasonsShape: Shape = .list(
    .code(DuplicateReason.self), countMax: DuplicateReason.allCases.count)

  static let shape: Shape = .object(
    "DuplicateCandidate",
    [
      .init("id", .id), .init("first", .namedThing), .init("second", .namedThing),
      .init("score", .integer(0...DuplicateRules.scoreMax)), .init("reasons", reasonsShape),
      .init("decision", .nullable(.code(DuplicateDecision.self))),
      .init("decidedAt", .nullable(.instant)), .init("createdAt", .instant),
    ])
}
