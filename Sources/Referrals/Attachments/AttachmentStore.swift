// The only SQL about attachments. The bytes are in the folder of files, under the
// id of the file.

import Access
package import Pipeline
package import SQLite
package import Vocabulary

/// Attachments in the database.
package struct AttachmentStore {
  /// Seconds that the bytes stay after their row: a copy of the database that is just being made
  /// still finds them.
  private static let removedSecondsMax: Int64 = 3_600

  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// Every file that a row names, as copies of the database need them.
  ///
  /// - Throws: `DatabaseError`.
  package func files() throws -> [FileFacts] {
    try database.all(
      "SELECT file_id, media_type, name, size, sha256 FROM referral_attachment ORDER BY file_id"
    ) { row in Self.file(&row) }
  }

  /// Whether a row names a file.
  ///
  /// - Throws: `DatabaseError`.
  package func isKnown(_ file: AnyID) throws -> Bool {
    try database.first("SELECT 1 FROM referral_attachment WHERE file_id = ?", file) { $0.int() }
      != nil
  }

  /// Removes the bytes of files whose rows are gone, at most so many; true when there are more.
  ///
  /// - Throws: `DatabaseError`, `FileFault`.
  package func erase(
    from files: FileStore, at now: Timestamp, countMax: Int
  ) throws -> Bool {
    let due = try database.all(
      "SELECT id FROM removed_file WHERE removed_at <= ? ORDER BY removed_at LIMIT ?",
      now.plus(seconds: -Self.removedSecondsMax), countMax
    ) { $0.id() as AnyID }
    for id in due {
      try files.remove(id)
      try database.run("DELETE FROM removed_file WHERE id = ?", id)
    }
    return due.count == countMax
  }

  func insert(_ attachment: Attachment, to referral: ReferralID) throws {
    try database.run(
      """
      INSERT INTO referral_attachment (referral_id, id, file_id, side, author, author_name, name,
        media_type, size, sha256, at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, referral, attachment.id, attachment.file.id, attachment.side.rawValue,
      attachment.author, attachment.authorName, attachment.file.name, attachment.file.mediaType,
      attachment.file.size, attachment.file.sha256, attachment.at)
  }

  /// All of a referral's, oldest first; there are never many.
  func list(of referral: ReferralID) throws -> [Attachment] {
    try database.all(
      """
      SELECT id, side, author, author_name, at, file_id, media_type, name, size, sha256
      FROM referral_attachment WHERE referral_id = ? ORDER BY id
      """, referral, read: Self.read)
  }

  func find(_ id: AttachmentID, of referral: ReferralID) throws -> Attachment? {
    try database.first(
      """
      SELECT id, side, author, author_name, at, file_id, media_type, name, size, sha256
      FROM referral_attachment WHERE referral_id = ? AND id = ?
      """, referral, id, read: Self.read)
  }

  /// Removes all of a referral's, out of reach at once; their bytes follow.
  func remove(of referral: ReferralID, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO removed_file (id, removed_at)
      SELECT file_id, ? FROM referral_attachment WHERE referral_id = ?
      """, now, referral)
    try database.run("DELETE FROM referral_attachment WHERE referral_id = ?", referral)
  }

  private static func read(_ row: inout Row) -> Attachment {
    Attachment(
      id: row.id(), side: Side(rawValue: row.text()) ?? .sender, author: row.text(),
      authorName: row.text(), at: row.timestamp(), file: file(&row))
  }

  private static func file(_ row: inout Row) -> FileFacts {
    FileFacts(
      row.id(), mediaType: row.text(), name: row.text(), size: row.int(), sha256: row.bytes())
  }
}

extension Attachment {
  fileprivate init(
    id: AttachmentID, side: Side, author: String, authorName: String, at: Timestamp,
    file: FileFacts
  ) {
    self.init(
      id: id, side: side, author: author, authorName: authorName, file: file, at: at)
  }
}
