// Codes about municipalities' units, partners, services and agreements.
// The codes are the contract; the labels are for people and may be reworded.

/// What a partner is (samarbetspart).
public enum PartnerKind: String, CodeList {
  /// Association (förening).
  case association
  /// Faith community (trossamfund).
  case faithCommunity = "faith_community"
  /// Women's shelter (kvinnojour).
  case womensShelter = "womens_shelter"
  /// Region (region).
  case region
  /// State agency (statlig myndighet).
  case stateAgency = "state_agency"
  /// Police (polis).
  case police
  /// Company (företag).
  case company
  /// School (skola).
  case school

  /// The name of the list.
  public static let listName = "partner-kind"

  /// What people read.
  public var label: Label {
    switch self {
    case .association: Label("förening", "association")
    case .faithCommunity: Label("trossamfund", "faith community")
    case .womensShelter: Label("kvinnojour", "women's shelter")
    case .region: Label("region", "region")
    case .stateAgency: Label("statlig myndighet", "state agency")
    case .police: Label("polis", "police")
    case .company: Label("företag", "company")
    case .school: Label("skola", "school")
    }
  }
}

/// What an agreement is (avtal, överenskommelse).
public enum AgreementKind: String, CodeList {
  /// Service contract (avtal om insatser).
  case service
  /// Public partnership with civil society (idéburet offentligt partnerskap).
  case iop
  /// Police cooperation agreement (samverkansöverenskommelse med polisen).
  case policeCooperation = "police_cooperation"
  /// Citizen promise (medborgarlöfte).
  case citizenPromise = "citizen_promise"
  /// Grant (bidrag).
  case grant
  /// Data processing agreement (personuppgiftsbiträdesavtal).
  case dataProcessor = "data_processor"
  /// Joint programme (gemensamt program).
  case jointProgramme = "joint_programme"
  /// Employment of guides (anställning av samhällsvägledare).
  case guideEmployment = "guide_employment"
  /// Action plan (handlingsplan).
  case actionPlan = "action_plan"

  /// The name of the list.
  public static let listName = "agreement-kind"

  /// What people read.
  public var label: Label {
    switch self {
    case .service: Label("avtal om insatser", "service contract")
    case .iop: Label("idéburet offentligt partnerskap", "public partnership with civil society")
    case .policeCooperation:
      Label("samverkansöverenskommelse med polisen", "police cooperation agreement")
    case .citizenPromise: Label("medborgarlöfte", "citizen promise")
    case .grant: Label("bidrag", "grant")
    case .dataProcessor: Label("personuppgiftsbiträdesavtal", "data processing agreement")
    case .jointProgramme: Label("gemensamt program", "joint programme")
    case .guideEmployment: Label("anställning av samhällsvägledare", "employment of guides")
    case .actionPlan: Label("handlingsplan", "action plan")
    }
  }

  /// Whether such an agreement can open personal data at all.
  public var mayOpenPersonData: Bool {
    switch self {
    case .service, .iop, .dataProcessor, .guideEmployment: true
    case .policeCooperation, .citizenPromise, .grant, .jointProgramme, .actionPlan: false
    }
  }
}

/// What a unit does (enhet).
public enum UnitKind: String, CodeList {
  /// Intake (mottagning).
  case intake
  /// Outreach (uppsökande arbete).
  case outreach
  /// Investigation (utredning).
  case investigation
  /// Treatment (behandling).
  case treatment
  /// Housing (boende).
  case housing
  /// Violence (våld i nära relation).
  case violence
  /// Field work with youth (fältarbete bland unga).
  case fieldYouth = "field_youth"
  /// Administration (administration).
  case admin

  /// The name of the list.
  public static let listName = "unit-kind"

  /// What people read.
  public var label: Label {
    switch self {
    case .intake: Label("mottagning", "intake")
    case .outreach: Label("uppsökande arbete", "outreach")
    case .investigation: Label("utredning", "investigation")
    case .treatment: Label("behandling", "treatment")
    case .housing: Label("boende", "housing")
    case .violence: Label("våld i nära relation", "violence")
    case .fieldYouth: Label("fältarbete bland unga", "field work with youth")
    case .admin: Label("administration", "administration")
    }
  }
}

/// Whether a service records who came (SoL 14:5).
public enum DocumentationMode: String, CodeList {
  /// Identified (med identitet).
  case identified
  /// Without identity (utan identitet).
  case noIdentity = "no_identity"

  /// The name of the list.
  public static let listName = "documentation-mode"

  /// What people read.
  public var label: Label {
    switch self {
    case .identified: Label("med identitet", "identified")
    case .noIdentity: Label("utan identitet", "without identity")
    }
  }
}

/// Whether a service needs an individual assessment (SoL 11:5).
public enum NeedsAssessment: String, CodeList {
  /// With assessment (med behovsprövning).
  case with
  /// Without assessment (utan behovsprövning).
  case without

  /// The name of the list.
  public static let listName = "needs-assessment"

  /// What people read.
  public var label: Label {
    switch self {
    case .with: Label("med behovsprövning", "with assessment")
    case .without: Label("utan behovsprövning", "without assessment")
    }
  }
}
