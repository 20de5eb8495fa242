// Codes of the count of homeless people (kartläggning): rounds, returns, rows.
// The codes are the contract; the labels are for people and may be reworded.

/// Where a count round stands.
public enum CountStatus: String, CodeList {
  /// Planned (planerad).
  case planned
  /// Open for reports (öppen).
  case open
  /// Closed for reports (stängd).
  case closed
  /// Duplicates settled, the key destroyed (avstämd).
  case reconciled
  /// Published: final (publicerad).
  case published

  /// The name of the list.
  public static let listName = "count-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .planned: Label("planerad", "planned")
    case .open: Label("öppen för rapportering", "open for reports")
    case .closed: Label("stängd för rapportering", "closed for reports")
    case .reconciled: Label("avstämd, nyckeln förstörd", "reconciled, the key destroyed")
    case .published: Label("publicerad", "published")
    }
  }
}

/// How far a reporter has come in a count round.
public enum CountReturnStatus: String, CodeList {
  /// Nothing has come yet (inväntas).
  case waiting
  /// Rows are coming in (rapporterar).
  case reporting
  /// All rows are in (klar).
  case done
  /// Nobody to report (inga att rapportera).
  case none

  /// The name of the list.
  public static let listName = "count-return-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .waiting: Label("inväntas", "awaited")
    case .reporting: Label("rapporterar", "reporting")
    case .done: Label("klar", "done")
    case .none: Label("inga att rapportera", "nobody to report")
    }
  }

  /// Whether the reporter has nothing more to do.
  public var isFinished: Bool { self == .done || self == .none }
}

/// Why a row is left out of a count.
public enum CountExclusion: String, CodeList {
  /// The person lives in another municipality (annan kommun).
  case otherMunicipality = "other_municipality"
  /// The situation is none of the definition (omfattas inte).
  case outsideDefinition = "outside_definition"
  /// It was not so within the days of the round (utanför mätperioden).
  case outsidePeriod = "outside_period"
  /// The same person as another row (dubblett).
  case duplicate
  /// Entered by mistake (felregistrerad).
  case enteredInError = "entered_in_error"

  /// The name of the list.
  public static let listName = "count-exclusion"

  /// What people read.
  public var label: Label {
    switch self {
    case .otherMunicipality: Label("annan kommun", "another municipality")
    case .outsideDefinition: Label("omfattas inte av definitionen", "outside the definition")
    case .outsidePeriod: Label("utanför mätperioden", "outside the period")
    case .duplicate: Label("dubblett", "duplicate")
    case .enteredInError: Label("felregistrerad", "entered by mistake")
    }
  }
}

/// Whether the person has contact with social services (kontakt med socialtjänsten).
public enum SocialServicesContact: String, CodeList {
  /// Yes (ja).
  case yes
  /// No (nej).
  case no
  /// Not known (vet inte).
  case unknown

  /// The name of the list.
  public static let listName = "social-services-contact"

  /// What people read.
  public var label: Label {
    switch self {
    case .yes: Label("ja", "yes")
    case .no: Label("nej", "no")
    case .unknown: Label("vet inte", "not known")
    }
  }
}
