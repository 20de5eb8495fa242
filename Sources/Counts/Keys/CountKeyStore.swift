// The only SQL about the keys of rounds and the certificates of their end.

package import SQLite
import Vocabulary

/// Keys in the database, wrapped.
package struct CountKeyStore {
  private let database: Database
  private let wrap: CountKeyWrap

  /// A store on one connection; making and destroying need the writer's.
  package init(_ database: Database, _ wrap: CountKeyWrap) {
    self.database = database
    self.wrap = wrap
  }

  /// Makes the key of a round.
  func make(for round: CountRoundID, id: AnyID, bytes: [UInt8], at now: Timestamp) throws {
    try database.run(
      "INSERT INTO count_key (round_id, id, wrapped, made_at) VALUES (?, ?, ?, ?)",
      round, id, wrap.wrap(bytes, id: id), now)
  }

  /// The key of a round; nil when it has none, or one under another secret.
  package func find(_ round: CountRoundID) throws -> CountKey? {
    let stored = try database.first(
      "SELECT id, wrapped FROM count_key WHERE round_id = ?", round
    ) { row in (id: row.id() as AnyID, wrapped: row.bytes()) }
    return stored.flatMap { wrap.unwrap($0.wrapped, id: $0.id) }
  }

  /// Destroys the key of a round with every code that was made under it, and certifies it.
  ///
  /// The writer overwrites what it deletes (`secure_delete`) and empties its log, where the key
  /// would otherwise stand until the log comes round.
  func destroy(
    _ round: CountRoundID, certificate id: AnyID, by actor: String, at now: Timestamp
  ) throws -> CountCertificate? {
    let key = try database.first("SELECT id, made_at FROM count_key WHERE round_id = ?", round) {
      row in (id: row.id() as AnyID, madeAt: row.timestamp())
    }
    guard let key else { return nil }
    try database.run(
      """
      UPDATE count_row SET number_code = NULL, initials_code = NULL
      WHERE round_id = ? AND has_code = 1
      """, round)
    let certificate = CountCertificate(
      id: id, round: round, key: key.id, keyMadeAt: key.madeAt, destroyedAt: now,
      destroyedBy: actor, codesDestroyed: database.changedRowCount)
    try database.run("DELETE FROM count_key WHERE round_id = ?", round)
    database.markLogToBeEmptied()
    try insert(certificate)
    return certificate
  }

  private func insert(_ certificate: CountCertificate) throws {
    try database.run(
      """
      INSERT INTO count_certificate (round_id, id, key_id, key_made_at, destroyed_at,
        destroyed_by, codes_destroyed, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, certificate.round, certificate.id, certificate.key, certificate.keyMadeAt,
      certificate.destroyedAt, certificate.destroyedBy, certificate.codesDestroyed,
      certificate.hash)
  }

  /// The certificate of a round's key; nil while the key is there.
  func certificate(of round: CountRoundID) throws -> CountCertificate? {
    try database.first(
      """
      SELECT id, key_id, key_made_at, destroyed_at, destroyed_by, codes_destroyed
      FROM count_certificate WHERE round_id = ?
      """, round
    ) { row in
      CountCertificate(
        id: row.id(), round: round, key: row.id(), keyMadeAt: row.timestamp(),
        destroyedAt: row.timestamp(), destroyedBy: row.text(), codesDestroyed: row.int())
    }
  }
}
