// Pure rules of referrals: when the identity opens and closes, how the clock runs, what to advise.

import Pipeline
import Vocabulary

/// The rules of referrals.
enum ReferralRules {
  /// Days after its end within which a referral can be reopened.
  static let reopenDaysMax = 30

  /// Whether a step that the table allows makes sense for this referral now.
  static func applies(_ step: Step, to referral: Referral, at now: Timestamp) -> Bool {
    switch step.name {
    case "acknowledge": referral.acknowledgedAt == nil
    case "forward": referral.businessStatus != .forwarded
    case "reopen":
      referral.businessStatus != .forwarded
        && referral.closedAt.map { $0.plus(days: reopenDaysMax) > now } ?? false
    default: true
    }
  }

  /// What the receiver may see from the start, and what decided it: the duty to act on an emergency
  /// or for a child starts on receipt.
  static func disclosure(
    _ urgency: Urgency, _ subject: ReferralSubject, wantsAtSubmit: Bool
  ) -> (DisclosureStage, DisclosureReason) {
    if urgency == .emergency { return (.identity, .emergency) }
    if subject.isChild { return (.identity, .child) }
    return wantsAtSubmit ? (.identity, .atSubmit) : (.need, .atAccept)
  }

  /// When an answer is due once a question that stopped the clock is answered: as many office days
  /// later as were left; in an emergency as many milliseconds.
  static func dueAfterPause(
    _ due: Timestamp, pausedAt: Timestamp, now: Timestamp, urgency: Urgency
  ) -> Timestamp {
    if urgency == .emergency {
      return Timestamp(milliseconds: due.milliseconds + now.milliseconds - pausedAt.milliseconds)
    }
    let left = officeDays(after: Day.of(pausedAt), through: Day.of(due))
    let today = Day.of(now)
    let end = CivilTime.instant(day: today, hour: OfficeDays.endHour, minute: 0)
    if left == 0, OfficeDays.contains(today), now < end { return end }
    return OfficeDays.plus(max(1, left), from: now)
  }

  private static func officeDays(after first: Day, through last: Day) -> Int {
    var day = first
    var count = 0
    while day < last {
      day = day.plus(days: 1)
      if OfficeDays.contains(day) { count += 1 }
    }
    return count
  }

  /// Whether an end closes the identity to the receiver: to a board only when it never took the
  /// person on, for what it did is its own record (SoL 14 kap.); to a partner always.
  static func closesIdentity(_ status: ReferralStatus, _ referral: Referral) -> Bool {
    switch status {
    case .rejected, .cancelled: true
    case .completed, .failed, .enteredInError: referral.receiver.partner != nil
    case .draft, .requested, .accepted, .inProgress, .onHold: false
    }
  }
}
