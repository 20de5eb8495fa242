// Lists of what lies in boards: one row of rows for each board that is reached, merged into one.

import Access
import Vocabulary

extension Reach {
  /// The boards that are reached, in the order of their ids.
  ///
  /// A board's own key reaches what it names: the board (scope `R`).
  var boardsReached: [BoardID] { boards.union(namedWithin).sorted() }

  /// Whether a board is reached.
  func covers(board: BoardID) -> Bool {
    everything || boardsReached.contains(board)
  }

  /// A page out of all boards that are reached, in the order of ids.
  ///
  /// - Parameter rows: the first rows of one board, in the order of ids: at most the number given.
  func page<Item, Subject>(
    limit: Int, offset: Int, by id: (Item) -> ID<Subject>,
    rows: (BoardID, Int) throws -> [Item]
  ) rethrows -> [Item] {
    let found = try boardsReached.flatMap { try rows($0, limit + offset) }
    return Array(found.sorted { id($0) < id($1) }.dropFirst(offset).prefix(limit))
  }
}
