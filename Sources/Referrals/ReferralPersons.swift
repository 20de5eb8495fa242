// How referrals follow when two records of a person become one: both sides' columns point on.

package import People

/// What of this room points at persons.
package enum ReferralPersons {
  /// The columns: the person as the receiver knows them, and as the sender does.
  package static let references = PersonColumns(
    "referrals",
    [
      PersonColumn("referral", key: ["id"], "person_id"),
      PersonColumn("referral", key: ["id"], "sender_person_id"),
    ])
}
