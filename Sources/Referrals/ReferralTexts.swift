// The plain sentence about where a referral stands, for the side that reads it, and advice on what
// else to do.

import Pipeline
import Vocabulary

/// Sentences about referrals.
enum ReferralTexts {
  /// Where it stands, as the sender or the receiver would say it.
  static func status(
    _ status: ReferralStatus, _ business: ReferralBusinessStatus?, for side: Side
  ) -> Label {
    switch status {
    case .draft: Label("Utkast, inte skickat", "Draft, not sent")
    case .requested: requested(business, for: side)
    case .accepted: accepted(business)
    case .inProgress: Label("Arbetet pågår", "Work is in progress")
    case .onHold: Label("Vilar tills vidare", "On hold")
    case .completed: Label("Avslutad", "Completed")
    case .failed: Label("Kunde inte genomföras", "Could not be carried out")
    case .rejected:
      business == .forwarded
        ? Label("Skickad vidare till en annan mottagare", "Forwarded to another receiver")
        : Label("Avböjd", "Declined")
    case .cancelled:
      business == .consentWithdrawn
        ? Label("Avslutad, samtycket är återkallat", "Ended, the consent was withdrawn")
        : Label("Återtagen av avsändaren", "Cancelled by the sender")
    case .enteredInError: Label("Felregistrerad", "Entered in error")
    }
  }

  private static func requested(_ business: ReferralBusinessStatus?, for side: Side) -> Label {
    switch (business, side) {
    case (.infoRequested, .sender): Label("Ni har fått en fråga", "You have been asked a question")
    case (.infoRequested, _):
      Label("Väntar på svar från avsändaren", "Waiting for the sender's reply")
    case (.received, .sender):
      Label("Öppnad, inte besvarad än", "Opened, not answered yet")
    case (.received, _): Label("Öppnad, väntar på ert svar", "Opened, waiting for your answer")
    case (_, .sender): Label("Skickad, inte öppnad än", "Sent, not opened yet")
    default: Label("Ny, inte öppnad", "New, not opened")
    }
  }

  private static func accepted(_ business: ReferralBusinessStatus?) -> Label {
    switch business {
    case .waitlisted: Label("I kö", "On the waiting list")
    case .scheduled: Label("Tid bokad", "An appointment is booked")
    default: Label("Mottagen, inte påbörjad", "Accepted, not started")
    }
  }

  /// One piece of advice.
  struct Advice {
    let code: String
    let text: Label
    let phone: String?
  }

  /// What the sender should also think of.
  static func advice(on referral: Referral, at now: Timestamp) -> [Advice] {
    guard referral.isOpen else { return [] }
    var advice: [Advice] = []
    if referral.urgency == .emergency {
      advice.append(
        Advice(
          code: "call_112",
          text: Label("Vid fara för liv: ring 112.", "If life is in danger: call 112."),
          phone: "112"))
    }
    if let hours = referral.receiver.hours, !hours.isOpen(at: now) {
      advice.append(
        Advice(
          code: "closed_now",
          text: Label("Mottagaren har stängt just nu.", "The receiver is closed right now."),
          phone: referral.receiver.phone))
    }
    let hasChildren = referral.subject.isChild || referral.subject.children == .yes
    if hasChildren || referral.basis.kind == .dutyToReport {
      advice.append(
        Advice(
          code: "child_consider_concern_report",
          text: Label(
            "Misstänker du att ett barn far illa: gör också en orosanmälan.",
            "If you suspect that a child is harmed: make a concern report too."),
          phone: nil))
    }
    if referral.subject.phone != nil, referral.subject.safe == nil,
      !referral.needs.filter({ $0 == .violence || $0 == .honour }).isEmpty
    {
      advice.append(
        Advice(
          code: "unsafe_channel",
          text: Label(
            "Det är inte sagt när det är säkert att ringa.",
            "Nobody has said when it is safe to ring."),
          phone: nil))
    }
    return advice
  }
}
