// migrations/schema.sql is what all migrations together make. scripts/schema writes it anew, by
// running this test with SCHEMA_WRITE=1.

import Foundation
import SQLite
import TestSupport
import Testing

struct SchemaTests {
  private static let path = World.root + "/migrations/schema.sql"

  @Test func `the schema that can be read is the one that the migrations make`() throws {
    let world = try Whole.world()
    let made = try world.writer.exclusively { database in try Schema.dump(database) }
    let text = "-- Made by scripts/schema from the migrations; read it, never apply it.\n\n" + made
    if ProcessInfo.processInfo.environment["SCHEMA_WRITE"] == "1" {
      try text.write(toFile: Self.path, atomically: true, encoding: .utf8)
    }
    let written = try String(contentsOfFile: Self.path, encoding: .utf8)
    #expect(written == text, "migrations/schema.sql is old: scripts/schema writes it anew")
  }
}
