// How one thing points at another on the wire: `{ "id", "name", "slug"? }` (api.md, Shape).

package import JSON
package import Vocabulary

/// A reference to an organisational thing, with the name that people know it by.
package struct NamedThing: Sendable, Equatable {
  /// Its id.
  package let id: AnyID
  /// Its name.
  package let name: String
  /// Its public name in addresses, where it has one.
  package let slug: String?

  /// A reference.
  package init<Subject>(_ id: ID<Subject>, _ name: String, slug: String? = nil) {
    self.id = id.erased
    self.name = name
    self.slug = slug
  }
}

extension JSONWriter {
  /// Writes a member that points at another thing, or `null`.
  package mutating func reference(_ name: StaticString, _ thing: NamedThing?) {
    key(name)
    guard let thing else { return null() }
    object { writer in
      writer.member("id", thing.id)
      writer.member("name", thing.name)
      if let slug = thing.slug { writer.member("slug", slug) }
    }
  }
}

extension Shape {
  /// The shape of a reference to another thing.
  package static let namedThing: Shape = .object(
    "Reference",
    [.init("id", .id), .init("name", .text), .init("slug", .text, isRequired: false)])
}
