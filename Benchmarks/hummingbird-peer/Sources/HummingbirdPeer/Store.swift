import Foundation
import GRDB
import NIOCore

/// The table of the peers (driver/databases.py).
struct Store: Sendable {
  private let pool: DatabasePool
  private static let columns = """
    id, reference, receiver, sender, urgency, status, needs, reason, subject, basis, version, \
    created_at, response_due
    """
  private static let oneSQL = "SELECT \(columns) FROM referral WHERE id = ?"
  private static let listSQL = """
    SELECT \(columns) FROM referral
    WHERE receiver = 'uppsala-list' ORDER BY created_at DESC LIMIT 50
    """
  private static let insertSQL = """
    INSERT INTO referral (reference, receiver, sender, urgency, status, needs, reason, subject,
      basis, version, created_at, response_due)
    VALUES (?, ?, 'bench', ?, 'requested', ?, ?, ?, ?, 1, ?, ?)
    """
  private static let auditSQL = """
    INSERT INTO audit (at, actor, action, entry) VALUES (?, 'bench', 'referral.create', ?)
    """
  private static let texts: [(Int, StaticString)] = [
    (1, ",\"reference\":"), (2, ",\"receiver\":"), (3, ",\"sender\":"), (4, ",\"urgency\":"),
    (5, ",\"status\":"), (6, ",\"needs\":"), (7, ",\"reason\":"), (8, ",\"subject\":"),
    (9, ",\"basis\":"),
  ]
  private static let numbers: [(Int, StaticString)] = [
    (10, ",\"version\":"), (11, ",\"created_at\":"), (12, ",\"response_due\":"),
  ]

  init(path: String) throws {
    var configuration = Configuration()
    configuration.maximumReaderCount = 4
    pool = try DatabasePool(path: path, configuration: configuration)
    // GRDB sets NORMAL when it opens a pool; an answered POST has to be durable.
    try pool.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000")
    }
  }

  /// One referral as JSON; nil when there is none.
  func one(_ id: Int64) throws -> ByteBuffer? {
    try pool.unsafeRead { database in
      let statement = try database.cachedStatement(sql: Self.oneSQL)
      // A cursor's row reads the statement itself; `fetchOne` would copy every value first.
      let rows = try Row.fetchCursor(statement, arguments: [id])
      return try withExtendedLifetime(rows) {
        guard let row = try rows.next() else { return nil }
        var buffer = ByteBufferAllocator().buffer(capacity: 640)
        Self.write(row, to: &buffer)
        return buffer
      }
    }
  }

  /// Fifty referrals as JSON.
  func list() throws -> ByteBuffer {
    try pool.unsafeRead { database in
      var buffer = ByteBufferAllocator().buffer(capacity: 40_000)
      buffer.writeStaticString("{\"items\":[")
      var isFirst = true
      let rows = try Row.fetchCursor(try database.cachedStatement(sql: Self.listSQL))
      while let row = try rows.next() {
        if !isFirst { buffer.writeStaticString(",") }
        isFirst = false
        Self.write(row, to: &buffer)
      }
      buffer.writeStaticString("],\"next\":null}")
      return buffer
    }
  }

  /// Inserts a referral and its audit row, durably; nil when the reference is taken.
  func insert(_ referral: Referral) async throws -> Int64? {
    let now = Int64(Date().timeIntervalSince1970 * 1_000)
    let encoder = JSONEncoder()
    let needs = String(decoding: try encoder.encode(referral.needs), as: UTF8.self)
    let subject = String(decoding: try encoder.encode(referral.subject), as: UTF8.self)
    let basis = String(decoding: try encoder.encode(referral.basis), as: UTF8.self)
    do {
      return try await pool.write { database in
        let statement = try database.cachedStatement(sql: Self.insertSQL)
        try statement.execute(arguments: [
          referral.reference, referral.receiver, referral.urgency, needs, referral.reason, subject,
          basis, now, now + 86_400_000,
        ])
        let id = database.lastInsertedRowID
        let audit = try database.cachedStatement(sql: Self.auditSQL)
        let entry =
          #"{"at":\#(now),"actor":"bench","action":"referral.create","subjects":["\#(id)"]}"#
        try audit.execute(arguments: [now, entry])
        return id
      }
    } catch DatabaseError.SQLITE_CONSTRAINT {
      return nil
    }
  }

  // By index and static type: GRDB then reads the statement's columns without boxing them.
  private static func write(_ row: Row, to buffer: inout ByteBuffer) {
    buffer.writeStaticString("{\"id\":")
    buffer.writeString(String(row[0] as Int64))
    for (index, name) in texts {
      buffer.writeStaticString(name)
      write(row[index] as String, to: &buffer)
    }
    for (index, name) in numbers {
      buffer.writeStaticString(name)
      if let number = row[index] as Int64? {
        buffer.writeString(String(number))
      } else {
        buffer.writeStaticString("null")
      }
    }
    buffer.writeStaticString("}")
  }

  private static func write(_ text: String, to buffer: inout ByteBuffer) {
    if text.utf8.first == UInt8(ascii: "{") || text.utf8.first == UInt8(ascii: "[") {
      buffer.writeString(text)  // is JSON
      return
    }
    buffer.writeStaticString("\"")
    if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
      for unit in text.utf8 {
        if unit < 0x20 || unit == 0x22 || unit == 0x5C {
          let hex = String(unit, radix: 16)
          buffer.writeString("\\u00" + (hex.count == 1 ? "0" : "") + hex)
        } else {
          buffer.writeInteger(unit)
        }
      }
    } else {
      buffer.writeString(text)
    }
    buffer.writeStaticString("\"")
  }
}

/// What a POST brings.
struct Referral: Codable, Sendable {
  struct Subject: Codable, Sendable {
    struct Contact: Codable, Sendable {
      var phone: String
      var safe: String
    }
    var alias: String
    var sex: String
    var ageBand: String
    var district: String
    var languages: [String]
    var contact: Contact
    var children: String
  }
  struct Basis: Codable, Sendable {
    var kind: String
    var form: String
    var givenOn: String
    var covers: [String]
  }
  var reference: String
  var receiver: String
  var urgency: String
  var needs: [String]
  var reason: String
  var subject: Subject
  var basis: Basis
}
