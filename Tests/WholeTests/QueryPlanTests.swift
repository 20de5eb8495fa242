// The plan of every statement of the product: none walks more because there is more, but for those
// that are named here with the reason.

import Foundation
import SQLite
import TestSupport
import Testing

struct QueryPlanTests {
  private let world: World

  init() throws { world = try Whole.world() }

  /// A step that may stand as often as it is written here.
  private struct Allowed {
    let file: String
    let step: GrowingStep
    let why: String

    init(_ file: String, _ kind: GrowingStep.Kind, _ table: String, why: String) {
      self.file = file
      self.step = GrowingStep(kind: kind, table: table)
      self.why = why
    }
  }

  private static let allowed = [
    Allowed(
      "Counts/Keys/CountKeyStore.swift", .wide, "count_row",
      why: "the codes of one round are destroyed together, once"),
    Allowed(
      "Counts/Returns/CountReturnStore.swift", .wide, "count_row",
      why: "a round's rows are counted for each reporter: a fortnight of one municipality"),
    Allowed(
      "Counts/Rows/CountRowStore.swift", .wide, "count_row",
      why: "a round is put together from all its rows"),
    Allowed(
      "Counts/Rows/CountRowStore.swift", .wide, "count_row",
      why: "those of a round that were counted twice, from an index of them alone"),
    Allowed(
      "Outreach/Online/OnlineContactStore.swift", .wide, "online_contact",
      why: "a report of one team: first contacts"),
    Allowed(
      "Outreach/Online/OnlineContactStore.swift", .wide, "online_contact", why: "its replies"),
    Allowed(
      "Outreach/Online/OnlineContactStore.swift", .wide, "online_contact", why: "its meetings"),
    Allowed(
      "Outreach/Searches/SearchStore.swift", .wide, "care_relation",
      why: "persons of one holder, each asked for the few orders that look for somebody"),
    Allowed(
      "Outreach/Searches/SearchStore.swift", .sort, "care_relation",
      why: "those few orders, in the order of their ids"),
    Allowed(
      "Outreach/Shared/FieldChanges.swift", .wide, "field_change",
      why: "the last of a team's changes: the end of the key"),
    Allowed(
      "Outreach/Shifts/ShiftStore.swift", .scan, "shift",
      why: "an index of the shifts that are under way now, and nothing else"),
    Allowed(
      "Outreach/Shifts/ShiftStore.swift", .sort, "shift",
      why: "the one or two that a user is on now"),
    Allowed(
      "Outreach/Shifts/ShiftStore.swift", .wide, "shift_crew",
      why: "one user's shifts: some hundred a year"),
    Allowed(
      "Outreach/Shifts/ShiftStore.swift", .sort, "shift_crew",
      why: "those of them that are planned"),
    Allowed(
      "People/ByNameList/ByNameStore.swift", .wide, "living_situation",
      why: "an index of who is without a home now: the list is all of them"),
    Allowed(
      "People/ByNameList/ByNameStore.swift", .wide, "care_relation",
      why: "the same list for those who see only their own"),
    Allowed(
      "People/Emergencies/EmergencyStore.swift", .wide, "emergency_opening",
      why: "openings of a board are rare, and counted no further than the page shows"),
    Allowed(
      "People/Emergencies/EmergencyStore.swift", .wide, "emergency_opening",
      why: "the same for a unit"),
    Allowed(
      "People/Figures/PersonFigures.swift", .wide, "living_situation",
      why: "a report counts everybody who is without a home: an index of them alone"),
    Allowed(
      "People/Figures/PersonFigures.swift", .wide, "living_situation",
      why: "and those who were in its months: the end of that index"),
    Allowed(
      "Referrals/Attachments/AttachmentStore.swift", .scan, "referral_attachment",
      why: "a backup carries every file"),
    Allowed(
      "samverkan/Doctor/Doctor.swift", .scan, "audit",
      why: "the last entry: the first of a walk from the end"),
  ]

  /// Where statements are put together, and what proves their plans.
  private static let generated = [
    "People/Merges/PersonColumns.swift": "`each column that follows a merge has an index`",
    "Referrals/Lists/ReferralListStore.swift": "ListTests, over every arm, box and filter",
    "samverkan/Copies/Manifest.swift": "counts everything in a copy, not in the live database",
  ]

