// Who may judge whether two records are one person, and merge them: one of two (`2` in the matrix)
// who may read both.

import Access
import Pipeline
import SQLite
import Vocabulary

extension Call {
  /// The record of an id, if the caller may merge it; nil as if there were none otherwise.
  func mergeable(_ id: PersonID) throws -> Person? {
    let persons = PersonStore(database)
    guard let person = try persons.find(id) else { return nil }
    let facts = try persons.facts(of: person, for: try signedIn(), at: now)
    let isOneOfTwo = try signedIn().decideAsOneOfTwo(.personMerge, on: facts, at: now) == .allowed
    return isOneOfTwo && may(.personReadIdentity, on: facts) ? person : nil
  }

  /// The boards in which the caller may be one of two who merge.
  func mergeBoards() throws -> [BoardID] {
    let grants = try signedIn().grants(for: .personMerge, at: now)
    return Set(grants.compactMap(\.grant.scope.board)).sorted()
  }
}

/// Walks rows of which only some may be shown: hidden ones never count towards a page.
enum VisibleRows {
  private static let batchSize = 200

  /// The first rows that may be shown, at most so many.
  ///
  /// - Parameters:
  ///   - next: at most so many rows after one, or from the start.
  ///   - judge: what is shown of a row; nil where it is hidden.
  static func first<Row, Shown>(
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
