// What the writer is given and what it gives back: jobs, outcomes, settings, figures.

/// How a job ended. Nothing of it may be told to anyone before this is known.
public enum WriterOutcome: Sendable {
  /// Everything that `perform` wrote is on disk.
  case durable
  /// `perform` threw this, and nothing it wrote stays; what `recover` wrote instead, if it said
  /// that the job stands with it, is on disk.
  case refused(any Error)
  /// The machine failed; nothing of the job stays, as far as can be known.
  case failed(DatabaseError)
}

/// A job for the single writer.
///
/// `perform` may run twice, after a group was rolled back whole, so it keeps no effect outside the
/// database and forgets what an earlier run noted.
public protocol WriterJob: AnyObject, Sendable {
  /// Does the writing, inside a SAVEPOINT of its own. A thrown error undoes it, and only it.
  func perform(in database: Database) throws

  /// Called after `perform` threw and was undone; may write something else instead, an audit entry
  /// of the refusal for example.
  ///
  /// Not called when the disk is full or the file failed.
  /// - Returns: true when what this wrote is to be kept.
  /// - Throws: undoes what this wrote; the error takes the place of the first one.
  func recover(from error: any Error, in database: Database) throws -> Bool

  /// Told once how the job ended, on the writer's queue and after the COMMIT, in order of
  /// submission. It returns quickly: everyone behind it waits.
  func settled(_ outcome: WriterOutcome)
}

extension WriterJob {
  /// Writes nothing instead.
  public func recover(from error: any Error, in database: Database) throws -> Bool { false }
}

/// How much the writer takes on at a time.
public struct WriterSettings: Sendable {
  /// Jobs that may wait; one more is turned away.
  public var depthMax = 4096
  /// Jobs in one transaction.
  public var groupMax = 512
  /// Time after which a transaction takes no further job.
  public var groupMicrosecondsMax = 20_000
  /// Frames in the log that call for a checkpoint when nobody waits.
  public var idleCheckpointFrames = 1000
  /// Frames in the log that call for a checkpoint though somebody waits.
  public var busyCheckpointFrames = 4000
  /// Frames in the log that call for waiting, shortly, until no reader needs the old ones.
  public var restartCheckpointFrames = 16_000
  /// How long such a waiting may take.
  public var restartMilliseconds = 20
  /// How long after the last job the idle work starts.
  public var idleMilliseconds = 50
  /// How long a statement waits for another process that holds the file.
  public var busyMilliseconds = 5000

  /// The settings that were measured to be good.
  public init() {}
}

/// What the writer has done since it was opened.
public struct WriterStatistics: Sendable {
  /// Jobs settled, whatever the outcome.
  public var jobs: UInt64 = 0
  /// Transactions committed.
  public var commits: UInt64 = 0
  /// Transactions lost whole, whose other jobs were run again.
  public var lostGroups: UInt64 = 0
  /// Jobs turned away because too many waited.
  public var turnedAway: UInt64 = 0
  /// Jobs that wait or are being done.
  public var queueDepth = 0
  /// Duration of the last COMMIT.
  public var lastCommitMicroseconds: UInt64 = 0
  /// Duration of the longest COMMIT.
  public var longestCommitMicroseconds: UInt64 = 0
  /// Checkpoints done.
  public var checkpoints: UInt64 = 0
  /// Duration of the longest checkpoint.
  public var longestCheckpointMicroseconds: UInt64 = 0
  /// Length of the write-ahead log in use.
  public var walBytes = 0
  /// The last failure of idle work or of a checkpoint, for the log.
  public var lastIdleFailure: String?
  /// Whether the last transaction found the disk full.
  public var isFull = false
  /// Writing has ended for good, after a failure of the file or of its device.
  public var isBroken = false
}
