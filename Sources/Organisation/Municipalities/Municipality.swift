// Municipalities and their boards: what everything else in the service belongs to.

package import JSON
package import Pipeline
package import Vocabulary

/// A municipality (sw. *kommun*).
package struct Municipality: Sendable {
  /// Its id.
  package let id: MunicipalityID
  /// SCB's code of four digits.
  package let code: String
  /// Its short name.
  package let name: String
  /// Whom to ask about personal data.
  package let controllerContact: String?
  /// The data protection officer's address.
  package let protectionOfficer: String?
  /// Figures below this many are hidden.
  package let smallCellLimit: Int
  /// Raised with every change.
  package let version: Int
}

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
}

extension Municipality {
  /// Writes the municipality as clients see it.
  package func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("code", code)
      writer.member("name", name)
      writer.member("controllerContact", controllerContact)
      writer.member("protectionOfficer", protectionOfficer)
      writer.member("smallCellLimit", smallCellLimit)
    }
  }

  /// What a municipality looks like on the wire.
  package static let shape: Shape = .object(
    "Municipality",
    [
      .init("id", .id), .init("code", .text), .init("name", .text),
      .init("controllerContact", .nullable(.text)), .init("protectionOfficer", .nullable(.text)),
      .init("smallCellLimit", .integer(2...50)),
    ])
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
