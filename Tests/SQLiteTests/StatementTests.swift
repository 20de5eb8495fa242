// Values in, rows out, and what an error tells.

import SQLite
import Testing
import Vocabulary

struct StatementTests {
  private let database: Database

  init() throws {
    database = try Database(path: ":memory:", role: .writer)
    try database.script(
      """
      CREATE TABLE owner (id BLOB NOT NULL CONSTRAINT owner_key PRIMARY KEY) STRICT, WITHOUT ROWID;
      CREATE TABLE thing (
        number INTEGER PRIMARY KEY,
        code TEXT NOT NULL,
        board INTEGER,
        owner BLOB CONSTRAINT thing_owner REFERENCES owner (id),
        size INTEGER CONSTRAINT thing_size_in_range CHECK (size BETWEEN 0 AND 9)
      ) STRICT;
      CREATE UNIQUE INDEX thing_code ON thing (code, board);
      CREATE UNIQUE INDEX thing_lower ON thing (lower(code), size);
      CREATE TRIGGER thing_stays BEFORE DELETE ON thing
        BEGIN SELECT RAISE(ABORT, 'thing_is_kept'); END;
      """)
  }

  @Test func `every value comes back as it went in, and NULL as nil`() throws {
    let id = ID<Kind.Person>(high: 0x0123_4567_89ab_cdef, low: 0xfedc_ba98_7654_3210)
    let time = Timestamp(milliseconds: -1)
    let day = try #require(Day("2026-11-23"))
    let text = "Åsa \u{0} ☃ lång nog för att ligga utanför strängens egen plats"
    func same<T: Equatable>(_ found: T, _ wanted: T) { #expect(found == wanted) }
    try database.each(
      "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?",
      Int.min, Int64.max, true, text, "", [UInt8]([0, 255]), [UInt8](), id, time, day, Int?.none
    ) { row in
      same(row.int(), Int.min)
      same(row.int64(), Int64.max)
      same(row.bool(), true)
      same(row.text(), text)
      same(row.textOrNil(), "")
      same(row.bytes(), [0, 255])
      same(row.bytesOrNil(), [])
      same(row.id(), id)
      same(row.timestamp(), time)
      same(row.day(), day)
      #expect(row.isNull(at: 10))
      same(row.intOrNil(), nil)
      #expect(row.withText(at: 9) { Array($0) } == Array("2026-11-23".utf8))
      #expect(row.withText(at: 10) { $0.count } == 0)
      #expect(row.columnCount == 11)
    }
    let key = try database.first("SELECT hex(?)", id) { $0.text() }
    #expect(key == "0123456789ABCDEFFEDCBA9876543210")
  }

  @Test(arguments: [
    "SELECT NULL", "SELECT 'text'", "SELECT x'00'", "SELECT 1.5",
  ])
  func `a column that does not hold what is asked for ends the reading`(_ sql: String) throws {
    let error = #expect(throws: DatabaseError.self) {
      try database.dynamicAll(sql) { $0.int() }
    }
    #expect(error?.code == 20)
    #expect(throws: DatabaseError.self) {
      try database.dynamicFirst(sql) { row -> ID<Kind.Person> in row.id() }
    }
  }

  @Test(arguments: [
    ("INSERT INTO thing (code, size) VALUES ('a', 10)", "check", "thing_size_in_range"),
    ("INSERT INTO thing (code, board) VALUES ('x', 1)", "unique", "thing.code, thing.board"),
    ("INSERT INTO thing (code, board, size) VALUES ('X', 2, 3)", "unique", "thing_lower"),
    ("INSERT INTO thing (number, code) VALUES (1, 'b')", "primaryKey", "thing.number"),
    ("INSERT INTO thing (code) VALUES (NULL)", "notNull", "thing.code"),
    ("INSERT INTO thing (code, owner) VALUES ('c', x'00')", "foreignKey", "-"),
    ("DELETE FROM thing", "trigger", "thing_is_kept"),
    (
      "INSERT INTO thing (code, size) VALUES ('d', 'much')", "datatype",
      "cannot store TEXT value in INTEGER column thing.size"
    ),
    ("INSERT INTO owner VALUES (x'01'), (x'01')", "primaryKey", "owner.id"),
  ])
  func `a broken constraint is told by kind and name`(
    _ sql: String, _ kind: String, _ name: String
  ) throws {
    try database.run(
      "INSERT INTO thing (number, code, board, size) VALUES (1, 'x', 1, 3)")
    let error = #expect(throws: DatabaseError.self) { try database.dynamicRun(sql) }
    #expect(error?.isConstraint == true)
    #expect(error?.constraintKind.map { "\($0)" } == kind)
    #expect(error?.constraint ?? "-" == name)
  }

  @Test func `a statement may be used inside its own reading`() throws {
    func tree(_ depth: Int) throws -> Int {
      var sum = 0
      try database.each("SELECT 1 UNION ALL SELECT 2") { row in
        sum += row.int()
        if depth > 0 { sum += try tree(depth - 1) }
      }
      return sum
    }
    #expect(try tree(2) == 3 + 2 * (3 + 2 * 3))
    #expect(try tree(0) == 3)
  }

  @Test func `an error in a reading leaves the statement ready for the next use`() throws {
    for _ in 0..<3 {
      #expect(throws: LawfulNo()) {
        try database.each("SELECT 1 UNION ALL SELECT 2") { _ in throw LawfulNo() }
      }
    }
    #expect(try database.all("SELECT 7") { $0.int() } == [7])
    #expect(throws: DatabaseError.self) { try database.run("SELECT ?, ?", 1) }
    #expect(throws: DatabaseError.self) { try database.run("NOT A STATEMENT") }
    #expect(throws: DatabaseError.self) { try database.dynamicRun("") }
  }

  @Test func `more generated statements than are kept still work`() throws {
    for number in 0..<600 {
      #expect(try database.dynamicFirst("SELECT \(number)") { $0.int() } == number)
    }
    #expect(try database.dynamicFirst("SELECT 1") { $0.int() } == 1)
  }

  @Test func `a savepoint undoes itself only, nested or alone`() throws {
    try database.savepoint {
      try database.run("INSERT INTO thing (number, code) VALUES (1, 'kept')")
      #expect(throws: LawfulNo()) {
        try database.savepoint {
          try database.run("INSERT INTO thing (number, code) VALUES (2, 'gone')")
          throw LawfulNo()
        }
      }
    }
    #expect(!database.isInTransaction)
    #expect(try database.all("SELECT number FROM thing") { $0.int() } == [1])
  }

  @Test func `the writer's connection syncs every commit and never checkpoints by itself`() throws {
    let folder = TestFolder()
    let database = try Database(path: folder.database, role: .writer)
    let wanted: [(String, String)] = [
      ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"),
      ("wal_autocheckpoint", "0"), ("mmap_size", "0"), ("trusted_schema", "0"),
      ("cell_size_check", "1"), ("secure_delete", "1"), ("query_only", "0"),
    ]
    for (pragma, value) in wanted {
      let found = try database.dynamicFirst("PRAGMA \(pragma)") { row in
        row.withText(at: 0) { String(decoding: $0, as: UTF8.self) }
      }
      #expect(found == value, "\(pragma)")
    }
    let reader = try Database(path: folder.database, role: .reader)
    #expect(try reader.first("PRAGMA query_only") { $0.int() } == 1)
    #expect(try reader.first("PRAGMA wal_autocheckpoint") { $0.int() } == 0)
  }
}
