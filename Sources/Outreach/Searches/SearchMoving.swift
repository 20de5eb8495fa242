// What follows when an order begins, goes on or ends: its history, the relation that lets the teams
// know the person, the devices, and the tip that it came from.

import Access
import People
import Pipeline
import SQLite
import Vocabulary

/// Moves search orders for one caller.
struct SearchMoving {
  /// So long after an order ends, those who looked still know whom.
  static let knownDaysAfter = 30

  private let call: Call

  init(_ call: Call) { self.call = call }

  /// What follows when an order is made: the teams may know whom they look for.
  func began(_ order: SearchOrder, told: [TeamID]) throws {
    try append("order", from: "", to: .ordered, text: nil, to: order.id)
    try relate(order, [order.team] + told)
    try note(order)
  }

  /// Moves an order, by a step or by an attempt.
  func move(
    _ order: SearchOrder, to status: SearchOrderStatus, step: String, takenBy: UserID? = nil,
    deadline: Day? = nil, text: String? = nil
  ) throws {
    let store = SearchStore(call.database)
    let from = order.status(on: call.today)
    try store.set(
      order.id, to: status, takenBy: takenBy ?? order.takenBy.map { UserID($0.id) },
      deadline: deadline ?? order.deadline,
      result: status.isOpen ? order.result : text ?? order.result, at: call.now)
    try append(step, from: from.code, to: status, text: text, to: order.id)
    let teams = [order.team] + (try store.told(order.id).map(\.team))
    if deadline != nil { try relate(order, teams) } else { try settle(order, teams) }
    if !status.isOpen { try TipClosing(call).ended(order.id, as: status) }
    try note(order)
  }

  private func append(
    _ step: String, from: String, to status: SearchOrderStatus, text: String?,
    to order: SearchOrderID
  ) throws {
    let caller = try call.signedIn()
    let event = SearchEvent(
      id: call.makeID(), step: step, from: from, to: status.code, at: call.now,
      actorName: caller.name, text: text)
    try SearchStore(call.database).append(event, actor: caller.reference, to: order)
  }

  // A guarded record opens to nobody by an order: those who look must be on its list.
  private func relate(_ order: SearchOrder, _ teams: [TeamID]) throws {
    guard let person = order.person, try SearchReading(call).isUnguarded(order) else { return }
    for team in teams {
      try CareRelationStore(call.database).add(
        person: person, holder: .team(team), why: .commission, at: call.now)
    }
    try settle(order, teams)
  }

  // The relation ends some weeks after the last of the person's orders to the team.
  private func settle(_ order: SearchOrder, _ teams: [TeamID]) throws {
    guard let person = order.person else { return }
    for team in teams {
      let deadlines = try SearchStore(call.database).deadlines(ofOpen: person, for: team)
      let end =
        deadlines.isEmpty
        ? call.now
        : deadlines.contains(nil)
          ? nil : deadlines.compactMap(\.self).max().map { CivilTime.start(of: $0.plus(days: 1)) }
      guard let end else { continue }
      try CareRelationStore(call.database).end(
        person: person, holder: .team(team), why: .commission,
        at: end.plus(days: Self.knownDaysAfter))
    }
  }

  // Devices hear of orders that no list of readers guards; the others are read online.
  private func note(_ order: SearchOrder) throws {
    guard try SearchReading(call).isUnguarded(order) else { return }
    let changes = FieldChanges(call.database)
    try changes.note(.searchOrder, order.id, for: order.team)
    for told in try SearchStore(call.database).told(order.id) {
      try changes.note(.searchOrder, order.id, for: told.team)
    }
  }
}
