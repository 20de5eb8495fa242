// How outreach follows when two records of a person become one.

package import People

/// What of this room points at persons.
package enum OutreachPersons {
  /// The columns: whom an encounter was with, an order looks for, a tip or a checklist is about.
  package static let references = PersonColumns(
    "outreach",
    [
      PersonColumn("encounter", key: ["id"], "person_id"),
      PersonColumn("trafficking_checklist", key: ["id"], "person_id"),
      PersonColumn("search_order", key: ["id"], "person_id"),
      PersonColumn("tip", key: ["id"], "person_id"),
    ])
}
