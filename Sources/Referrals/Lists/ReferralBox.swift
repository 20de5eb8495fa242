// Which referrals a list shows: a box says from which side and in which state, a reach how far the
// caller sees; together they give the columns that the list starts from.

import Access
import Pipeline
import Vocabulary

/// A box of referrals.
enum ReferralBox: String, CaseIterable {
  /// Open, sent to the caller, its team, unit or board.
  case inbox
  /// Sent by the caller's side.
  case sent
  /// Handled by the caller.
  case mine
  /// In the inbox, and the answer is late.
  case overdue
  /// In the inbox, and nobody has it yet.
  case triage
  /// Received and ended.
  case closed

  /// Whether it shows what the caller's side sent.
  var isSent: Bool { self == .sent }
}

/// What a list is narrowed to.
struct ReferralFilter {
  var statuses: [ReferralStatus] = []
  var urgencies: [Urgency] = []
  var reference: String?
  var changedSince: Timestamp?
  var createdFrom: Timestamp?
  var createdBefore: Timestamp?
}

/// A column that an index begins with, and the value to start from.
struct ReferralArm: Hashable {
  enum Column: String {
    case receiverBoard = "receiver_board_id"
    case receiverUnit = "receiver_unit_id"
    case receiverPartner = "receiver_partner_id"
    case team = "team_id"
    case handler = "handler_id"
    case senderBoard = "sender_board_id"
    case senderUnit = "sender_unit_id"
    case senderPartner = "sender_partner_id"
    case author = "author"
  }

  let column: Column
  let id: AnyID?
  let text: String?

  init<Subject>(_ column: Column, _ id: ID<Subject>) {
    self.column = column
    self.id = id.erased
    text = nil
  }

  init(author: String) {
    column = .author
    id = nil
    text = author
  }
}

extension ReferralBox {
  /// Where the list starts from, for what a permission reaches.
  func arms(_ reach: Reach, for caller: Caller, at now: Timestamp) -> [ReferralArm] {
    if isSent {
      var arms = reach.boards.sorted().map { ReferralArm(.senderBoard, $0) }
      arms += reach.units.sorted().map { ReferralArm(.senderUnit, $0) }
      if let partner = reach.partner { arms.append(ReferralArm(.senderPartner, partner)) }
      if !reach.ownWithin.isEmpty { arms.append(ReferralArm(author: caller.reference)) }
      return arms
    }
    if self == .mine { return caller.user.map { [ReferralArm(.handler, $0)] } ?? [] }
    var arms = reach.boards.sorted().map { ReferralArm(.receiverBoard, $0) }
    arms += reach.units.sorted().map { ReferralArm(.receiverUnit, $0) }
    arms += reach.teams.sorted().map { ReferralArm(.team, $0) }
    if let partner = reach.partner { arms.append(ReferralArm(.receiverPartner, partner)) }
    if !reach.ownWithin.isEmpty, let user = caller.user {
      arms.append(ReferralArm(.handler, user))
      for board in reach.ownWithin.sorted() {
        arms += caller.teams(within: board, at: now).sorted().map { ReferralArm(.team, $0) }
      }
    }
    return arms
  }
}
