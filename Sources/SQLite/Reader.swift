// A loop's read connection: one snapshot per round, opened at the first statement, given up at the
// round's end, renewed when somebody has committed since. It never writes and never checkpoints.

/// One loop's read connection, confined to the loop's queue; not Sendable.
public final class Reader {
  private let database: Database
  /// Every commit up to this one is in the snapshot.
  private var snapshotNumber: UInt64 = 0

  /// Opens the file, which a writer must have made, for reading only.
  public init(path: String) throws(DatabaseError) {
    database = try Database(path: path, role: .reader)
  }

  /// Runs the body on a snapshot that holds every commit up to `commitNumber`.
  ///
  /// Within a round later readings share the snapshot unless they ask for a newer one. The number
  /// is loaded from `Writer.commitNumber` after the request was received.
  public func read<T>(
    freshAs commitNumber: UInt64, _ body: (Database) throws -> T
  ) throws -> T {
    if database.isInTransaction, snapshotNumber < commitNumber { endRound() }
    if !database.isInTransaction {
      // Deferred: the snapshot itself is taken by the first statement, which comes later than the
      // commit that the number stands for.
      try database.run("BEGIN")
      snapshotNumber = commitNumber
    }
    return try body(database)
  }

  /// Gives the snapshot up, so that the log can be begun anew; nothing when there is none.
  public func endRound() {
    guard database.isInTransaction else { return }
    do {
      try database.run("COMMIT")
    } catch {
      // A reading has nothing to lose.
      database.rollBack()
    }
  }
}
