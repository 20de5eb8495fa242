// How outreach follows when two records of a person become one.

package import People

/// What of this room points at persons.
package enum OutreachPersons {
  /// The column: whom an encounter was with.
  package static let references = PersonColumns(
    "outreach", [PersonColumn("encounter", key: ["id"], "person_id")])
}
