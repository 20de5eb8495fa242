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
