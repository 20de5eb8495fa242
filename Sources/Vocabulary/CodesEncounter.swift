// Codes about encounters. The codes are the contract; the labels are for people.

/// How somebody was met (typ av möte).
public enum EncounterKind: String, CodeList {
  /// First meeting (första mötet).
  case first
  /// Met again (återkommande).
  case `repeat`
  /// Phone (telefon).
  case phone
  /// Online (på nätet).
  case online

  /// The name of the list.
  public static let listName = "encounter-kind"

  /// What people read.
  public var label: Label {
    switch self {
    case .first: Label("första mötet", "first meeting")
    case .repeat: Label("återkommande", "met again")
    case .phone: Label("telefon", "phone")
    case .online: Label("på nätet", "online")
    }
  }
}

/// What a meeting was about (innehåll).
public enum ContactContent: String, CodeList {
  /// Relation (relation).
  case relation
  /// Information (information).
  case information
  /// Motivation (motivation).
  case motivation
  /// Practical help (praktisk hjälp).
  case practical
  /// Health (hälsa).
  case health
  /// Going along (följa med).
  case accompany
  /// Crisis (kris).
  case crisis

  /// The name of the list.
  public static let listName = "contact-content"

  /// What people read.
  public var label: Label {
    switch self {
    case .relation: Label("relation", "relation")
    case .information: Label("information", "information")
    case .motivation: Label("motivation", "motivation")
    case .practical: Label("praktisk hjälp", "practical help")
    case .health: Label("hälsa", "health")
    case .accompany: Label("följa med", "going along")
    case .crisis: Label("kris", "crisis")
    }
  }
}

/// What was offered, or asked for and not to be had (erbjudet).
public enum HelpOffered: String, CodeList {
  /// Treatment contact (kontakt med behandling).
  case treatmentContact = "treatment_contact"
  /// Detox (avgiftning).
  case detox
  /// Health care (sjukvård).
  case healthCare = "health_care"
  /// Mental health care (psykiatri).
  case mentalHealthCare = "mental_health_care"
  /// Night shelter (härbärge).
  case nightShelter = "night_shelter"
  /// Emergency housing (akutboende).
  case emergencyHousing = "emergency_housing"
  /// Protected housing (skyddat boende).
  case protectedHousing = "protected_housing"
  /// Housing advice (bostadsrådgivning).
  case housingAdvice = "housing_advice"
  /// Income support (försörjningsstöd).
  case incomeSupport = "income_support"
  /// Debt advice (skuldrådgivning).
  case debtAdvice = "debt_advice"
  /// Identity papers (id-handlingar).
  case identityPapers = "identity_papers"
  /// Police report (polisanmälan).
  case policeReport = "police_report"
  /// Interpreter (tolk).
  case interpreter
  /// Someone to come along (följeslagare).
  case accompaniment
  /// Journey home (resa hem).
  case travelHome = "travel_home"
  /// Other (annat).
  case other

  /// The name of the list.
  public static let listName = "help-offered"

  /// What people read.
  public var label: Label {
    switch self {
    case .treatmentContact: Label("kontakt med behandling", "treatment contact")
    case .detox: Label("avgiftning", "detox")
    case .healthCare: Label("sjukvård", "health care")
    case .mentalHealthCare: Label("psykiatri", "mental health care")
    case .nightShelter: Label("härbärge", "night shelter")
    case .emergencyHousing: Label("akutboende", "emergency housing")
    case .protectedHousing: Label("skyddat boende", "protected housing")
    case .housingAdvice: Label("bostadsrådgivning", "housing advice")
    case .incomeSupport: Label("försörjningsstöd", "income support")
    case .debtAdvice: Label("skuldrådgivning", "debt advice")
    case .identityPapers: Label("id-handlingar", "identity papers")
    case .policeReport: Label("polisanmälan", "police report")
    case .interpreter: Label("tolk", "interpreter")
    case .accompaniment: Label("följeslagare", "someone to come along")
    case .travelHome: Label("resa hem", "journey home")
    case .other: Label("annat", "other")
    }
  }
}

/// What the person answered (svar).
public enum ContactResponse: String, CodeList {
  /// Accepted (tackade ja).
  case accepted
  /// Later (senare).
  case later
  /// Refused (tackade nej).
  case refused

  /// The name of the list.
  public static let listName = "contact-response"

  /// What people read.
  public var label: Label {
    switch self {
    case .accepted: Label("tackade ja", "accepted")
    case .later: Label("senare", "later")
    case .refused: Label("tackade nej", "refused")
    }
  }
}

