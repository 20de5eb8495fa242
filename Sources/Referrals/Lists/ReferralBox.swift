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

    /// The index that the list walks, in the order of ids.
    func index(hasReference: Bool) -> String {
      switch self {
      case .receiverBoard: "referral_receiver_board_index"
      case .receiverUnit: "referral_receiver_unit_index"
      case .receiverPartner: "referral_receiver_partner_index"
      case .team: "referral_team_index"
      case .handler: "referral_handler_index"
      case .senderBoard:
        hasReference ? "referral_board_reference_index" : "referral_sender_board_index"
      case .senderUnit: "referral_sender_unit_index"
      case .senderPartner:
        hasReference ? "referral_partner_reference_index" : "referral_sender_partner_index"
      case .author: "referral_author_index"
      }
    }
  }

  let column: Column
  let id: AnyID?
  let text: String?
  /// The boards that the caller's side must be one of; nil where the column says enough.
  let within: [BoardID]?

  init<Subject>(_ column: Column, _ id: ID<Subject>, within boards: [BoardID]? = nil) {
    self.column = column
    self.id = id.erased
    text = nil
    within = boards
  }

  init(author: String, within boards: [BoardID]) {
    column = .author
    id = nil
    text = author
    within = boards
  }
}

extension ReferralBox {
  /// Where the list starts from, for what the caller reaches: the decision about one referral
  /// turned round (`ReferralView`).
  func arms(for caller: Caller, at now: Timestamp) -> [ReferralArm] {
    switch self {
    case .sent: sentArms(caller.reach(.referralReadSent, at: now), for: caller)
    case .mine: caller.user.map { [ReferralArm(.handler, $0)] } ?? []
    case .inbox, .overdue, .triage, .closed:
      receivedArms(caller.reach(.referralReadReceived, at: now))
        + workedArms(caller.reach(.referralWork, at: now), for: caller, at: now)
    }
  }

  // A key or grant that names a board or a partner names all its referrals.
  private func sentArms(_ reach: Reach, for caller: Caller) -> [ReferralArm] {
    let boards = reach.boards.union(reach.namedWithin).sorted()
    let partners = reach.partners.union(reach.namedOfPartners).sorted()
    var arms = boards.map { ReferralArm(.senderBoard, $0) }
    arms += reach.units.sorted().map { ReferralArm(.senderUnit, $0) }
    arms += partners.map { ReferralArm(.senderPartner, $0) }
    if !reach.ownWithin.isEmpty {
      arms.append(ReferralArm(author: caller.reference, within: reach.ownWithin.sorted()))
    }
    return arms
  }

  private func receivedArms(_ reach: Reach) -> [ReferralArm] {
    let boards = reach.boards.union(reach.namedWithin).sorted()
    let partners = reach.partners.union(reach.namedOfPartners).sorted()
    var arms = boards.map { ReferralArm(.receiverBoard, $0) }
    arms += reach.units.sorted().map { ReferralArm(.receiverUnit, $0) }
    arms += reach.teams.sorted().map { ReferralArm(.team, $0) }
    arms += partners.map { ReferralArm(.receiverPartner, $0) }
    return arms
  }

  // What the caller or a team of theirs was given to work with, in whatever unit it lies.
  private func workedArms(
    _ reach: Reach, for caller: Caller, at now: Timestamp
  ) -> [ReferralArm] {
    guard !reach.ownWithin.isEmpty, let user = caller.user else { return [] }
    let boards = reach.ownWithin.sorted()
    let teams = boards.flatMap { caller.teams(within: $0, at: now) }.sorted()
    return [ReferralArm(.handler, user, within: boards)] + teams.map { ReferralArm(.team, $0) }
  }
}
