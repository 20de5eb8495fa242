// Codes about a person over time: needs, relations, ways of contact, why somebody comes first, and
// records that may be the same person.

/// How great a need is (behovets omfattning).
public enum NeedLevel: String, CodeList {
  /// Low (litet).
  case low
  /// Medium (måttligt).
  case medium
  /// High (stort).
  case high
  /// Unknown (okänt).
  case unknown

  /// The name of the list.
  public static let listName = "need-level"

  /// What people read.
  public var label: Label {
    switch self {
    case .low: Label("litet", "low")
    case .medium: Label("måttligt", "medium")
    case .high: Label("stort", "high")
    case .unknown: Label("okänt", "unknown")
    }
  }
}

/// Whether the person wants help (önskan om hjälp).
public enum NeedWish: String, CodeList {
  /// Now (nu).
  case now
  /// Later (senare).
  case later
  /// No (nej).
  case no
  /// Unknown (okänt).
  case unknown

  /// The name of the list.
  public static let listName = "need-wish"

  /// What people read.
  public var label: Label {
    switch self {
    case .now: Label("nu", "now")
    case .later: Label("senare", "later")
    case .no: Label("nej", "no")
    case .unknown: Label("okänt", "unknown")
    }
  }
}

/// What another person is to somebody (relation).
public enum RelationKind: String, CodeList {
  /// Child (barn).
  case child
  /// Guardian (vårdnadshavare).
  case guardian
  /// Partner (partner).
  case partner
  /// Former partner (tidigare partner).
  case formerPartner = "former_partner"
  /// Sibling (syskon).
  case sibling
  /// Network (nätverk).
  case network
  /// Same household (samma hushåll).
  case household
  /// Perpetrator (utövare av våld).
  case perpetrator
  /// Exposed to violence (utsatt för våld).
  case exposed

  /// The name of the list.
  public static let listName = "relation-kind"

  /// What people read.
  public var label: Label {
    switch self {
    case .child: Label("barn", "child")
    case .guardian: Label("vårdnadshavare", "guardian")
    case .partner: Label("partner", "partner")
    case .formerPartner: Label("tidigare partner", "former partner")
    case .sibling: Label("syskon", "sibling")
    case .network: Label("nätverk", "network")
    case .household: Label("samma hushåll", "same household")
    case .perpetrator: Label("utövare av våld", "perpetrator")
    case .exposed: Label("utsatt för våld", "exposed to violence")
    }
  }

  /// What the person is to the other.
  public var inverse: RelationKind {
    switch self {
    case .child: .guardian
    case .guardian: .child
    case .perpetrator: .exposed
    case .exposed: .perpetrator
    case .partner, .formerPartner, .sibling, .network, .household: self
    }
  }

  /// Whether it tells of violence.
  public var isViolence: Bool { self == .perpetrator || self == .exposed }
}

/// A way to reach somebody (kontaktväg).
public enum ContactKind: String, CodeList {
  /// Telephone (telefon).
  case phone
  /// Text message (sms).
  case sms
  /// E-mail (e-post).
  case email
  /// Letter (brev).
  case post
  /// Visit (besök).
  case visit
  /// Social media (sociala medier).
  case socialMedia = "social_media"
  /// Through somebody else (genom någon annan).
  case through

  /// The name of the list.
  public static let listName = "contact-kind"

  /// What people read.
  public var label: Label {
    switch self {
    case .phone: Label("telefon", "telephone")
    case .sms: Label("sms", "text message")
    case .email: Label("e-post", "e-mail")
    case .post: Label("brev", "letter")
    case .visit: Label("besök", "visit")
    case .socialMedia: Label("sociala medier", "social media")
    case .through: Label("genom någon annan", "through somebody else")
    }
  }
}

/// Why two records may be one person (dubblettskäl).
public enum DuplicateReason: String, CodeList {
  /// Same identity number (samma identitetsnummer).
  case identityNumber = "identity_number"
  /// Same name and year of birth (samma namn och födelseår).
  case nameBirthYear = "name_birth_year"
  /// Same telephone number (samma telefonnummer).
  case phone