/// How long it took (längd).
public enum ContactDuration: String, CodeList {
  /// Under 15 minutes (under 15 minuter).
  case under15 = "under_15"
  /// 15–60 minutes (15–60 minuter).
  case from15To60 = "15_to_60"
  /// Over 60 minutes (över 60 minuter).
  case over60 = "over_60"

  /// The name of the list.
  public static let listName = "contact-duration"

  /// What people read.
  public var label: Label {
    switch self {
    case .under15: Label("under 15 minuter", "under 15 minutes")
    case .from15To60: Label("15–60 minuter", "15–60 minutes")
    case .over60: Label("över 60 minuter", "over 60 minutes")
    }
  }
}

/// How far a contact on a platform came (kontakt på nätet).
public enum OnlineStage: String, CodeList {
  /// First contact (första kontakt).
  case firstContact = "first_contact"
  /// Reply (svar).
  case reply
  /// Moved to a meeting (ledde till möte).
  case movedToMeeting = "moved_to_meeting"

  /// The name of the list.
  public static let listName = "online-stage"

  /// What people read.
  public var label: Label {
    switch self {
    case .firstContact: Label("första kontakt", "first contact")
    case .reply: Label("svar", "reply")
    case .movedToMeeting: Label("ledde till möte", "moved to a meeting")
    }
  }
}

/// What was handed out (utdelat).
public enum HandoutKind: String, CodeList {
  /// Food (mat).
  case food
  /// Clothes (kläder).
  case clothes
  /// Transport (resa).
  case transport
  /// Hygiene (hygienartiklar).
  case hygiene
  /// Naloxone (naloxon).
  case naloxone
  /// Sleeping gear (sovsäck).
  case sleepingGear = "sleeping_gear"
  /// Phone (telefon).
  case phone
  /// Needle exchange (sprutbyte).
  case needleExchange = "needle_exchange"
  /// Other (annat).
  case other

  /// The name of the list.
  public static let listName = "handout-kind"

  /// What people read.
  public var label: Label {
    switch self {
    case .food: Label("mat", "food")
    case .clothes: Label("kläder", "clothes")
    case .transport: Label("resa", "transport")
    case .hygiene: Label("hygienartiklar", "hygiene")
    case .naloxone: Label("naloxon", "naloxone")
    case .sleepingGear: Label("sovsäck", "sleeping gear")
    case .phone: Label("telefon", "phone")
    case .needleExchange: Label("sprutbyte", "needle exchange")
    case .other: Label("annat", "other")
    }
  }
}

/// How an attempt to find somebody went (resultat).
public enum AttemptResult: String, CodeList {
  /// Found (funnen).
  case found
  /// Not found (inte funnen).
  case notFound = "not_found"
  /// Seen, not contacted (sedd, inte kontaktad).
  case seenNotContacted = "seen_not_contacted"
  /// Heard of (hört talas om).
  case heardOf = "heard_of"
  /// Refused contact (ville inte ha kontakt).
  case refusedContact = "refused_contact"

  /// The name of the list.
  public static let listName = "attempt-result"

  /// What people read.
  public var label: Label {
    switch self {
    case .found: Label("funnen", "found")
    case .notFound: Label("inte funnen", "not found")
    case .seenNotContacted: Label("sedd, inte kontaktad", "seen, not contacted")
    case .heardOf: Label("hört talas om", "heard of")
    case .refusedContact: Label("ville inte ha kontakt", "refused contact")
    }
  }
}

/// The state of an order to look for somebody (uppdragets läge).
public enum SearchOrderStatus: String, CodeList {
  /// Ordered (beställt).
  case ordered
  /// Taken (taget).
  case taken
  /// Searching (sökning pågår).
  case searching
  /// Found (funnen).
  case found
  /// Not found (inte funnen).
  case notFound = "not_found"
  /// Located elsewhere (finns på annat håll).
  case locatedElsewhere = "located_elsewhere"
  /// Withdrawn (återkallat).
  case withdrawn
  /// Person declines (vill inte bli sökt).
  case personDeclines = "person_declines"

  /// The name of the list.
  public static let listName = "search-order-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .ordered: Label("beställt", "ordered")
    case .taken: Label("taget", "taken")
    case .searching: Label("sökning pågår", "searching")
    case .found: Label("funnen", "found")
    case .notFound: Label("inte funnen", "not found")
    case .locatedElsewhere: Label("finns på annat håll", "located elsewhere")
    case .withdrawn: Label("återkallat", "withdrawn")
    case .personDeclines: Label("vill inte bli sökt", "person declines")
    }
  }
}
