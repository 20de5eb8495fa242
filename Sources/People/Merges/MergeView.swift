// What one reader sees of a merging.

import JSON
import Pipeline
import Vocabulary

/// A merging as one reader sees it.
struct MergeView {
  let merge: PersonMerge
  /// The record that stands for the kept one now.
  let kept: Person
  /// The record that stands for the absorbed one now: while the merge stands, the kept one.
  let absorbed: Person
  let status: MergeStatus
  let nextSteps: [Step]
  let language: Language

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", merge.id.text)
      writer.member("status", status.code)
      writer.member("statusText", status.label[language])
      writer.reference("kept", NamedThing(merge.kept, kept.displayName))
      writer.reference("absorbed", NamedThing(merge.absorbed, absorbed.displayName))
      writer.member("proposedAt", merge.proposedAt.text)
      writer.member("settledAt", merge.settledAt?.text)
      writer.member("undoneAt", merge.undoneAt?.text)
      writer.nextSteps(nextSteps, language: language)
    }
  }

  static let shape: Shape = .object(
    "Merge",
    [
      .init("id", .id), .init("status", .code(MergeStatus.self)), .init("statusText", .text),
      .init("kept", .namedThing), .init("absorbed", .namedThing), .init("proposedAt", .instant),
      .init("settledAt", .nullable(.instant)), .init("undoneAt", .nullable(.instant)),
      .init("nextSteps", .nextSteps),
    ])
}
