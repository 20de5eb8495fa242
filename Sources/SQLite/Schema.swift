// Today's schema as text, read back from a database: what all migrations together have made. It is
// written to migrations/schema.sql and compared with it, never applied.

/// The schema of a database.
public enum Schema {
  /// Every table with its indexes and triggers, then the views, as one script in a fixed order.
  public static func dump(_ database: Database) throws -> String {
    let statements = try database.all(
      """
      SELECT sql FROM sqlite_schema
      WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      ORDER BY type = 'view', tbl_name,
        CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name
      """
    ) { $0.text() + ";\n" }
    return statements.joined(separator: "\n")
  }
}
