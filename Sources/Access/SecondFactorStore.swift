// The only SQL about second factors. What makes the codes is nowhere in the database; what is here
// says only that there is a factor, which in turn, and which code was used last.

package import SQLite
package import Vocabulary

/// A user's second factor.
package struct SecondFactor: Sendable, Equatable {
  /// Where it stands.
  package enum State: String, Sendable {
    /// Shown, but no code has come back yet: it counts for nothing.
    case pending
    case on
    case off
  }

  /// Which in turn.
  package let generation: Int
  /// Where it stands.
  package let state: State
  /// The time step of the last code that was used.
  package let lastStep: Int64
  /// When it came to stand there.
  package let changedAt: Timestamp
}

/// The second factors of users.
package struct SecondFactorStore {
  private let database: Database

  /// A store on one connection; what changes needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The factor of a user; nil when there never was one.
  package func find(_ user: UserID) throws -> SecondFactor? {
    try database.first(
      "SELECT generation, state, last_step, changed_at FROM second_factor WHERE user_id = ?", user
    ) { row in
      SecondFactor(
        generation: row.int(), state: SecondFactor.State(rawValue: row.text()) ?? .off,
        lastStep: Int64(row.int()), changedAt: row.timestamp())
    }
  }

  /// Begins another factor, which counts once a code of it was seen.
  package func begin(_ user: UserID, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO second_factor (user_id, generation, state, changed_at)
      VALUES (?1, 1, 'pending', ?2)
      ON CONFLICT (user_id) DO UPDATE SET generation = generation + 1, state = 'pending',
        last_step = 0, changed_at = ?2
      """, user, now)
  }

  /// Takes a code's time step; false when it, or a later one, was used already.
  package func use(step: Int64, of user: UserID) throws -> Bool {
    try database.run(
      "UPDATE second_factor SET last_step = ?1 WHERE user_id = ?2 AND last_step < ?1",
      Int(step), user)
    return database.changedRowCount == 1
  }

  /// Lets a factor stand or fall; the user's other sessions end with it.
  ///
  /// - Parameter session: the one in which the user did it, which goes on.
  package func set(
    _ state: SecondFactor.State, of user: UserID, keeping session: SessionID?, at now: Timestamp
  ) throws {
    try database.run(
      "UPDATE second_factor SET state = ?, changed_at = ? WHERE user_id = ?",
      state.rawValue, now, user)
    try database.run("DELETE FROM session WHERE user_id = ? AND id IS NOT ?", user, session)
    database.markAccessChanged()
  }
}
