// Codes about the person whom help is for.
// The codes are the contract; the labels are for people and may be reworded.

/// Sex, as told or as an identity number says (kön).
public enum Sex: String, CodeList {
  /// Woman (kvinna).
  case woman
  /// Man (man).
  case man
  /// Other (annat).
  case other
  /// Unknown (okänt).
  case unknown

  /// The name of the list.
  public static let listName = "sex"

  /// What people read.
  public var label: Label {
    switch self {
    case .woman: Label("kvinna", "woman")
    case .man: Label("man", "man")
    case .other: Label("annat", "other")
    case .unknown: Label("okänt", "unknown")
    }
  }
}

/// Age in bands, where a birth year is not known or not shown (åldersspann).
public enum AgeBand: String, CodeList {
  /// 0–12 years (0–12 år).
  case to12 = "0-12"
  /// 13–15 years (13–15 år).
  case from13 = "13-15"
  /// 16–17 years (16–17 år).
  case from16 = "16-17"
  /// 18–20 years (18–20 år).
  case from18 = "18-20"
  /// 21–24 years (21–24 år).
  case from21 = "21-24"
  /// 25–34 years (25–34 år).
  case from25 = "25-34"
  /// 35–49 years (35–49 år).
  case from35 = "35-49"
  /// 50–65 years (50–65 år).
  case from50 = "50-65"
  /// 66–79 years (66–79 år).
  case from66 = "66-79"
  /// 80 years or older (80 år eller äldre).
  case from80 = "80+"
  /// Unknown age (okänd ålder).
  case unknown

  /// The name of the list.
  public static let listName = "age-band"

  /// What people read.
  public var label: Label {
    switch self {
    case .to12: Label("0–12 år", "0–12 years")
    case .from13: Label("13–15 år", "13–15 years")
    case .from16: Label("16–17 år", "16–17 years")
    case .from18: Label("18–20 år", "18–20 years")
    case .from21: Label("21–24 år", "21–24 years")
    case .from25: Label("25–34 år", "25–34 years")
    case .from35: Label("35–49 år", "35–49 years")
    case .from50: Label("50–65 år", "50–65 years")
    case .from66: Label("66–79 år", "66–79 years")
    case .from80: Label("80 år eller äldre", "80 years or older")
    case .unknown: Label("okänd ålder", "unknown age")
    }
  }

  /// The years of age that the band spans; nil where it is unknown.
  public var years: ClosedRange<Int>? {
    switch self {
    case .to12: 0...12
    case .from13: 13...15
    case .from16: 16...17
    case .from18: 18...20
    case .from21: 21...24
    case .from25: 25...34
    case .from35: 35...49
    case .from50: 50...65
    case .from66: 66...79
    case .from80: 80...199
    case .unknown: nil
    }
  }

  /// The band of an age in years.
  public init(years age: Int) {
    self = Self.allCases.first { $0.years?.contains(age) == true } ?? .unknown
  }

  /// Whether someone in the band is under 18.
  public var isChild: Bool { (years?.upperBound ?? .max) < 18 }
}

/// Whether children live with or depend on the person (barn i hushållet).
public enum ChildrenAnswer: String, CodeList {
  /// Yes (ja).
  case yes
  /// No (nej).
  case no
  /// Not known (vet inte).
  case unknown

  /// The name of the list.
  public static let listName = "children-answer"

  /// What people read.
  public var label: Label {
    switch self {
    case .yes: Label("ja", "yes")
    case .no: Label("nej", "no")
    case .unknown: Label("vet inte", "not known")
    }
  }
}

/// Protection in the population register (skyddade personuppgifter); fingerade personuppgifter
/// has no code, for nothing may reveal it.
public enum ProtectedIdentity: String, CodeList {
  /// None (inget skydd).
  case none
  /// Confidentiality marking (sekretessmarkering).
  case marked
  /// Protected registration (skyddad folkbokföring).
  case protectedRegistration = "protected_registration"

  /// The name of the list.
  public static let listName = "protected-identity"

