// Codes in the life of a referral (remiss).
// The codes are the contract; the labels are for people and may be reworded.

/// How soon an answer is needed (angelägenhetsgrad).
public enum Urgency: String, CodeList {
  /// Emergency, answer within an hour (akut, svar inom en timme).
  case emergency
  /// Urgent, answer within one office day (brådskande, svar inom en arbetsdag).
  case urgent
  /// Soon, answer within three office days (snart, svar inom tre arbetsdagar).
  case soon
  /// Routine, answer within ten office days (vanlig, svar inom tio arbetsdagar).
  case routine

  /// The name of the list.
  public static let listName = "urgency"

  /// What people read.
  public var label: Label {
    switch self {
    case .emergency: Label("akut, svar inom en timme", "emergency, answer within an hour")
    case .urgent:
      Label("brådskande, svar inom en arbetsdag", "urgent, answer within one office day")
    case .soon: Label("snart, svar inom tre arbetsdagar", "soon, answer within three office days")
    case .routine:
      Label("vanlig, svar inom tio arbetsdagar", "routine, answer within ten office days")
    }
  }

  /// When an answer is due where the service says nothing else: an hour later in an emergency,
  /// else at the end of the 1st, 3rd or 10th office day.
  public func due(from received: Timestamp) -> Timestamp {
    switch self {
    case .emergency: received.plus(seconds: 3600)
    case .urgent: OfficeDays.plus(1, from: received)
    case .soon: OfficeDays.plus(3, from: received)
    case .routine: OfficeDays.plus(10, from: received)
    }
  }
}

/// Where a referral stands, in the words of FHIR Task.
public enum ReferralStatus: String, CodeList {
  /// Draft (utkast).
  case draft
  /// Sent (skickad).
  case requested
  /// Accepted (mottagen).
  case accepted
  /// Declined (avböjd).
  case rejected
  /// In progress (pågår).
  case inProgress = "in-progress"
  /// On hold (vilar).
  case onHold = "on-hold"
  /// Completed (avslutad).
  case completed
  /// Could not be carried out (kunde inte genomföras).
  case failed
  /// Cancelled (återtagen).
  case cancelled
  /// Entered in error (felregistrerad).
  case enteredInError = "entered-in-error"

  /// The name of the list.
  public static let listName = "referral-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .draft: Label("utkast", "draft")
    case .requested: Label("skickad", "sent")
    case .accepted: Label("mottagen", "accepted")
    case .rejected: Label("avböjd", "declined")
    case .inProgress: Label("pågår", "in progress")
    case .onHold: Label("vilar", "on hold")
    case .completed: Label("avslutad", "completed")
    case .failed: Label("kunde inte genomföras", "could not be carried out")
    case .cancelled: Label("återtagen", "cancelled")
    case .enteredInError: Label("felregistrerad", "entered in error")
    }
  }

  /// Whether the referral still waits for something: requested, accepted, in progress, on hold.
  public var isOpen: Bool {
    switch self {
    case .requested, .accepted, .inProgress, .onHold: true
    case .draft, .rejected, .completed, .failed, .cancelled, .enteredInError: false
    }
  }
}

/// The finer state within a status.
public enum ReferralBusinessStatus: String, CodeList {
  /// Opened (öppnad).
  case received
  /// Question asked (fråga ställd).
  case infoRequested = "info_requested"
  /// On the waiting list (i kö).
  case waitlisted
  /// Appointment booked (tid bokad).
  case scheduled
  /// Forwarded (skickad vidare).
  case forwarded
  /// Consent withdrawn (samtycket återkallat).
  case consentWithdrawn = "consent_withdrawn"

  /// The name of the list.
  public static let listName = "referral-business-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .received: Label("öppnad", "opened")
    case .infoRequested: Label("fråga ställd", "question asked")
    case .waitlisted: Label("i kö", "on the waiting list")
    case .scheduled: Label("tid bokad", "appointment booked")
    case .forwarded: Label("skickad vidare", "forwarded")
    case .consentWithdrawn: Label("samtycket återkallat", "consent withdrawn")
    }
  }
}

/// What came of a completed referral (resultat).
public enum Outcome: String, CodeList {
  /// Got help (fick hjälp).
  case gotHelp = "got_help"
  /// Got some help (fick delvis hjälp).
  case partly
  /// Enrolled (inskriven).
  case enrolled
  /// Referred on (hänvisad vidare).
  case referredOn = "referred_on"

  /// The name of the list.
  public static let listName = "outcome"

