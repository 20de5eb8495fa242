// What one caller may do with search orders: who ordered stands on one side, the teams that look on
// the other. A guarded person guards their orders from both.

import Access
import People
import Pipeline
import SQLite
import Vocabulary

/// Decides about search orders for one caller.
struct SearchReading {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// An order that the caller may read.
  ///
  /// - Throws: `Refusal` 404, for one that is hidden as for one that never was.
  func find(_ id: SearchOrderID) throws -> SearchOrder {
    let order = try call.fetch(SearchStore(call.database).find(id))
    guard try may(.searchOrderRead, order) else { throw Refusal.notFound }
    return order
  }

  /// Whether the caller may do something with an order.
  func may(_ permission: Permission, _ order: SearchOrder) throws -> Bool {
    try grounds(of: order, for: permission).contains { call.may(permission, on: $0) }
  }

  /// The facts of the sides on which a permission counts.
  ///
  /// Ordering is the orderer's side, searching that of the teams, reading both sides'.
  private func grounds(of order: SearchOrder, for permission: Permission) throws -> [SubjectFacts] {
    let caller = try call.signedIn()
    var isOwn = order.orderedBy == caller.reference
    if let id = try guardian(of: order) {
      guard let (person, about) = try SubjectReading(call).person(id),
        person.secrecy == .normal || about.isListed || about.isOwn
      else { return [] }
      isOwn = isOwn || order.person != nil && about.isOwn
    }
    let ordering = SubjectFacts(
      board: order.board, unit: order.unit, isOwn: isOwn, isPersonal: true)
    if permission == .searchOrderCreate { return [ordering] }
    let teams =
      [(order.team, order.teamUnit)]
      + (try SearchStore(call.database).told(order.id).map { ($0.team, $0.unit) })
    let searching = teams.map { team, unit in
      SubjectFacts(board: order.board, unit: unit, team: team, isPersonal: true)
    }
    return permission == .searchOrderRead ? [ordering] + searching : searching
  }

  /// The person whose record guards an order: the one looked for, or the one whom a code turned
  /// out to be.
  func guardian(of order: SearchOrder) throws -> PersonID? {
    if let person = order.person { return person }
    return try order.contactCode.flatMap { code in
      try ContactCodeStore(call.database).find(code)?.person
    }
  }

  /// Whether no list of readers guards the one who is looked for: only then it goes to devices.
  func isUnguarded(_ order: SearchOrder) throws -> Bool {
    guard let id = try guardian(of: order) else { return true }
    return try PersonStore(call.database).find(id)?.secrecy == .normal
  }

  /// The orders that the caller may read, in the order of their ids, after one of them.
  func list(isOpen: Bool?, after: SearchOrderID?, limit: Int) throws -> [SearchOrder] {
    var found: [SearchOrder] = []
    var mark = after ?? SearchOrderID(high: 0, low: 0)
    let arms = try arms()
    while found.count < limit {
      let batch = try rows(arms, isOpen: isOpen, after: mark, limit: limit)
      found += try batch.filter { order in
        let fits = isOpen.map { $0 == order.status(on: call.today).isOpen } ?? true
        return try fits && may(.searchOrderRead, order)
      }
      guard batch.count >= limit, let last = batch.last else { break }
      mark = last.id
    }
    return Array(found.prefix(limit))
  }

  // An order whose last day has passed is stored as open, and reads as ended.
  private func rows(
    _ arms: [SearchArm], isOpen: Bool?, after: SearchOrderID, limit: Int
  ) throws -> [SearchOrder] {
    let store = SearchStore(call.database)
    var found: [SearchOrderID: SearchOrder] = [:]
    for arm in arms {
      for stored in isOpen == true ? [true] : [true, false] {
        for order in try store.list(arm, isOpen: stored, after: after, limit: limit) {
          found[order.id] = order
        }
      }
    }
    return Array(found.values.sorted { $0.id < $1.id }.prefix(limit))
  }

  private func arms() throws -> [SearchArm] {
    let caller = try call.signedIn()
    let reach = caller.reach(.searchOrderRead, at: call.now)
    var arms = reach.boards.sorted().map(SearchArm.board)
    arms += reach.units.sorted().map(SearchArm.unit)
    // The teams of the units and the caller's own; those of whole boards are in the boards.
    var below = reach
    below.boards = []
    below.namedWithin = []
    for team in try TeamReach(call.database).teams(below) { arms += [.team(team), .told(team)] }
    if !reach.ownWithin.isEmpty {
      arms.append(.orderedBy(caller.reference))
      arms += caller.careHolders(at: call.now).map(\.id).sorted().map(SearchArm.heldBy)
    }
    return arms
  }
}
