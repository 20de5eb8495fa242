// One group: a transaction, a savepoint per job, a COMMIT, and only then the outcomes. When the
// whole transaction is lost (a full disk), the jobs that were not to blame run again one by one.

import CSQLite
import Dispatch
import Synchronization

extension Writer {
  /// The queue's turn: one group, then back to Dispatch so that a backup or a check gets its turn.
  func drain() {
    dispatchPrecondition(condition: .onQueue(queue))
    guard !confined.isClosed else { return }
    let isMoreWaiting = commitNextGroup()
    checkpointIfNeeded(isSomebodyWaiting: isMoreWaiting)
    if isMoreWaiting {
      queue.async { [self] in drain() }
    } else {
      setIdleTimer()
    }
  }

  /// Commits and settles one group; false when nobody waits any more.
  func commitNextGroup() -> Bool {
    if confined.backlog.isEmpty { line.withLock { swap(&$0.jobs, &confined.backlog) } }
    settleNextGroup()
    // A job that is done is let go: an answer that it holds may hold memory, or an open file.
    if confined.backlogHead == confined.backlog.count {
      confined.backlog.removeAll(keepingCapacity: true)
      confined.backlogHead = 0
    }
    let isBacklogLeft = !confined.backlog.isEmpty
    return line.withLock { line in
      line.isScheduled = isBacklogLeft || !line.jobs.isEmpty
      return line.isScheduled
    }
  }

  private func settleNextGroup() {
    let end = min(confined.backlog.count, confined.backlogHead + settings.groupMax)
    let jobs = confined.backlog[confined.backlogHead..<end]
    let outcomes = jobs.isEmpty ? [] : outcomes(of: jobs)
    confined.backlogHead += outcomes.count
    figures.withLock { $0.jobs += UInt64(outcomes.count) }
    // The place in the line is free before the answer goes out, or a client that answers at once
    // could be turned away.
    line.withLock { $0.depth -= outcomes.count }
    for (job, outcome) in zip(jobs, outcomes) { job.settled(outcome) }
  }

  private enum Transaction {
    /// The first of the jobs, as many as there are outcomes.
    case committed([WriterOutcome])
    /// Nothing stays; `culprit` is the job at which it happened, nil when it was BEGIN or COMMIT.
    case lost(culprit: Int?, DatabaseError)
  }

  /// The outcomes of the first jobs, of at least one.
  private func outcomes(of jobs: ArraySlice<any WriterJob>) -> [WriterOutcome] {
    if let broken = confined.broken { return jobs.map { _ in .failed(broken) } }
    switch transaction(of: jobs) {
    case .committed(let outcomes): return outcomes
    case .lost(let culprit, let error):
      figures.withLock { $0.lostGroups += 1 }
      // A COMMIT that failed for another reason than room would fail for every single job too.
      guard jobs.count > 1, culprit != nil || error.isFull else {
        return jobs.map { _ in .failed(error) }
      }
      return jobs.indices.map { index in
        if index == culprit { return .failed(error) }
        return outcomeAlone(of: jobs[index...index])
      }
    }
  }

  private func outcomeAlone(of job: ArraySlice<any WriterJob>) -> WriterOutcome {
    if let broken = confined.broken { return .failed(broken) }
    switch transaction(of: job) {
    case .committed(let outcomes): return outcomes[0]
    case .lost(_, let error): return .failed(error)
    }
  }

  private func transaction(of jobs: ArraySlice<any WriterJob>) -> Transaction {
    let start = DispatchTime.now().uptimeNanoseconds
    let latest = start + UInt64(settings.groupMicrosecondsMax) * 1000
    var outcomes: [WriterOutcome] = []
    outcomes.reserveCapacity(jobs.count)
    do {
      try database.run("BEGIN IMMEDIATE")
    } catch {
      return lost(at: nil, error)
    }
    for (index, job) in zip(jobs.indices, jobs) {
      let outcome = outcome(of: job)
      guard database.isInTransaction else {
        guard case .failed(let error) = outcome else {
          // The job swallowed the error that rolled everything back.
          return lost(at: index, Self.transactionGone)
        }
        return lost(at: index, error)
      }
      outcomes.append(outcome)
      if DispatchTime.now().uptimeNanoseconds > latest { break }
    }
    let beforeCommit = DispatchTime.now().uptimeNanoseconds
    do {
      try database.run("COMMIT")
    } catch {
      return lost(at: nil, error)
    }
    publish()
    noteCommit(microseconds: (DispatchTime.now().uptimeNanoseconds - beforeCommit) / 1000)
    return .committed(outcomes)
  }

