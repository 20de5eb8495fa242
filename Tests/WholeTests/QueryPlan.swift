// What a statement costs when the data has grown, read from its plan: a walk over a table that
// grows, a walk over all that one board or team ever did, a sort of such rows.

import SQLite

/// Something in a plan that costs more the more there is.
struct GrowingStep: Equatable {
  enum Kind: String {
    /// Every row of a table that grows with the work.
    case scan
    /// All that one board, team, partner or user has of it, and no end after a page.
    case wide
    /// An index that SQLite makes anew for each use.
    case madeIndex
    /// Such rows, sorted before the first can be given.
    case sort
  }

  let kind: Kind
  let table: String
}

/// The plan of one statement.
struct QueryPlan {
  let steps: [String]
  private let sql: String
  /// Which table an alias stands for.
  private let tables: [String: String]

  /// - Parameter schema: the tables there are.
  init(of statement: SourceStatement, in database: Database, schema: Set<String>) throws {
    sql = statement.sql
    steps = try database.dynamicAll(
      "EXPLAIN QUERY PLAN " + sql, Array(repeating: 1, count: statement.valueCount)
    ) { row in
      row.skip(3)
      return row.text()
    }
    var tables: [String: String] = [:]
    let words = sql.split { " \n,();".contains($0) }.map(String.init)
    for (index, word) in words.enumerated() where schema.contains(word) {
      tables[word] = word
      let next = words.dropFirst(index + 1).first { $0 != "AS" } ?? ""
      if next.allSatisfy({ $0.isLowercase || $0 == "_" }), !next.isEmpty { tables[next] = word }
    }
    self.tables = tables
  }

  /// The steps that cost more the more there is.
  var growing: [GrowingStep] {
    let searches = steps.flatMap(growing(in:))
    let isSorted = steps.contains { $0.hasPrefix("USE TEMP B-TREE FOR ORDER BY") }
    // Few rows may be sorted; and a page in the order of its index ends when it is full.
    let ends = sql.contains("LIMIT") && sql.contains("ORDER BY") && !isSorted
    let found = searches.filter { $0.kind != .wide || !ends }
    guard isSorted, let first = searches.first else { return found }
    return found + [GrowingStep(kind: .sort, table: first.table)]
  }

  private func growing(in step: String) -> [GrowingStep] {
    let words = step.split(separator: " ").map(String.init)
    guard words.count > 1, let table = tables[words[1]], !GrowingTables.small.contains(table)
    else { return [] }
    if step.contains("AUTOMATIC") { return [GrowingStep(kind: .madeIndex, table: table)] }
    if words[0] == "SCAN" { return [GrowingStep(kind: .scan, table: table)] }
    guard words[0] == "SEARCH", let open = step.lastIndex(of: "("),
      let close = step.lastIndex(of: ")")
    else { return [] }
    let conditions = step[step.index(after: open)..<close].components(by: " AND ")
    // One value that few rows share, or a stretch with both its ends.
    let isNarrow = conditions.contains { condition in
      let column = String(condition.dropLast(2))
      return condition.hasSuffix("=?") && !GrowingTables.wide.contains(column)
        || condition.hasSuffix(">?") && conditions.contains(column + "<?")
    }
    return isNarrow ? [] : [GrowingStep(kind: .wide, table: table)]
  }
}

extension Substring {
  fileprivate func components(by separator: String) -> [String] {
    var rest = self
    var found: [String] = []
    while let range = rest.firstRange(of: separator) {
      found.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return found + [String(rest)]
  }
}

/// Which tables grow, and by which columns one asks for a small part of them.
enum GrowingTables {
  /// They grow with the organisation, not with the work: some rows a board, a partner or a user.
  static let small: Set<String> = [
    "agreement", "api_key", "audit_head", "audit_indexed", "board", "count_certificate",
    "count_key", "count_result", "count_return", "count_round", "directory_count",
    "directory_document", "directory_entry", "entrance", "migration", "municipality", "partner",
    "partner_contact", "partner_municipality", "project", "role_grant", "season", "second_factor",
    "service", "service_mode", "session", "team", "team_member", "unit", "user_account",
  ]

  /// Columns whose one value many rows share.
  static let wide: Set<String> = [
    "actor", "author", "board_id", "created_by", "handler_id", "holder_id", "is_open", "kind",
    "ordered_by", "partner_id", "receiver_board_id", "receiver_partner_id", "receiver_unit_id",
    "round_id", "secrecy_class", "sender_board_id", "sender_partner_id", "sender_unit_id",
    "status", "team_id", "unit_id", "user_id",
  ]
}
