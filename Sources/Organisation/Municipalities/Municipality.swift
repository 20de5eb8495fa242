// Municipalities: what everything else in the service belongs to.

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

extension Municipality {
  /// Figures below this many are hidden, where a municipality has said nothing else.
  static let usualSmallCellLimit = 5
  /// What a municipality may choose.
  static let smallCellLimits = 2...50

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
      .init("smallCellLimit", .integer(smallCellLimits)),
    ])
}
