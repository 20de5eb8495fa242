// Codes about the life of partners, agreements and services.
// The codes are the contract; the labels are for people and may be reworded.

/// Where a partner stands.
public enum PartnerStatus: String, CodeList {
  /// Applied (anmäld).
  case applied
  /// Verified (kontrollerad).
  case verified
  /// Active (aktiv).
  case active
  /// Suspended (pausad).
  case suspended
  /// Closed (avslutad).
  case closed

  /// The name of the list.
  public static let listName = "partner-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .applied: Label("anmäld", "applied")
    case .verified: Label("kontrollerad", "verified")
    case .active: Label("aktiv", "active")
    case .suspended: Label("pausad", "suspended")
    case .closed: Label("avslutad", "closed")
    }
  }
}

/// Where an agreement stands.
public enum AgreementStatus: String, CodeList {
  /// Draft (utkast).
  case draft
  /// In review (under granskning).
  case review
  /// Active (gäller).
  case active
  /// Suspended (vilande).
  case suspended
  /// Expired (har löpt ut).
  case expired
  /// Terminated (uppsagt).
  case terminated

  /// The name of the list.
  public static let listName = "agreement-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .draft: Label("utkast", "draft")
    case .review: Label("under granskning", "in review")
    case .active: Label("gäller", "active")
    case .suspended: Label("vilande", "suspended")
    case .expired: Label("har löpt ut", "expired")
    case .terminated: Label("uppsagt", "terminated")
    }
  }
}

/// Whether a service is given at present; HSDS has the same four.
public enum ServiceStatus: String, CodeList {
  /// Active (ges).
  case active
  /// Inactive (ges inte).
  case inactive
  /// Defunct (nedlagd).
  case defunct
  /// Temporarily closed (tillfälligt stängd).
  case temporarilyClosed = "temporarily_closed"

  /// The name of the list.
  public static let listName = "service-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .active: Label("ges", "active")
    case .inactive: Label("ges inte", "inactive")
    case .defunct: Label("nedlagd", "defunct")
    case .temporarilyClosed: Label("tillfälligt stängd", "temporarily closed")
    }
  }
}

/// What kind of help a service is, in the eyes of SoL (2025:400) 11 kap. 5 §.
public enum ServiceForm: String, CodeList {
  /// Contact person, contact family (kontaktperson, kontaktfamilj).
  case contactPerson = "contact_person"
  /// Family home (familjehem).
  case familyHome = "family_home"
  /// Home under the act on care of misusers (LVM-hem).
  case lvmHome = "lvm_home"
  /// Special home for young people (särskilt ungdomshem).
  case youthHome = "youth_home"
  /// Placement of a child or someone of 18 to 20 (placering av barn eller unga).
  case youthPlacement = "youth_placement"
  /// Special housing (särskilt boende).
  case specialHousing = "special_housing"
  /// Care day and night (heldygnsvård).
  case fullDayCare = "full_day_care"
  /// Anything else (annan insats).
  case other

  /// The name of the list.
  public static let listName = "service-form"

  /// What people read.
  public var label: Label {
    switch self {
    case .contactPerson: Label("kontaktperson, kontaktfamilj", "contact person or family")
    case .familyHome: Label("familjehem", "family home")
    case .lvmHome: Label("LVM-hem", "home under LVM")
    case .youthHome: Label("särskilt ungdomshem", "special home for young people")
    case .youthPlacement: Label("placering av barn eller unga", "placement of children or young")
    case .specialHousing: Label("särskilt boende", "special housing")
    case .fullDayCare: Label("heldygnsvård", "care day and night")
    case .other: Label("annan insats", "other")
    }
  }

  /// Whether the law lets nobody have it without an assessment of their needs.
  public var alwaysNeedsAssessment: Bool { self != .other }
}
