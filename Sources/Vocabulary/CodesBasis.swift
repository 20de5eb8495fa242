// Codes for why personal data may be passed on and used.
// The codes are the contract; the labels are for people and may be reworded.

/// The basis that the sender gives for a referral (grund).
public enum BasisKind: String, CodeList {
  /// Consent (samtycke).
  case consent
  /// Duty to report (anmälningsskyldighet).
  case dutyToReport = "duty_to_report"
  /// Anonymous (anonym).
  case anonymous
  /// A statute, for what an authority passes on (sekretessbrytande bestämmelse).
  case statute

  /// The name of the list.
  public static let listName = "basis-kind"

  /// What people read.
  public var label: Label {
    switch self {
    case .consent: Label("samtycke", "consent")
    case .dutyToReport: Label("anmälningsskyldighet", "duty to report")
    case .anonymous: Label("anonym", "anonymous")
    case .statute: Label("sekretessbrytande bestämmelse", "statute")
    }
  }
}

/// How a consent was given.
public enum ConsentForm: String, CodeList {
  /// Oral (muntligt).
  case oral
  /// Written (skriftligt).
  case written
  /// Electronic (elektroniskt).
  case electronic

  /// The name of the list.
  public static let listName = "consent-form"

  /// What people read.
  public var label: Label {
    switch self {
    case .oral: Label("muntligt", "oral")
    case .written: Label("skriftligt", "written")
    case .electronic: Label("elektroniskt", "electronic")
    }
  }
}

/// What a consent covers.
public enum ConsentCover: String, CodeList {
  /// The referral (remissen).
  case referral
  /// Feedback to the sender (återkoppling till avsändaren).
  case feedback
  /// Forwarding (att skicka vidare).
  case forward

  /// The name of the list.
  public static let listName = "consent-cover"

  /// What people read.
  public var label: Label {
    switch self {
    case .referral: Label("remissen", "the referral")
    case .feedback: Label("återkoppling till avsändaren", "feedback to the sender")
    case .forward: Label("att skicka vidare", "forwarding")
    }
  }
}

/// What personal data are opened for (ändamål), as `Access-Purpose` says.
public enum Purpose: String, CodeList {
  /// Casework (handläggning).
  case casework
  /// Follow-up (uppföljning).
  case followup
  /// Supervision (tillsyn och loggkontroll).
  case supervision
  /// Emergency (nödläge).
  case emergency

  /// The name of the list.
  public static let listName = "purpose"

  /// What people read.
  public var label: Label {
    switch self {
    case .casework: Label("handläggning", "casework")
    case .followup: Label("uppföljning", "follow-up")
    case .supervision: Label("tillsyn och loggkontroll", "supervision")
    case .emergency: Label("nödläge", "emergency")
    }
  }
}