  /// What people read.
  public var label: Label {
    switch self {
    case .none: Label("inget skydd", "none")
    case .marked: Label("sekretessmarkering", "confidentiality marking")
    case .protectedRegistration: Label("skyddad folkbokföring", "protected registration")
    }
  }
}

/// How far a person is known (identitetsläge).
public enum IdentityMode: String, CodeList {
  /// Pseudonymous (pseudonym).
  case pseudonymous
  /// Identified (identifierad).
  case identified

  /// The name of the list.
  public static let listName = "identity-mode"

  /// What people read.
  public var label: Label {
    switch self {
    case .pseudonymous: Label("pseudonym", "pseudonymous")
    case .identified: Label("identifierad", "identified")
    }
  }
}

/// What help is needed with (behovsområde).
public enum NeedArea: String, CodeList {
  /// Housing (boende).
  case housing
  /// Alcohol and drugs (alkohol och droger).
  case substance
  /// Mental health (psykisk hälsa).
  case mentalHealth = "mental_health"
  /// Physical health (fysisk hälsa).
  case physicalHealth = "physical_health"
  /// Violence by someone close (våld i nära relation).
  case violence
  /// Honour-based violence and oppression (hedersrelaterat våld och förtryck).
  case honour
  /// Sexual exploitation (sexuell exploatering).
  case sexualExploitation = "sexual_exploitation"
  /// Forced labour (tvångsarbete).
  case forcedLabour = "forced_labour"
  /// Forced begging (tvång att tigga).
  case forcedBegging = "forced_begging"
  /// Forced crime (tvång att begå brott).
  case forcedCrime = "forced_crime"
  /// Debt (skulder).
  case debt
  /// Income (försörjning).
  case income
  /// Children and parenting (barn och föräldraskap).
  case children
  /// Papers and permits (papper och tillstånd).
  case papers

  /// The name of the list.
  public static let listName = "need-area"

  /// What people read.
  public var label: Label {
    switch self {
    case .housing: Label("boende", "housing")
    case .substance: Label("alkohol och droger", "alcohol and drugs")
    case .mentalHealth: Label("psykisk hälsa", "mental health")
    case .physicalHealth: Label("fysisk hälsa", "physical health")
    case .violence: Label("våld i nära relation", "violence by someone close")
    case .honour: Label("hedersrelaterat våld och förtryck", "honour-based violence and oppression")
    case .sexualExploitation: Label("sexuell exploatering", "sexual exploitation")
    case .forcedLabour: Label("tvångsarbete", "forced labour")
    case .forcedBegging: Label("tvång att tigga", "forced begging")
    case .forcedCrime: Label("tvång att begå brott", "forced crime")
    case .debt: Label("skulder", "debt")
    case .income: Label("försörjning", "income")
    case .children: Label("barn och föräldraskap", "children and parenting")
    case .papers: Label("papper och tillstånd", "papers and permits")
    }
  }
}

/// Whom an entrance or a team is for (målgrupp).
public enum TargetGroup: String, CodeList {
  /// Acute homelessness (akut hemlöshet).
  case acuteHomelessness = "acute_homelessness"
  /// Prostitution and trafficking (prostitution och människohandel).
  case prostitutionTrafficking = "prostitution_trafficking"
  /// Violence (våldsutsatta och våldsutövare).
  case violence
  /// Children and youth (barn och unga).
  case childrenYouth = "children_youth"
  /// Community guides (samhällsvägledare).
  case guides
  /// Harmful use and dependency (skadligt bruk och beroende).
  case substance

  /// The name of the list.
  public static let listName = "target-group"

  /// What people read.
  public var label: Label {
    switch self {
    case .acuteHomelessness: Label("akut hemlöshet", "acute homelessness")
    case .prostitutionTrafficking:
      Label("prostitution och människohandel", "prostitution and trafficking")
    case .violence: Label("våldsutsatta och våldsutövare", "violence")
    case .childrenYouth: Label("barn och unga", "children and youth")
    case .guides: Label("samhällsvägledare", "community guides")
    case .substance: Label("skadligt bruk och beroende", "harmful use and dependency")
    }
  }
}