  /// The name of the list.
  public static let listName = "duplicate-reason"

  /// What people read.
  public var label: Label {
    switch self {
    case .identityNumber: Label("samma identitetsnummer", "same identity number")
    case .nameBirthYear: Label("samma namn och födelseår", "same name and year of birth")
    case .phone: Label("samma telefonnummer", "same telephone number")
    }
  }
}

/// What was decided about two records (dubblettbeslut).
public enum DuplicateDecision: String, CodeList {
  /// Same person (samma person).
  case same
  /// Different persons (olika personer).
  case different
  /// Unsure (osäkert).
  case unsure

  /// The name of the list.
  public static let listName = "duplicate-decision"

  /// What people read.
  public var label: Label {
    switch self {
    case .same: Label("samma person", "same person")
    case .different: Label("olika personer", "different persons")
    case .unsure: Label("osäkert", "unsure")
    }
  }
}

/// Why somebody comes first on the by-name list (prioriteringsskäl).
public enum PriorityReason: String, CodeList {
  /// Woman in acute homelessness (kvinna i akut hemlöshet).
  case womanAcute = "woman_acute"
  /// Child (barn).
  case child
  /// Violence or exploitation (våld eller utnyttjande).
  case violence
  /// Sleeps rough (sover ute).
  case sleepsRough = "sleeps_rough"
  /// Days without contact (dagar utan kontakt).
  case daysWithoutContact = "days_without_contact"
  /// No contact known (ingen kontakt känd).
  case noContactKnown = "no_contact_known"

  /// The name of the list.
  public static let listName = "priority-reason"

  /// What people read.
  public var label: Label {
    switch self {
    case .womanAcute: Label("kvinna i akut hemlöshet", "woman in acute homelessness")
    case .child: Label("barn", "child")
    case .violence: Label("våld eller utnyttjande", "violence or exploitation")
    case .sleepsRough: Label("sover ute", "sleeps rough")
    case .daysWithoutContact: Label("dagar utan kontakt", "days without contact")
    case .noContactKnown: Label("ingen kontakt känd", "no contact known")
    }
  }
}

/// What decided whether a person is active (skäl till aktualitet).
public enum ActivityReason: String, CodeList {
  /// Set by hand (satt för hand).
  case setByHand = "set_by_hand"
  /// Recent contact (kontakt nyligen).
  case contact
  /// New record (ny post).
  case recordNew = "record_new"
  /// Open work (pågående arbete).
  case openWork = "open_work"
  /// No contact for long (ingen kontakt på länge).
  case noContact = "no_contact"

  /// The name of the list.
  public static let listName = "activity-reason"

  /// What people read.
  public var label: Label {
    switch self {
    case .setByHand: Label("satt för hand", "set by hand")
    case .contact: Label("kontakt nyligen", "recent contact")
    case .recordNew: Label("ny post", "new record")
    case .openWork: Label("pågående arbete", "open work")
    case .noContact: Label("ingen kontakt på länge", "no contact for long")
    }
  }
}

/// How far a merging has come (sammanslagningens status).
public enum MergeStatus: String, CodeList {
  /// Proposed (föreslagen).
  case proposed
  /// Lapsed (förfallen).
  case lapsed
  /// Rejected (avvisad).
  case rejected
  /// Done (genomförd).
  case done
  /// Undoing asked for (ångrande begärt).
  case undoAsked = "undo_asked"
  /// Undone (ångrad).
  case undone

  /// The name of the list.
  public static let listName = "merge-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .proposed: Label("föreslagen", "proposed")
    case .lapsed: Label("förfallen", "lapsed")
    case .rejected: Label("avvisad", "rejected")
    case .done: Label("genomförd", "done")
    case .undoAsked: Label("ångrande begärt", "undoing asked for")
    case .undone: Label("ångrad", "undone")
    }
  }
}
