// Units: the tree of a board's offices.

import Access
package import JSON
package import Pipeline
package import Vocabulary

/// A unit (sw. *enhet*) of a board.
package struct Unit: Sendable {
  /// Its id.
  package let id: UnitID
  /// Its public name in addresses.
  package let slug: String
  /// Its name.
  package let name: String
  /// What it does.
  package let kind: UnitKind
  /// The board that it belongs to.
  package let board: NamedThing
  /// The unit above it.
  package let parent: NamedThing?
  /// Its telephone number.
  package let phone: String?
  /// When somebody is on call, in words.
  package let onCallHours: String?
  /// Raised with every change.
  package let version: Int

  /// The board's id.
  package var boardID: BoardID { BoardID(board.id) }

  /// The facts that decisions about it need; a key of its board names it (scope `R`).
  var facts: SubjectFacts {
    SubjectFacts(board: boardID, unit: id, isNamed: true, isPersonal: false)
  }
}

extension Unit {
  /// Writes the unit as clients see it.
  package func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("slug", slug)
      writer.member("name", name)
      writer.member("kind", kind.code)
      writer.reference("board", board)
      writer.reference("parent", parent)
      writer.member("phone", phone)
      writer.member("onCallHours", onCallHours)
    }
  }

  /// What a unit looks like on the wire.
  package static let shape: Shape = .object(
    "Unit",
    [
      .init("id", .id), .init("slug", .text), .init("name", .text),
      .init("kind", .code(UnitKind.self)), .init("board", .namedThing),
      .init("parent", .nullable(.namedThing)), .init("phone", .nullable(.text)),
      .init("onCallHours", .nullable(.text)),
    ])
}
