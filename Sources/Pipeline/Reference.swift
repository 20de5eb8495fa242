// How a path or a body names an organisational thing: by its id or by its public slug.

package import Vocabulary

/// An id or a slug, as it came in.
package enum Reference: Sendable, Equatable {
  case id(AnyID)
  case slug(String)

  /// Reads either; nil when it is neither.
  package init?(_ text: String) {
    if let id = AnyID(text) {
      self = .id(id)
    } else if Slug.isValid(text) {
      self = .slug(text)
    } else {
      return nil
    }
  }
}
