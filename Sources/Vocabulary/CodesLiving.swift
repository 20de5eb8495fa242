// Codes about where somebody lives: Socialstyrelsen's four situations with their subtypes, and the
// codes of ETHOS Light and HUD that follow from them.

/// Socialstyrelsen's situations of homelessness (hemlöshetssituation).
public enum HomelessSituation: String, CodeList {
  /// Acute homelessness (akut hemlöshet).
  case acute = "1"
  /// Institution with no home after it (institutionsvistelse utan bostad efteråt).
  case institution = "2"
  /// Long-term housing through the municipality (långsiktig boendelösning genom kommunen).
  case longTerm = "3"
  /// Own short-term arrangement (eget ordnat kortsiktigt boende).
  case ownShortTerm = "4"
  /// Unknown (okänd).
  case unknown

  /// The name of the list.
  public static let listName = "homeless-situation"

  /// What people read.
  public var label: Label {
    switch self {
    case .acute: Label("akut hemlöshet", "acute homelessness")
    case .institution:
      Label("institutionsvistelse utan bostad efteråt", "institution with no home after it")
    case .longTerm:
      Label("långsiktig boendelösning genom kommunen", "long-term housing through the municipality")
    case .ownShortTerm: Label("eget ordnat kortsiktigt boende", "own short-term arrangement")
    case .unknown: Label("okänd", "unknown")
    }
  }
}

/// Where somebody lives, within a situation (boendeform).
public enum LivingSubtype: String, CodeList {
  /// Public premises (offentliga lokaler).
  case publicPremises = "public_premises"
  /// Outdoors (utomhus).
  case outdoors
  /// Stairwell (trapphus).
  case stairwell
  /// Tent (tält).
  case tent
  /// Car (bil).
  case car
  /// Emergency housing (akutboende).
  case emergencyHousing = "emergency_housing"
  /// Night shelter (härbärge).
  case shelter
  /// On-call housing (jourboende).
  case jourboende
  /// Protected housing (skyddat boende).
  case protectedHousing = "protected_housing"
  /// Hostel (vandrarhem).
  case hostel
  /// Hospital (sjukhus).
  case hospital
  /// Treatment home (behandlingshem).
  case treatment
  /// Prison (kriminalvård).
  case prison
  /// Supported housing (stödboende).
  case supportedHousing = "supported_housing"
  /// Training apartment (tränings- eller försökslägenhet).
  case trainingApartment = "training_apartment"
  /// Social contract (socialt kontrakt).
  case socialContract = "social_contract"
  /// With family (hos familj).
  case family
  /// With friends (hos vänner).
  case friends
  /// Subletting (andrahand eller inneboende).
  case subletting

  /// The name of the list.
  public static let listName = "living-subtype"

  /// What people read.
  public var label: Label {
    switch self {
    case .publicPremises: Label("offentliga lokaler", "public premises")
    case .outdoors: Label("utomhus", "outdoors")
    case .stairwell: Label("trapphus", "stairwell")
    case .tent: Label("tält", "tent")
    case .car: Label("bil", "car")
    case .emergencyHousing: Label("akutboende", "emergency housing")
    case .shelter: Label("härbärge", "night shelter")
    case .jourboende: Label("jourboende", "on-call housing")
    case .protectedHousing: Label("skyddat boende", "protected housing")
    case .hostel: Label("vandrarhem", "hostel")
    case .hospital: Label("sjukhus", "hospital")
    case .treatment: Label("behandlingshem", "treatment home")
    case .prison: Label("kriminalvård", "prison")
    case .supportedHousing: Label("stödboende", "supported housing")
    case .trainingApartment: Label("tränings- eller försökslägenhet", "training apartment")
    case .socialContract: Label("socialt kontrakt", "social contract")
    case .family: Label("hos familj", "with family")
    case .friends: Label("hos vänner", "with friends")
    case .subletting: Label("andrahand eller inneboende", "subletting")
    }
  }

  /// The situation that it belongs to.
  public var situation: HomelessSituation {
    switch self {
    case .publicPremises, .outdoors, .stairwell, .tent, .car, .emergencyHousing, .shelter,
      .jourboende, .protectedHousing, .hostel:
      .acute
    case .hospital, .treatment, .prison, .supportedHousing: .institution
    case .trainingApartment, .socialContract: .longTerm
    case .family, .friends, .subletting: .ownShortTerm
    }
  }

  /// The category of ETHOS Light, 1–6.
  public var ethosLight: Int {
    switch self {
    case .publicPremises, .outdoors, .stairwell, .tent, .car: 1
    case .emergencyHousing, .shelter, .jourboende: 2
    case .protectedHousing, .hostel, .supportedHousing, .trainingApartment, .socialContract: 3
    case .hospital, .treatment, .prison: 4
    case .family, .friends, .subletting: 6
    }
  }

  /// The code of HUD's list 4.12, Current Living Situation.
  public var hudCode: Int {
    switch self {
    case .publicPremises, .outdoors, .stairwell, .tent, .car: 116
    case .emergencyHousing, .shelter, .jourboende, .protectedHousing, .hostel: 101
    case .hospital: 206
    case .treatment: 225
    case .prison: 207
    case .supportedHousing, .trainingApartment: 302
    case .socialContract: 435
    case .family: 335
    case .friends: 336
    case .subletting: 410
    }
  }

  /// Whether whoever sleeps so has no roof of their own for the night.
  public var isRough: Bool { ethosLight == 1 }
}

/// Who says where somebody lives (källa).
public enum LivingSource: String, CodeList {
  /// Own word (egna ord).
  case ownWord = "own_word"
  /// Seen (sett).
  case seen
  /// Staff (personal).
  case staff
  /// Partner (samarbetspart).
  case partner
  /// Register (register).
  case register

  /// The name of the list.
  public static let listName = "living-source"

  /// What people read.
  public var label: Label {
    switch self {
    case .ownWord: Label("egna ord", "own word")
    case .seen: Label("sett", "seen")
    case .staff: Label("personal", "staff")
    case .partner: Label("samarbetspart", "partner")
    case .register: Label("register", "register")
    }
  }
}
