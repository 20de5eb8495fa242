// How the whole server works just now: as usual, only read, or in a crisis. One row in the database
// says it, so that it outlives a restart and no writer can miss it.

package import SQLite
package import Vocabulary

/// A mode of the server (sw. *driftläge*).
package enum ServiceMode: String, CaseIterable, Sendable {
  /// As usual.
  case normal
  /// Nothing is changed: who reads, reads, and leaves the usual trace.
  case readOnly = "read-only"
  /// Everything works, and every unit is told that there is a crisis.
  case crisis

  /// What people read.
  package var label: Label {
    switch self {
    case .normal: Label("normalläge", "normal")
    case .readOnly: Label("endast läsning", "read only")
    case .crisis: Label("krisläge", "crisis")
    }
  }
}

/// A mode with its time, as it is kept.
package struct KeptMode: Sendable, Equatable {
  /// The mode that was set.
  package var mode: ServiceMode
  /// What staff are told.
  package var message: String?
  /// When it was set; nil for the mode that a new database has.
  package var since: Timestamp?
  /// When it ends by itself; nil for no end.
  package var until: Timestamp?
  /// Raised with each change.
  package var version = 1

  /// A mode with its time.
  package init(
    _ mode: ServiceMode, message: String? = nil, since: Timestamp? = nil, until: Timestamp? = nil,
    version: Int = 1
  ) {
    self.mode = mode
    self.message = message
    self.since = since
    self.until = until
    self.version = version
  }

  /// The mode at an instant: what has ended is over, whoever was asleep.
  package func mode(at now: Timestamp) -> ServiceMode {
    until.map { $0 <= now } ?? false ? .normal : mode
  }

  /// Makes sure that something may be changed now.
  ///
  /// - Throws: `Refusal` 503 while everything is only read, with when to try again.
  func requireWriting(_ route: Route, at now: Timestamp) throws(Refusal) {
    guard mode(at: now) == .readOnly, route.effect == .writes, !route.worksReadOnly else { return }
    let left = until.map { Int(($0.milliseconds - now.milliseconds + 999) / 1_000) }
    throw Refusal(
      .readOnly, retryAfterSeconds: min(left ?? Self.retrySeconds, Self.retrySecondsMax))
  }

  // Without an end nobody knows: often enough that a device goes on soon, seldom enough to bear.
  private static let retrySeconds = 60
  private static let retrySecondsMax = 3_600
}

/// The mode in the database.
package struct ModeStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The mode that stands.
  package func find() throws -> KeptMode {
    try database.first(
      "SELECT mode, message, since_at, until_at, version FROM service_mode WHERE id = 1"
    ) { row in
      KeptMode(
        ServiceMode(rawValue: row.text()) ?? .normal, message: row.textOrNil(),
        since: row.timestampOrNil(), until: row.timestampOrNil(), version: row.int())
    } ?? KeptMode(.normal)
  }

  /// Sets another mode and raises the version.
  package func set(_ kept: KeptMode, by changer: String) throws {
    try database.run(
      """
      UPDATE service_mode SET mode = ?, message = ?, since_at = ?, until_at = ?, changed_by = ?,
        version = version + 1
      WHERE id = 1
      """, kept.mode.rawValue, kept.message, kept.since, kept.until, changer)
    // What the writer remembers of the mode ends with what it remembers of rights.
    database.markAccessChanged()
  }

  /// Every board: a mode is everybody's business, so its trace is.
  package func boards() throws -> [BoardID] {
    try database.all("SELECT id FROM board ORDER BY id") { row in row.id() }
  }
}

/// The mode as the writer remembers it, read once an access epoch.
final class WriterMode: @unchecked Sendable {
  // Confined to the writer's queue: only jobs use it, and they run there one by one.
  private var known: (epoch: UInt64, mode: KeptMode)?

  func find(in database: Database) throws -> KeptMode {
    if let known, known.epoch == database.accessEpoch { return known.mode }
    let mode = try ModeStore(database).find()
    known = (database.accessEpoch, mode)
    return mode
  }
}
