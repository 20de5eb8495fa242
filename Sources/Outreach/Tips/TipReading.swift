// What one caller is to a tip: who judges it, who was sent because of it, or who told it. The last
// learns nothing from it but that it was answered.

import Access
import People
import Pipeline
import SQLite
import Vocabulary

/// What a reader is to a tip, the widest first.
enum TipReader: Sendable {
  case triager
  case worker
  case author
}

/// Decides about tips for one caller.
struct TipReading {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// A tip that the caller may read, and as what.
  ///
  /// - Throws: `Refusal` 404, for one that is hidden as for one that never was.
  func find(_ id: TipID) throws -> (tip: Tip, reader: TipReader) {
    let tip = try call.fetch(TipStore(call.database).find(id))
    guard let reader = try reader(of: tip) else {
      // A partner whose agreement has ended reads nothing of its own either.
      if tip.createdBy == (try call.signedIn().reference) {
        try call.require(.tipCreate, on: authorFacts(of: tip))
      }
      throw Refusal.notFound
    }
    return (tip, reader)
  }

  /// What the caller is to a tip; nil for whom it is hidden from.
  func reader(of tip: Tip) throws -> TipReader? {
    if try may(.tipTriage, tip) { return .triager }
    if try may(.searchOrderWork, tip) { return .worker }
    let isAuthor = tip.createdBy == (try call.signedIn().reference)
    return try isAuthor && call.may(.tipCreate, on: authorFacts(of: tip)) ? .author : nil
  }

  /// Whether the caller may judge a tip, or work on one that a team was sent for.
  func may(_ permission: Permission, _ tip: Tip) throws -> Bool {
    if permission != .tipTriage, !tip.isAssigned { return false }
    let facts = SubjectFacts(
      board: tip.board, unit: tip.teamUnit, team: tip.teamID, isPersonal: true)
    return try isOpenToCaller(tip) && call.may(permission, on: facts)
  }

  // A guarded person guards the tips about them.
  private func isOpenToCaller(_ tip: Tip) throws -> Bool {
    guard let id = tip.person else { return true }
    guard let (person, about) = try SubjectReading(call).person(id) else { return false }
    return person.secrecy == .normal || about.isListed || about.isOwn
  }

  private func authorFacts(of tip: Tip) throws -> SubjectFacts {
    try call.tipFacts(board: tip.board)
  }

  /// Whether no list of readers guards the one whom a tip is about: only then it goes to devices.
  func isUnguarded(_ tip: Tip) throws -> Bool {
    guard let id = tip.person else { return true }
    return try PersonStore(call.database).find(id)?.secrecy == .normal
  }

  /// The tips that the caller may read, in the order of their ids, after one of them.
  ///
  /// - Parameters:
  ///   - isOpen: only those that are open, or are not, as the caller sees it.
  ///   - own: whether those count that the caller only told.
  func list(
    isOpen: Bool?, own: Bool = true, after: TipID? = nil, limit: Int
  ) throws -> [(tip: Tip, reader: TipReader)] {
    var found: [(tip: Tip, reader: TipReader)] = []
    var mark = after ?? TipID(high: 0, low: 0)
    let arms = try arms(own: own)
    while found.count < limit {
      let batch = try rows(arms, after: mark, limit: limit, isOpen: isOpen)
      for tip in batch {
        guard let reader = try reader(of: tip), own || reader != .author else { continue }
        // To who told it, it is open until it is answered.
        let seemsOpen = reader == .author ? tip.status != .informed : tip.isOpen
        if isOpen.map({ $0 == seemsOpen }) ?? true { found.append((tip, reader)) }
      }
      guard batch.count >= limit, let last = batch.last else { break }
      mark = last.id
    }
    return Array(found.prefix(limit))
  }

  private func rows(
    _ arms: [TipArm], after: TipID, limit: Int, isOpen: Bool?
  ) throws -> [Tip] {
    let store = TipStore(call.database)
    var found: [TipID: Tip] = [:]
    for arm in arms {
      var states = isOpen.map { [$0] } ?? [true, false]
      if case .author = arm { states = [true, false] }
      for state in states {
        for tip in try store.list(arm, isOpen: state, after: after, limit: limit) {
          found[tip.id] = tip
        }
      }
    }
    return Array(found.values.sorted { $0.id < $1.id }.prefix(limit))
  }

  private func arms(own: Bool) throws -> [TipArm] {
    let caller = try call.signedIn()
    let triage = caller.reach(.tipTriage, at: call.now)
    let work = caller.reach(.searchOrderWork, at: call.now)
    var arms = triage.boards.sorted().map(TipArm.board)
    arms += triage.teams.union(work.teams).sorted().map(TipArm.team)
    if own { arms.append(.author(caller.reference)) }
    return arms
  }
}

extension Call {
  /// The facts for deciding whether the caller may tell a board something.
  func tipFacts(board: BoardID) throws -> SubjectFacts {
    let caller = try signedIn()
    guard let partner = caller.partner else {
      return SubjectFacts(board: board, isNamed: true, isPersonal: true)
    }
    return SubjectFacts(partner: partner, isNamed: true, isPersonal: true, owner: board)
  }
}
