// Boards: the owners of personal data. Which unit belongs to which board never changes.

import Access
package import JSON
package import Pipeline
package import Vocabulary

/// A board (sw. *nämnd*): the controller of the personal data of its units.
package struct Board: Sendable {
  /// Its id.
  package let id: BoardID
  /// Its public name in addresses.
  package let slug: String
  /// Its name.
  package let name: String
  /// A few capitals, as they stand in diary numbers.
  package let shortCode: String
  /// The municipality that it belongs to.
  package let municipality: NamedThing
  /// Raised with every change.
  package let version: Int

  /// The facts that decisions about it need.
  ///
  /// A key of a board names that board, so what it names it may read (scope `R`).
  var facts: SubjectFacts { SubjectFacts(board: id, isNamed: true, isPersonal: false) }
}

extension Board {
  /// Writes the board as clients see it.
  package func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("slug", slug)
      writer.member("name", name)
      writer.member("shortCode", shortCode)
      writer.reference("municipality", municipality)
    }
  }

  /// What a board looks like on the wire.
  package static let shape: Shape = .object(
    "Board",
    [
      .init("id", .id), .init("slug", .text), .init("name", .text), .init("shortCode", .text),
      .init("municipality", .namedThing),
    ])
}
