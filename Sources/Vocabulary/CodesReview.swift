// Code lists of trust: emergency openings, proposals that need a second person, reviews of the log.
// The codes are the contract; the labels are for people and may be reworded.

/// How far an opening in an emergency has come.
public enum EmergencyOpeningStatus: String, CodeList {
  /// Open (öppen).
  case open
  /// Ended (avslutad).
  case ended
  /// Reviewed (granskad).
  case reviewed

  /// The name of the list.
  public static let listName = "emergency-opening-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .open: Label("öppen", "open")
    case .ended: Label("avslutad, väntar på granskning", "ended, waits for its review")
    case .reviewed: Label("granskad", "reviewed")
    }
  }
}

/// What is proposed.
public enum ProposalKind: String, CodeList {
  /// Two records become one (sammanslagning).
  case merge
  /// A merging is undone (ångrad sammanslagning).
  case undoMerge = "undo_merge"
  /// A restriction or protection is lifted (hävd spärr).
  case unrestrict
  /// A role with personal data is given (behörighet).
  case grant

  /// The name of the list.
  public static let listName = "proposal-kind"

  /// What people read.
  public var label: Label {
    switch self {
    case .merge: Label("slå ihop två personer", "merge two records")
    case .undoMerge: Label("ångra en sammanslagning", "undo a merging")
    case .unrestrict: Label("häva en begränsning", "lift a restriction")
    case .grant: Label("ge en behörighet", "give a role")
    }
  }
}

/// How far a proposal has come.
public enum ProposalStatus: String, CodeList {
  /// Waits for a second person (väntar).
  case proposed
  /// Approved and done (godkänt).
  case approved
  /// Rejected (avvisat).
  case rejected
  /// Lapsed (förfallet).
  case lapsed

  /// The name of the list.
  public static let listName = "proposal-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .proposed: Label("väntar på en andra person", "waits for a second person")
    case .approved: Label("godkänt", "approved")
    case .rejected: Label("avvisat", "rejected")
    case .lapsed: Label("förfallet", "lapsed")
    }
  }
}

/// Why an entry of the log is looked at.
public enum ReviewRule: String, CodeList {
  /// Opened in an emergency (nödöppning): always looked at.
  case emergency
  /// The person is called as the one who looked (eget namn).
  case ownName = "own_name"
  /// The same surname (samma efternamn).
  case sameSurname = "same_surname"
  /// The person is called as a colleague (kollega).
  case colleague
  /// Without a relation to the person (ingen relation).
  case noRelation = "no_relation"
  /// At night (på natten).
  case atNight = "at_night"
  /// Many persons on one day (många).
  case many
  /// Drawn at random (stickprov).
  case sample

  /// The name of the list.
  public static let listName = "review-rule"

  /// What people read.
  public var label: Label {
    switch self {
    case .emergency: Label("nödöppning", "emergency")
    case .ownName: Label("eget namn", "own name")
    case .sameSurname: Label("samma efternamn", "same surname")
    case .colleague: Label("en kollegas namn", "a colleague's name")
    case .noRelation: Label("utan relation till personen", "without a relation to the person")
    case .atNight: Label("på natten, 22–06", "at night, 22–06")
    case .many: Label("många personer samma dag", "many persons on one day")
    case .sample: Label("stickprov", "random sample")
    }
  }
}

/// What a reviewer found.
public enum ReviewFinding: String, CodeList {
  /// The access was for the work (behörig).
  case lawful
  /// Must be asked about (oklar).
  case unclear
  /// The access was not for the work (obehörig).
  case unlawful

  /// The name of the list.
  public static let listName = "review-finding"

  /// What people read.
  public var label: Label {
    switch self {
    case .lawful: Label("behörig", "lawful")
    case .unclear: Label("oklar, ska utredas", "unclear, to be asked about")
    case .unlawful: Label("obehörig", "unlawful")
    }
  }
}

/// How far a review has come.
public enum ReviewStatus: String, CodeList {
  /// Open (pågår).
  case open
  /// Signed (signerad).
  case signed

  /// The name of the list.
  public static let listName = "review-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .open: Label("pågår", "open")
    case .signed: Label("signerad", "signed")
    }
  }
}
