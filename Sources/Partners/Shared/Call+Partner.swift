// The one decision about a partner and what is its own: a municipality's right is asked of each
// board that has to do with it, the partner's of the partner; one that allows is enough.

import Access
import Pipeline
import Vocabulary

extension Call {
  /// Whether the decision allows for one of several facts.
  func may(_ permission: Permission, onAny facts: [SubjectFacts]) -> Bool {
    facts.contains { may(permission, on: $0) }
  }

  /// Refuses where none of several facts allows.
  ///
  /// Partners and services are known to all who are signed in, so the answer is 403, never 404.
  ///
  /// - Throws: `Refusal` 403 that names the permission.
  func require(_ permission: Permission, onAny facts: [SubjectFacts]) throws(Refusal) {
    guard may(permission, onAny: facts) else { throw .forbidden(permission) }
  }
}
