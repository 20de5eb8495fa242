// Migrations: forward only, whole or not at all, and nothing that is not the same as before.

import SQLite
import Testing
import Vocabulary

struct MigratorTests {
  private let now = Timestamp(milliseconds: 1_700_000_000_000)
  private let first = Migration(
    number: 1, name: "boards", sql: "CREATE TABLE board (id INTEGER PRIMARY KEY) STRICT;")
  private let second = Migration(
    number: 2, name: "units",
    sql: """
      CREATE TABLE unit (id INTEGER PRIMARY KEY,
        board INTEGER NOT NULL REFERENCES board (id)) STRICT;
      CREATE INDEX unit_board ON unit (board);
      INSERT INTO board VALUES (1);
      INSERT INTO unit VALUES (1, 1);
      """)

  private func open() throws -> Database { try Database(path: ":memory:", role: .writer) }

  private func foreignKeysAreOn(_ database: Database) throws -> Bool {
    try database.first("PRAGMA foreign_keys") { $0.bool() } ?? false
  }

  @Test func `pending migrations are applied once, in order, and noted`() throws {
    let database = try open()
    #expect(try Migrator.status([first, second], of: database).pending == [first, second])
    let done = try Migrator.apply([first], to: database, now: now)
    #expect(done.map(\.number) == [1])
    let later = try Migrator.apply([first, second], to: database, now: now)
    #expect(later.map(\.name) == ["units"])
    #expect(later.first?.appliedAt == now)
    #expect(try Migrator.apply([first, second], to: database, now: now) == [])
    #expect(
      try Migrator.status([first, second], of: database).applied.map(\.sha256)
        == [first.sha256, second.sha256])
    #expect(try foreignKeysAreOn(database))
  }

  @Test func `a changed, missing or newer migration stops with its name`() throws {
    let database = try open()
    _ = try Migrator.apply([first, second], to: database, now: now)
    let changed = Migration(number: 1, name: "boards", sql: first.sql + " ")
    #expect(throws: MigrationError.changed("0001_boards")) {
      try Migrator.apply([changed, second], to: database, now: now)
    }
    #expect(throws: MigrationError.newer("0002_units")) {
      try Migrator.apply([first], to: database, now: now)
    }
    try database.run("DELETE FROM migration WHERE number = 1")
    #expect(throws: MigrationError.missing("0001_boards")) {
      try Migrator.apply([first, second], to: database, now: now)
    }
  }

  @Test(arguments: [
    "CREATE TABLE extra (x); INSERT INTO nowhere VALUES (1);",
    "CREATE TABLE extra (x); COMMIT;",
    "CREATE TABLE extra (x); ROLLBACK; BEGIN;",
    "CREATE TABLE extra (x); SAVEPOINT s;",
    "CREATE TABLE extra (x); ATTACH ':memory:' AS other;",
    "CREATE TABLE extra (x); DELETE FROM board;",
  ])
  func `a migration that fails leaves nothing, and those before it stay`(_ sql: String) throws {
    let database = try open()
    let third = Migration(number: 3, name: "extra", sql: sql)
    let error = #expect(throws: MigrationError.self) {
      try Migrator.apply([first, second, third], to: database, now: now)
    }
    switch error {
    case .failed("0003_extra", _): break
    case .foreignKeys("0003_extra", let rows):
      #expect(rows == ["row 1 of unit refers to no row of board"])
      #expect(sql.contains("DELETE"))
    default: Issue.record("\(String(describing: error))")
    }
    #expect(!database.isInTransaction)
    #expect(try Migrator.status([first, second, third], of: database).pending == [third])
    #expect(try !Schema.dump(database).contains("extra"))
    #expect(try database.first("SELECT count(*) FROM board") { $0.int() } == 1)
    #expect(try foreignKeysAreOn(database))
  }

  @Test func `a table can be rebuilt though others refer to it`() throws {
    let database = try open()
    let third = Migration(
      number: 3, name: "rebuild",
      sql: """
        CREATE TABLE board_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        INSERT INTO board_new SELECT id, 'unnamed' FROM board;
        DROP TABLE board;
        ALTER TABLE board_new RENAME TO board;
        """)
    _ = try Migrator.apply([first, second, third], to: database, now: now)
    #expect(try IntegrityCheck.foreignKeys(database) == [])
    #expect(try IntegrityCheck.full(database) == [])
    #expect(try IntegrityCheck.quick(database) == [])
    let dump = try Schema.dump(database)
    #expect(dump.contains("CREATE INDEX unit_board ON unit (board);\n"))
    let copy = try open()
    try copy.script(dump)
    #expect(try Schema.dump(copy) == dump)
  }

  @Test func `a folder is read in order, without the generated schema`() throws {
    let folder = TestFolder()
    folder.write(second.sql, to: "0002_units.sql")
    folder.write(first.sql, to: "0001_boards.sql")
    folder.write("generated", to: "schema.sql")
    folder.write("words", to: "README.md")
    #expect(try Migrator.load(folder: folder.path) == [first, second])
  }

  @Test(arguments: [
    ["0001_a.sql", "0003_c.sql"], ["0002_b.sql"], ["0001_a.sql", "0001_b.sql"], ["1_a.sql"],
    ["0001-a.sql"], ["0001_A.sql"], ["0001_.sql"], ["0000_a.sql"],
  ])
  func `a gap, a double or a bad name is refused`(_ files: [String]) throws {
    let folder = TestFolder()
    for file in files { folder.write("SELECT 1;", to: file) }
    #expect(throws: MigrationError.self) { try Migrator.load(folder: folder.path) }
  }

  @Test func `a folder that is not there is told by name`() {
    let error = #expect(throws: MigrationError.self) {
      try Migrator.load(folder: "/nowhere/at/all")
    }
    #expect(error?.description.contains("/nowhere/at/all") == true)
  }
}
