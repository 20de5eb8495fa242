// What other rooms ask of referrals: whether a caller may know of one, and how their own stand. A
// start page needs counts and times, nothing about anybody.

import Access
package import JSON
package import Pipeline
import SQLite
package import Vocabulary

/// A caller's own referrals at a glance.
package struct ReferralGlance {
  /// One open referral that the caller handles.
  package struct Item: Sendable {
    /// Its id.
    package let id: ReferralID
    /// Its board.
    package let board: BoardID
    fileprivate let row: ReferralListItem
  }

  /// Most items shown, and the end of a count.
  package static let countMax = 200

  private let call: Call

  /// A glance for one call.
  package init(_ call: Call) { self.call = call }

  /// Whether the caller may know that a referral exists.
  ///
  /// - Throws: `DatabaseError`.
  package func isVisible(_ id: ReferralID) throws -> Bool {
    guard let referral = try ReferralStore(call.database).find(id) else { return false }
    do {
      return try !ReferralView(referral, for: call).isLimited
    } catch let refusal as Refusal where refusal.code == .notFound {
      return false
    }
  }

  /// The open referrals that the caller handles, newest first.
  ///
  /// - Throws: `DatabaseError`.
  package func mine() throws -> [Item] {
    try rows(.mine).map { Item(id: $0.id, board: $0.board, row: $0) }
  }

  /// How many are in the caller's inbox, and how many of them are late; counted to ``countMax``.
  ///
  /// - Throws: `DatabaseError`.
  package func counts() throws -> (inbox: Int, overdue: Int) {
    (try rows(.inbox).count, try rows(.overdue).count)
  }

  /// Writes an item with the minutes that are left to answer.
  package func write(_ item: Item, to writer: inout JSONWriter) {
    let due = item.row.responseDue
    writer.object { writer in
      writer.member("id", item.id)
      writer.member("number", item.row.number)
      writer.member("status", item.row.status.code)
      writer.member("urgency", item.row.urgency.code)
      writer.member("responseDue", due)
      writer.member(
        "minutesLeft", due.map { Int(($0.milliseconds - call.now.milliseconds) / 60_000) })
    }
  }

  /// What an item looks like on the wire.
  package static let itemShape: Shape = .object(
    "ReferralGlance",
    [
      .init("id", .id), .init("number", .text), .init("status", .code(ReferralStatus.self)),
      .init("urgency", .code(Urgency.self)), .init("responseDue", .nullable(.instant)),
      .init("minutesLeft", .nullable(.integer(Int(Int32.min)...Int(Int32.max)))),
    ])

  private func rows(_ box: ReferralBox) throws -> [ReferralListItem] {
    let caller = try call.signedIn()
    guard caller.refusalByAgreement(at: call.now) == nil else { return [] }
    let found = try ReferralListStore(call.database).list(
      box.arms(for: caller, at: call.now), box, ReferralFilter(), before: nil,
      limit: Self.countMax, at: call.now)
    return try found.filter { item in
      guard item.guarding.receiver != .normal || box == .mine else { return true }
      return try isVisible(item.id)
    }
  }
}
