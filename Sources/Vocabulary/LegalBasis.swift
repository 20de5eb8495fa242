// The statutes by which an authority may release data out of social services. Which of them apply
// is the assessor's judgement; the general clause (OSL 10:27) is left out because it does not
// reach data under OSL 26:1.

/// A legal basis of a disclosure (utlämnande) under offentlighets- och sekretesslagen (2009:400).
public enum LegalBasis: String, CodeList {
  /// Consent: OSL 10:1, 12:2.
  case consent
  /// No harm: OSL 26:1.
  case noHarm = "no_harm"
  /// Necessary for own task: OSL 10:2.
  case ownActivityNecessary = "own_activity_necessary"
  /// Technical processing: OSL 10:2 a.
  case technicalProcessing = "technical_processing"
  /// Reservation: OSL 10:14.
  case reservation
  /// Duty in law: OSL 10:28.
  case dutyInLaw = "duty_in_law"
  /// Prevention of youth crime: OSL 10:18 a.
  case youthCrimePrevention = "youth_crime_prevention"
  /// Terror or national security: OSL 10:18 b.
  case terrorOrSecurity = "terror_or_security"
  /// Violence against a relative: OSL 10:18 c.
  case violenceAgainstRelative = "violence_against_relative"
  /// Imminent crime: OSL 10:19.
  case imminentCrime = "imminent_crime"
  /// Immediate police action, under 18: OSL 10:20.
  case immediatePoliceActionMinor = "immediate_police_action_minor"
  /// Crime against a child: OSL 10:21.
  case crimeAgainstChild = "crime_against_child"
  /// Drugs or alcohol to a minor: OSL 10:22.
  case drugsToMinor = "drugs_to_minor"
  /// Serious committed crime: OSL 10:23.
  case seriousCommittedCrime = "serious_committed_crime"
  /// Crime or wrong payment: OSL 10:15 a.
  case crimeOrWrongPayment = "crime_or_wrong_payment"
  /// Needed care or support: OSL 26:9.
  case healthOrSocialNeed = "health_or_social_need"
  /// Feedback to the reporter: OSL 26:9 a.
  case reporterFeedback = "reporter_feedback"
  /// Placement in protected housing: OSL 26:14 b–d.
  case protectedHousingPlacement = "protected_housing_placement"
  /// Contact data for law enforcement: lag (2025:170) 4 §.
  case contactDataLawEnforcement = "contact_data_law_enforcement"

  /// The name of the list.
  public static let listName = "legal-basis"

  /// What people read.
  public var label: Label {
    switch self {
    case .consent: Label("samtycke", "consent")
    case .noHarm: Label("utan men", "no harm")
    case .ownActivityNecessary: Label("nödvändigt för egen verksamhet", "necessary for own task")
    case .technicalProcessing: Label("teknisk bearbetning", "technical processing")
    case .reservation: Label("förbehåll", "reservation")
    case .dutyInLaw: Label("uppgiftsskyldighet i lag", "duty in law")
    case .youthCrimePrevention: Label("förebygga brott av unga", "prevention of youth crime")
    case .terrorOrSecurity: Label("terror eller rikets säkerhet", "terror or national security")
    case .violenceAgainstRelative: Label("våld mot närstående", "violence against a relative")
    case .imminentCrime: Label("pågående eller nära förestående brott", "imminent crime")
    case .immediatePoliceActionMinor:
      Label("omedelbart polisingripande, under 18 år", "immediate police action, under 18")
    case .crimeAgainstChild: Label("brott mot barn", "crime against a child")
    case .drugsToMinor:
      Label("narkotika eller alkohol till underårig", "drugs or alcohol to a minor")
    case .seriousCommittedCrime: Label("allvarligt begånget brott", "serious committed crime")
    case .crimeOrWrongPayment: Label("brott eller felaktig utbetalning", "crime or wrong payment")
    case .healthOrSocialNeed: Label("nödvändig vård eller stöd", "needed care or support")
    case .reporterFeedback: Label("återkoppling till anmälare", "feedback to the reporter")
    case .protectedHousingPlacement:
      Label("placering i skyddat boende", "placement in protected housing")
    case .contactDataLawEnforcement:
      Label("kontaktuppgifter till brottsbekämpande myndighet", "contact data for law enforcement")
    }
  }

  /// The provision to cite.
  public var provision: String {
    switch self {
    case .consent: "OSL 10:1, 12:2"
    case .noHarm: "OSL 26:1"
    case .ownActivityNecessary: "OSL 10:2"
    case .technicalProcessing: "OSL 10:2 a"
    case .reservation: "OSL 10:14"
    case .dutyInLaw: "OSL 10:28"
    case .youthCrimePrevention: "OSL 10:18 a"
    case .terrorOrSecurity: "OSL 10:18 b"
    case .violenceAgainstRelative: "OSL 10:18 c"
    case .imminentCrime: "OSL 10:19"
    case .immediatePoliceActionMinor: "OSL 10:20"
    case .crimeAgainstChild: "OSL 10:21"
    case .drugsToMinor: "OSL 10:22"
    case .seriousCommittedCrime: "OSL 10:23"
    case .crimeOrWrongPayment: "OSL 10:15 a"
    case .healthOrSocialNeed: "OSL 26:9"
    case .reporterFeedback: "OSL 26:9 a"
    case .protectedHousingPlacement: "OSL 26:14 b–d"
    case .contactDataLawEnforcement: "lag (2025:170) 4 §"
    }
  }

  /// Whether a board may use it without having decided so: that OSL 10:15 a reaches data under
  /// 26:1 is disputed, so it is off until a board turns it on.
  public var isOnByDefault: Bool { self != .crimeOrWrongPayment }
}