  /// What people read.
  public var label: Label {
    switch self {
    case .gotHelp: Label("fick hjälp", "got help")
    case .partly: Label("fick delvis hjälp", "got some help")
    case .enrolled: Label("inskriven", "enrolled")
    case .referredOn: Label("hänvisad vidare", "referred on")
    }
  }
}

/// Why an accepted referral came to nothing.
public enum FailReason: String, CodeList {
  /// No contact (fick inte kontakt).
  case noContact = "no_contact"
  /// Not eligible (hör inte till målgruppen).
  case notEligible = "not_eligible"
  /// No capacity (plats saknas).
  case noCapacity = "no_capacity"
  /// The person declined (personen tackade nej).
  case personDeclined = "person_declined"
  /// Did not show up (personen kom inte).
  case noShow = "no_show"
  /// Has moved (har flyttat).
  case moved
  /// Has died (har avlidit).
  case deceased
  /// Other (annat).
  case other

  /// The name of the list.
  public static let listName = "fail-reason"

  /// What people read.
  public var label: Label {
    switch self {
    case .noContact: Label("fick inte kontakt", "no contact")
    case .notEligible: Label("hör inte till målgruppen", "not eligible")
    case .noCapacity: Label("plats saknas", "no capacity")
    case .personDeclined: Label("personen tackade nej", "the person declined")
    case .noShow: Label("personen kom inte", "did not show up")
    case .moved: Label("har flyttat", "has moved")
    case .deceased: Label("har avlidit", "has died")
    case .other: Label("annat", "other")
    }
  }
}

/// Why a referral was not taken (skäl att avböja).
public enum DeclineReason: String, CodeList {
  /// No capacity (plats saknas).
  case noCapacity = "no_capacity"
  /// Not eligible (hör inte till målgruppen).
  case notEligible = "not_eligible"
  /// Wrong receiver (fel mottagare).
  case wrongReceiver = "wrong_receiver"
  /// Already known here (redan känd här).
  case alreadyKnown = "already_known"
  /// No contact (fick inte kontakt).
  case noContact = "no_contact"
  /// Other (annat).
  case other

  /// The name of the list.
  public static let listName = "decline-reason"

  /// What people read.
  public var label: Label {
    switch self {
    case .noCapacity: Label("plats saknas", "no capacity")
    case .notEligible: Label("hör inte till målgruppen", "not eligible")
    case .wrongReceiver: Label("fel mottagare", "wrong receiver")
    case .alreadyKnown: Label("redan känd här", "already known here")
    case .noContact: Label("fick inte kontakt", "no contact")
    case .other: Label("annat", "other")
    }
  }
}

/// Where an appointment stands (bokad tid).
public enum AppointmentStatus: String, CodeList {
  /// Proposed (föreslagen).
  case proposed
  /// Booked (bokad).
  case booked
  /// Kept (genomförd).
  case kept
  /// Missed (utebliven).
  case missed
  /// Moved (ombokad).
  case moved
  /// Cancelled (avbokad).
  case cancelled

  /// The name of the list.
  public static let listName = "appointment-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .proposed: Label("föreslagen", "proposed")
    case .booked: Label("bokad", "booked")
    case .kept: Label("genomförd", "kept")
    case .missed: Label("utebliven", "missed")
    case .moved: Label("ombokad", "moved")
    case .cancelled: Label("avbokad", "cancelled")
    }
  }
}

/// What the receiver may see: the need only, or who it is.
public enum DisclosureStage: String, CodeList {
  /// The need (behovet).
  case need
  /// The identity (identiteten).
  case identity

  /// The name of the list.
  public static let listName = "disclosure-stage"

  /// What people read.
  public var label: Label {
    switch self {
    case .need: Label("behovet", "the need")
    case .identity: Label("identiteten", "the identity")
    }
  }
}

/// What decided when the identity opens.
public enum DisclosureReason: String, CodeList {
  /// Opens on accepting (öppnas när remissen tas emot).
  case atAccept = "at_accept"
  /// Opened by the sender at once (avsändaren öppnade direkt).
  case atSubmit = "at_submit"
  /// Emergency (akut läge).
  case emergency
  /// A child is concerned (barn berörs).
  case child

  /// The name of the list.
  public static let listName = "disclosure-reason"

  /// What people read.
  public var label: Label {
    switch self {
    case .atAccept: Label("öppnas när remissen tas emot", "opens on accepting")
    case .atSubmit: Label("avsändaren öppnade direkt", "opened by the sender at once")
    case .emergency: Label("akut läge", "emergency")
    case .child: Label("barn berörs", "a child is concerned")
    }
  }
}
