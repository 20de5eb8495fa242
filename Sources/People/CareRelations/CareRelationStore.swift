// The only SQL about care relations. A relation ends by its time and is never removed here.

package import Access
package import SQLite
package import Vocabulary

/// Care relations in the database.
package struct CareRelationStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// Begins a relation; one that holds already for the same reason goes on without an end.
  package func add(
    person: PersonID, holder: CareHolder, why: CareReason, at now: Timestamp
  ) throws {
    try database.run(
      """
      UPDATE care_relation SET ends_at = NULL
      WHERE person_id = ?1 AND holder_id = ?2 AND why = ?3
        AND (ends_at IS NULL OR ends_at > ?4 OR starts_at = ?4)
      """, person, holder.id, why.code, now)
    guard database.changedRowCount == 0 else { return }
    try database.run(
      """
      INSERT INTO care_relation (person_id, starts_at, holder_id, why, holder_kind)
      VALUES (?, ?, ?, ?, ?)
      """, person, now, holder.id, why.code, holder.kind)
  }

  /// Lets a holder's relations end at an instant, which may lie ahead.
  ///
  /// - Parameter why: the reason whose relation ends; nil for all of them.
  package func end(
    person: PersonID, holder: CareHolder, why: CareReason? = nil, at end: Timestamp
  ) throws {
    try database.run(
      """
      UPDATE care_relation SET ends_at = max(starts_at, ?3)
      WHERE person_id = ?1 AND holder_id = ?2 AND (?4 IS NULL OR why = ?4)
        AND (ends_at IS NULL OR ends_at > ?3)
      """, person, holder.id, end, why?.code)
  }

  /// Whether the caller, or a team, unit or partner of the caller's, works with the person.
  package func holds(person: PersonID, caller: Caller, at now: Timestamp) throws -> Bool {
    try !held(person: person, by: caller, at: now).isEmpty
  }

  /// Whether somebody is at work with the person: assigned, commissioned or through a referral.
  func hasWork(_ person: PersonID, at now: Timestamp) throws -> Bool {
    try database.first(
      """
      SELECT 1 FROM care_relation
      WHERE person_id = ?1 AND why IN ('assigned', 'commission', 'referral')
        AND starts_at <= ?2 AND (ends_at IS NULL OR ends_at > ?2)
      LIMIT 1
      """, person, now
    ) { row in row.int() } != nil
  }

  /// Whether some holder worked with a person at an instant; an opening in an emergency is no work.
  package func hadWork(
    person: PersonID, holders: Set<CareHolder>, at time: Timestamp
  ) throws -> Bool {
    try database.all(
      """
      SELECT holder_kind, holder_id FROM care_relation
      WHERE person_id = ?1 AND starts_at <= ?2 AND (ends_at IS NULL OR ends_at > ?2)
        AND why <> 'emergency'
      """, person, time
    ) { row in CareHolder(kind: row.text(), id: row.id()) }
    .contains { $0.map(holders.contains) ?? false }
  }

  /// The relations to a person that a caller has, or has a share in, at an instant.
  func held(
    person: PersonID, by caller: Caller, at now: Timestamp
  ) throws -> [(holder: CareHolder, why: CareReason)] {
    let own = caller.careHolders(at: now)
    return try database.all(
      """
      SELECT holder_kind, holder_id, why FROM care_relation
      WHERE person_id = ?1 AND starts_at <= ?2 AND (ends_at IS NULL OR ends_at > ?2)
      """, person, now
    ) { row -> (holder: CareHolder, why: CareReason)? in
      let (holder, why) = (
        CareHolder(kind: row.text(), id: row.id()), try row.code(CareReason.self)
      )
      return holder.flatMap { own.contains($0) ? ($0, why) : nil }
    }.compactMap(\.self)
  }

  /// A person's relations, ended ones too, in the order of their beginnings.
  func list(
    of person: PersonID, after: [String]?, limit: Int, offset: Int
  ) throws -> [CareRelation] {
    let after = after ?? []
    let startsAt = after.first.flatMap { Int64($0) } ?? .min
    let holder = after.dropFirst().first.flatMap { AnyID($0) } ?? AnyID(high: 0, low: 0)
    return try database.all(
      """
      SELECT r.holder_kind, r.holder_id, coalesce(u.name, t.name, n.name, p.name, ''), r.why,
        r.starts_at, r.ends_at
      FROM care_relation r
      LEFT JOIN user_account u ON r.holder_kind = 'user' AND u.id = r.holder_id
      LEFT JOIN team t ON r.holder_kind = 'team' AND t.id = r.holder_id
      LEFT JOIN unit n ON r.holder_kind = 'unit' AND n.id = r.holder_id
      LEFT JOIN partner p ON r.holder_kind = 'partner' AND p.id = r.holder_id
      WHERE r.person_id = ? AND (r.starts_at, r.holder_id, r.why) > (?, ?, ?)
      ORDER BY r.starts_at, r.holder_id, r.why LIMIT ? OFFSET ?
      """, person, startsAt, holder, after.dropFirst(2).first ?? "", limit, offset
    ) { row -> CareRelation? in
      let holder = CareHolder(kind: row.text(), id: row.id())
      let (name, why) = (row.text(), try row.code(CareReason.self))
      let (startsAt, endsAt) = (row.timestamp(), row.timestampOrNil())
      return holder.map {
        CareRelation(holder: $0, holderName: name, why: why, startsAt: startsAt, endsAt: endsAt)
      }
    }.compactMap(\.self)
  }
}
