// Ways to reach a person, and channels that must not be used. Whoever may not see where a protected
// person is sees none of them.

import JSON
package import Pipeline
package import Vocabulary

/// A way to reach a person, or one that must not be used.
package struct PersonContact: Sendable {
  /// Its id.
  package let id: PersonContactID
  /// Whose it is.
  package let person: PersonID
  /// The kind of channel.
  package let kind: ContactKind
  /// The number or address; nil where a whole kind of channel is unsafe.
  package var value: String?
  /// Whether it may be used at all.
  package var isSafe: Bool
  /// When it is safe.
  package var times: String?
  /// When it stopped being theirs.
  package var endedAt: Timestamp?
  /// Raised with every change.
  package let version: Int

  /// Makes sure that a safe channel is one that can be used.
  ///
  /// - Throws: `Refusal` 422 at the value.
  package func check() throws(Refusal) {
    guard value == nil, isSafe else { return }
    throw .invalid("/value", "required")
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("kind", kind.code)
      writer.member("value", value)
      writer.member("safe", isSafe)
      writer.member("times", times)
      writer.member("endedAt", endedAt?.text)
    }
  }

  static let shape: Shape = .object(
    "PersonChannel",
    [
      .init("id", .id), .init("kind", .code(ContactKind.self)), .init("value", .nullable(.text)),
      .init("safe", .flag), .init("times", .nullable(.text)),
      .init("endedAt", .nullable(.instant)),
    ])
}