  private static let transactionGone = DatabaseError(
    extendedCode: SQLITE_ERROR, message: "the transaction ended inside a job")

  private func lost(at culprit: Int?, _ error: DatabaseError) -> Transaction {
    rollBackAll()
    note(error)
    return .lost(culprit: culprit, error)
  }

  private func rollBackAll() {
    database.rollBack()
    raiseEpochIfUnpublished()
  }

  /// What was remembered under an epoch raised inside a transaction that did not stay was never
  /// true: no later transaction may carry the same number.
  func raiseEpochIfUnpublished() {
    if database.accessEpoch != accessEpoch { database.markAccessChanged() }
  }

  private func noteCommit(microseconds: UInt64) {
    figures.withLock {
      $0.commits += 1
      $0.isFull = false
      $0.lastCommitMicroseconds = microseconds
      $0.longestCommitMicroseconds = max($0.longestCommitMicroseconds, microseconds)
      $0.walBytes = database.walFrames * Self.frameBytes
    }
  }

  /// A page and its header in the log.
  private static let frameBytes = 4096 + 24

  /// Remembers what a failure means for the future: a failed device or file ends writing for good,
  /// for what the kernel has dropped from its cache cannot be written again.
  func note(_ error: DatabaseError) {
    let isBreaking = error.isIO || error.isCorrupt
    if isBreaking, confined.broken == nil { confined.broken = error }
    figures.withLock {
      if error.isFull { $0.isFull = true }
      if isBreaking { $0.isBroken = true }
    }
  }

  // MARK: One job

  private func outcome(of job: any WriterJob) -> WriterOutcome {
    let epochBefore = database.accessEpoch
    do {
      try database.run("SAVEPOINT job")
      do {
        try job.perform(in: database)
        try refuseOpenForeignKeys()
      } catch {
        return try outcome(of: job, after: error, epochBefore: epochBefore)
      }
      try database.run("RELEASE job")
      return .durable
    } catch {
      // Not even the savepoint obeys: nothing of this transaction may stay.
      rollBackAll()
      return .failed(error as? DatabaseError ?? Self.transactionGone)
    }
  }

  /// A deferred foreign key would fail at the COMMIT, and everyone with it.
  private func refuseOpenForeignKeys() throws(DatabaseError) {
    guard database.hasOpenForeignKeys else { return }
    throw DatabaseError(
      extendedCode: SQLITE_CONSTRAINT | (3 << 8), message: "FOREIGN KEY constraint failed")
  }

  private func outcome(
    of job: any WriterJob, after error: any Error, epochBefore: UInt64
  ) throws -> WriterOutcome {
    if let error = error as? DatabaseError, error.isFull || error.isIO || error.isCorrupt {
      // Nothing more is tried on this transaction: the others run again without this job.
      rollBackAll()
      return .failed(error)
    }
    guard database.isInTransaction else { return Self.outcome(of: error) }
    try database.run("ROLLBACK TO job")
    if database.accessEpoch != epochBefore { database.markAccessChanged() }
    var final = error
    do {
      if try job.recover(from: error, in: database) {
        try refuseOpenForeignKeys()
      } else {
        try database.run("ROLLBACK TO job")
      }
    } catch let second {
      final = second
      if let second = second as? DatabaseError, second.isFull || second.isIO || second.isCorrupt {
        rollBackAll()
      }
      guard database.isInTransaction else { return Self.outcome(of: second) }
      try database.run("ROLLBACK TO job")
    }
    try database.run("RELEASE job")
    return Self.outcome(of: final)
  }

  /// A broken constraint is a refusal like any other; what else the database says is a failure.
  private static func outcome(of error: any Error) -> WriterOutcome {
    guard let error = error as? DatabaseError, !error.isConstraint else { return .refused(error) }
    return .failed(error)
  }
}
