// The only SQL about the public directory. Reading appends the bytes of columns to the answer as
// they lie; nothing is parsed and no text is made on the way.

import JSON
import SQLite
import Vocabulary

/// The directory in the database.
struct DirectoryStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  init(_ database: Database) { self.database = database }

  // MARK: changes

  /// Removes every record of a partner.
  func removeAll(of partner: PartnerID) throws {
    try database.run("DELETE FROM directory_entry WHERE organization_id = ?", partner)
    try database.run("DELETE FROM directory_document WHERE organization_id = ?", partner)
  }

  /// Adds a record of a partner.
  func insert(_ entry: DirectoryEntry, of partner: PartnerID) throws {
    try database.run(
      """
      INSERT INTO directory_entry
        (kind, name, id, organization_id, changed_at, summary, search_text)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, entry.kind.rawValue, entry.name, entry.id, partner, entry.changedAt,
      String(decoding: entry.summary, as: UTF8.self), entry.searchText)
    try database.run(
      "INSERT INTO directory_document (id, kind, organization_id, document) VALUES (?, ?, ?, ?)",
      entry.id, entry.kind.rawValue, partner, String(decoding: entry.document, as: UTF8.self))
  }

  // MARK: reading

  /// The whole document of a record; nil when the directory does not show it.
  func document(_ kind: DirectoryKind, _ id: AnyID) throws -> [UInt8]? {
    try database.first(
      "SELECT document FROM directory_document WHERE id = ? AND kind = ?", id, kind.rawValue
    ) { row in row.withText(at: 0) { [UInt8]($0) } }
  }

  /// How many records of a kind there are.
  func count(_ kind: DirectoryKind) throws -> Int {
    try database.first("SELECT entries FROM directory_count WHERE kind = ?", kind.rawValue) {
      $0.int()
    } ?? 0
  }

  /// Writes the records of a page, in the order of their names; gives how many.
  func write(
    _ kind: DirectoryKind, _ form: DirectoryForm, from first: Int, count: Int,
    to writer: inout JSONWriter
  ) throws -> Int {
    guard first > 0 else {
      return try walk(kind, form, after: ("", AnyID(high: 0, low: 0)), count, to: &writer)
    }
    // Where a page far out begins is found in the index that has no texts.
    let place = try database.first(
      """
      SELECT name, id FROM directory_entry INDEXED BY directory_entry_place_index
      WHERE kind = ? ORDER BY name, id LIMIT 1 OFFSET ?
      """, kind.rawValue, first - 1
    ) { row in (row.text(), row.id() as AnyID) }
    guard let place else { return 0 }
    return try walk(kind, form, after: place, count, to: &writer)
  }

  private func walk(
    _ kind: DirectoryKind, _ form: DirectoryForm, after place: (name: String, id: AnyID),
    _ count: Int, to writer: inout JSONWriter
  ) throws -> Int {
    var written = 0
    try database.each(
      form == .full ? Self.fullPage : Self.summaryPage, kind.rawValue, place.name, place.id, count
    ) { row in
      form.write(&row, to: &writer)
      written += 1
    }
    return written
  }

  /// Hands over every record of a kind, or of one organization, in the order of their names.
  func each(
    _ kind: DirectoryKind, _ form: DirectoryForm, of organization: PartnerID?,
    _ body: (inout Row) throws -> Void
  ) throws {
    guard let organization else {
      return try database.each(
        form == .full ? Self.fullPage : Self.summaryPage, kind.rawValue, "",
        AnyID(high: 0, low: 0), -1, read: body)
    }
    try database.each(
      form == .full ? Self.fullOfOrganization : Self.summaryOfOrganization, organization,
      kind.rawValue, read: body)
  }

  private static let summaryPage: StaticString = """
    SELECT summary, id, changed_at, search_text FROM directory_entry
    WHERE kind = ? AND (name, id) > (?, ?) ORDER BY name, id LIMIT ?
    """
  private static let fullPage: StaticString = """
    SELECT d.document, e.id, e.changed_at, e.search_text
    FROM directory_entry e CROSS JOIN directory_document d ON d.id = e.id
    WHERE e.kind = ? AND (e.name, e.id) > (?, ?) ORDER BY e.name, e.id LIMIT ?
    """
  private static let summaryOfOrganization: StaticString = """
    SELECT summary, id, changed_at, search_text
    FROM directory_entry INDEXED BY directory_entry_organization_index
    WHERE organization_id = ? AND kind = ? ORDER BY name, id
    """
  private static let fullOfOrganization: StaticString = """
    SELECT d.document, e.id, e.changed_at, e.search_text
    FROM directory_entry e INDEXED BY directory_entry_organization_index
    CROSS JOIN directory_document d ON d.id = e.id
    WHERE e.organization_id = ? AND e.kind = ? ORDER BY e.name, e.id
    """
}

/// How much of each record a list shows.
enum DirectoryForm {
  case summary
  case full
  /// Ids and times only.
  case minimal

  /// Writes a row of a list: its rendering, its id and the time of its last change.
  func write(_ row: inout Row, to writer: inout JSONWriter) {
    guard self == .minimal else {
      return row.withText(at: 0) { writer.raw($0) }
    }
    row.skip()
    let (id, changedAt): (AnyID, Timestamp) = (row.id(), row.timestamp())
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("modified_date", changedAt.text)
    }
  }
}
