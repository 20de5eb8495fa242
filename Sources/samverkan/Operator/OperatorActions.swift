// The table of what an operator can have done, for the verbs that run it themselves and for the
// server that runs it for them.

import JSON
import Operations
import Pipeline
import SQLite

/// The operator's actions.
enum OperatorActions {
  /// Every action that works on a database.
  static let all: [OperatorAction] = UserActions.all + KeyActions.all + [BackupAction.action]

  /// The action of a name.
  static func find(_ name: String) -> OperatorAction? { all.first { $0.name == name } }
}
