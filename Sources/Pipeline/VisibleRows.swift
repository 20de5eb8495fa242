// Rows that are shown only if a judge lets them: a page is filled with those, and the hidden ones
// count for nothing.

/// Walks rows of which only some may be shown: hidden ones never count towards a page.
package enum VisibleRows {
  private static let batchSize = 200

  /// The first rows that may be shown, at most so many.
  ///
  /// - Parameters:
  ///   - next: at most so many rows after one, or from the start.
  ///   - judge: what is shown of a row; nil where it is hidden.
  package static func first<Row, Shown>(
    _ count: Int, next: (_ after: Row?, _ limit: Int) throws -> [Row],
    judge: (Row) throws -> Shown?
  ) rethrows -> [Shown] {
    var (shown, last): ([Shown], Row?) = ([], nil)
    while shown.count < count {
      let rows = try next(last, batchSize)
      for row in rows where shown.count < count {
        if let view = try judge(row) { shown.append(view) }
      }
      guard rows.count == batchSize, let end = rows.last else { break }
      last = end
    }
    return shown
  }
}