  @Test func `no statement costs more because there is more`() throws {
    let statements = try SourceStatements.all().filter { !$0.isGenerated }
    #expect(statements.count > 450, "the source is not read as it should be")
    var left = Self.allowed
    try world.writer.exclusively { database in
      let schema = try Self.tables(of: database)
      for statement in statements where Self.generated[statement.file] == nil {
        let plan = try QueryPlan(of: statement, in: database, schema: schema)
        for step in plan.growing {
          if let index = left.firstIndex(where: { $0.file == statement.file && $0.step == step }) {
            left.remove(at: index)
            continue
          }
          Issue.record("\(statement.file): \(step): \(statement.sql): \(plan.steps)")
        }
      }
    }
    #expect(left.isEmpty, "no longer needed: \(left.map { "\($0.file) \($0.step)" })")
  }

  @Test func `statements are put together in known places only`() throws {
    let dynamic = try SourceStatements.files().filter { file, text in
      !file.hasPrefix("SQLite/")
        && ["dynamicRun(", "dynamicFirst(", "dynamicAll(", "dynamicEach("].contains {
          text.contains($0)
        }
    }
    let inserted = try SourceStatements.all().filter(\.isGenerated)
    #expect(Set(dynamic.map(\.file) + inserted.map(\.file)) == Set(Self.generated.keys))
  }

  @Test func `each column that follows a merge has an index`() throws {
    let pattern = try NSRegularExpression(
      pattern: #"PersonColumn\(\s*"(\w+)", key: \[[^\]]*\], "(\w+)"\)"#)
    let columns = try SourceStatements.files().flatMap { file, text in
      pattern.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap { match in
        guard let table = Range(match.range(at: 1), in: text),
          let column = Range(match.range(at: 2), in: text)
        else { return nil as SourceStatement? }
        return SourceStatement(
          file: file, sql: "SELECT 1 FROM \(text[table]) WHERE \(text[column]) = ?")
      }
    }
    #expect(columns.count >= 10)
    try world.writer.exclusively { database in
      let schema = try Self.tables(of: database)
      for statement in columns {
        let plan = try QueryPlan(of: statement, in: database, schema: schema)
        #expect(plan.growing.isEmpty, "\(statement.file): \(plan.steps)")
      }
    }
  }

  private static let planted: [(String, GrowingStep.Kind, String)] = [
    ("SELECT id FROM referral WHERE status = ?", .scan, "referral"),
    ("SELECT count(*) FROM encounter", .scan, "encounter"),
    ("SELECT r.id FROM board b JOIN referral r ON r.reason = b.name", .scan, "referral"),
    ("SELECT id FROM encounter WHERE team_id = ?", .wide, "encounter"),
    ("SELECT id FROM referral WHERE sender_board_id = ? AND id > ? LIMIT 5", .wide, "referral"),
    ("SELECT id FROM encounter WHERE team_id = ? ORDER BY duration LIMIT 5", .sort, "encounter"),
  ]

  @Test(arguments: planted)
  func `a plan that grows is found`(
    _ sql: String, _ kind: GrowingStep.Kind, _ table: String
  ) throws {
    try world.writer.exclusively { database in
      let plan = try QueryPlan(
        of: SourceStatement(file: "", sql: sql), in: database, schema: Self.tables(of: database))
      #expect(plan.growing.contains(GrowingStep(kind: kind, table: table)), "\(plan.steps)")
    }
  }

  @Test(arguments: [
    "SELECT id FROM referral WHERE sender_board_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
    "SELECT id FROM referral WHERE id = ?", "SELECT id FROM board ORDER BY name",
    "SELECT area FROM person_need WHERE person_id = ? ORDER BY level",
  ])
  func `a plan that does not grow passes`(_ sql: String) throws {
    try world.writer.exclusively { database in
      let plan = try QueryPlan(
        of: SourceStatement(file: "", sql: sql), in: database, schema: Self.tables(of: database))
      #expect(plan.growing.isEmpty, "\(plan.steps)")
    }
  }

  @Test func `literals are read as the compiler reads them`() throws {
    let text = #"""
      // "SELECT 1"
      let one = "SELECT a FROM b WHERE c LIKE 'x\\_%'"
      let two = """
        SELECT ?1, \
        ?2 FROM b WHERE c = ?1
        """
      let three = "UPDATE \(table) SET c = ?"
      let four = "SELECTED"
      """#
    let found = try SourceStatements.statements(of: text, in: "")
    #expect(
      found.map(\.sql) == [
        #"SELECT a FROM b WHERE c LIKE 'x\_%'"#, "SELECT ?1, ?2 FROM b WHERE c = ?1",
        #"UPDATE \(table) SET c = ?"#,
      ])
    #expect(found.map(\.isGenerated) == [false, false, true])
    #expect(found.map(\.valueCount) == [0, 2, 1])
  }

  private static func tables(of database: Database) throws -> Set<String> {
    Set(try database.all("SELECT name FROM sqlite_schema WHERE type = 'table'") { $0.text() })
  }
}
