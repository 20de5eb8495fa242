// What is asked before traffic is sent here: can the service write, is its schema right, is there
// room on the disk, is it not about to stop. Measures nothing by itself until it is asked.

import Glibc
import Pipeline
package import SQLite
import Synchronization
import Vocabulary

/// Whether this server can do its work.
package final class HealthState: Sendable {
  /// Free bytes of the database's file system below which the server is not ready.
  package static let freeBytesMin: UInt64 = 256 * 1024 * 1024

  private let draining = Atomic<Bool>(false)
  private let migrations: [Migration]
  private let folder: String
  private let freeBytesMin: UInt64
  private let canWrite: @Sendable () -> Bool

  /// The state of a server that runs.
  ///
  /// - Parameters:
  ///   - migrations: those that the database must have been through.
  ///   - folder: where the database file lies.
  ///   - canWrite: whether the writer works: not broken, the disk not full.
  package init(
    migrations: [Migration], folder: String, freeBytesMin: UInt64 = HealthState.freeBytesMin,
    canWrite: @escaping @Sendable () -> Bool
  ) {
    self.migrations = migrations
    self.folder = folder
    self.freeBytesMin = freeBytesMin
    self.canWrite = canWrite
  }

  /// Whether the server is about to stop; settable.
  package var isDraining: Bool {
    get { draining.load(ordering: .relaxed) }
    set { draining.store(newValue, ordering: .relaxed) }
  }

  /// The checks, each with whether it holds.
  func checks(_ database: Database) -> [(name: HealthCheck, holds: Bool)] {
    HealthCheck.allCases.map { check in
      switch check {
      case .draining: (check, !isDraining)
      case .writer: (check, canWrite())
      case .schema: (check, isSchemaApplied(in: database))
      case .disk: (check, hasRoom)
      }
    }
  }

  /// How the server works now; nil where the database does not say.
  func mode(_ database: Database, at now: Timestamp) -> ServiceMode? {
    do {
      return try ModeStore(database).find().mode(at: now)
    } catch {
      return nil
    }
  }

  private func isSchemaApplied(in database: Database) -> Bool {
    do throws(MigrationError) {
      return try Migrator.status(migrations, of: database).pending.isEmpty
    } catch {
      // Whatever is wrong, the answer is the same: not ready. `doctor` says what it is.
      return false
    }
  }

  private var hasRoom: Bool {
    var figures = statvfs()
    guard statvfs(folder, &figures) == 0 else { return false }
    return UInt64(figures.f_bavail) * UInt64(figures.f_frsize) >= freeBytesMin
  }
}

/// A check of readiness.
enum HealthCheck: String, CaseIterable, Sendable {
  /// The server is not about to stop.
  case draining
  /// Writing works.
  case writer
  /// Every migration was applied, and no other.
  case schema
  /// There is room on the disk.
  case disk
}
