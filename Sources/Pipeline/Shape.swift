// What a JSON value looks like: the one description from which OpenAPI schemas are written and by
// which tests check every answer.

package import Vocabulary

/// The shape of a JSON value.
package indirect enum Shape: Sendable {
  case text(charactersMax: Int)
  case code([String])
  case integer(ClosedRange<Int>)
  case number
  case flag
  case day
  case instant
  case id
  /// An id or a public slug.
  case reference
  case object(ObjectShape)
  case list(Shape, countMax: Int)
  case nullable(Shape)
  /// Any JSON value: only where another standard fixes the form.
  case anything

  /// A code of one of the lists.
  package static func code<List: CodeList>(_ list: List.Type) -> Shape { .code(List.codes) }

  /// Text of ordinary length.
  package static var text: Shape { .text(charactersMax: 200) }

  /// Any whole number from nought.
  package static var count: Shape { .integer(0...Int(Int32.max)) }

  /// An object with members.
  package static func object(_ name: String, _ members: [ObjectShape.Member]) -> Shape {
    .object(ObjectShape(name: name, members: members))
  }

  /// A page of a list: `items` and the cursor `next` (api.md, Reading).
  package static func page(of item: Shape, named name: String) -> Shape {
    .object(
      name,
      [
        .init("items", .list(item, countMax: 200)), .init("next", .nullable(.text)),
        .init("total", .count, isRequired: false),
        .init("totalAtLeast", .count, isRequired: false),
      ])
  }
}

/// The members of a JSON object; others are not allowed.
package struct ObjectShape: Sendable {
  /// One member.
  package struct Member: Sendable {
    /// Its name on the wire.
    package let name: String
    /// What its value looks like.
    package let shape: Shape
    /// Whether it is always there.
    package let isRequired: Bool

    /// A member; one that is always there unless told otherwise.
    package init(_ name: String, _ shape: Shape, isRequired: Bool = true) {
      self.name = name
      self.shape = shape
      self.isRequired = isRequired
    }
  }

  /// The schema's name in the OpenAPI document.
  package let name: String
  /// The members in the order in which they are written.
  package let members: [Member]
}
