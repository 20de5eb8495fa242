// What other rooms lend to this one: who knows when persons were met, and who points at persons
// and so must follow a merge. This room knows no table of theirs.

package import SQLite
package import Vocabulary

/// Rows of a room that point at persons, and follow when two records become one.
package protocol PersonReferences: Sendable {
  /// The room's name in the image of a merge; it never changes.
  var name: String { get }
  /// Lets everything that points at one person point at another.
  ///
  /// - Returns: what `restore` needs, as JSON text that holds ids and keys only.
  func move(from absorbed: PersonID, to kept: PersonID, in database: Database) throws -> String
  /// Lets what was moved point back, where it still points at the other.
  func restore(
    _ image: String, from kept: PersonID, to absorbed: PersonID, in database: Database) throws
}

/// What other rooms lend to this one.
package struct PeopleParts: Sendable {
  /// Who knows when persons were met.
  package let history: any ContactHistory
  /// Who points at persons.
  package let references: [any PersonReferences]

  /// The parts; alone, the room knows of no contacts, and nobody else points at persons.
  package init(
    history: any ContactHistory = NoContactHistory(), references: [any PersonReferences] = []
  ) {
    self.history = history
    self.references = references
  }
}
