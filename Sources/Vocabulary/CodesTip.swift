// Codes about tips: from whom, how far they came, what came of them. The codes are the contract;
// the labels are for people.

/// Whom a tip comes from (vem som tipsade).
package enum TipSource: String, CodeList {
  /// Staff (personal).
  case staff
  /// Police (polis).
  case police
  /// Security guard (ordningsvakt).
  case ordningsvakt
  /// Partner (partner).
  case partner
  /// The public (allmänheten).
  case everyone = "public"

  /// The name of the list.
  package static let listName = "tip-source"

  /// What people read.
  package var label: Label {
    switch self {
    case .staff: Label("personal", "staff")
    case .police: Label("polis", "police")
    case .ordningsvakt: Label("ordningsvakt", "security guard")
    case .partner: Label("partner", "partner")
    case .everyone: Label("allmänheten", "the public")
    }
  }
}

/// The state of a tip (tipsets läge).
package enum TipStatus: String, CodeList {
  /// New (nytt).
  case new
  /// Triaged (bedömt).
  case triaged
  /// Assigned (fördelat).
  case assigned
  /// Closed (avslutat).
  case closed
  /// Answered (besvarat).
  case informed

  /// The name of the list.
  package static let listName = "tip-status"

  /// What people read.
  package var label: Label {
    switch self {
    case .new: Label("nytt", "new")
    case .triaged: Label("bedömt", "triaged")
    case .assigned: Label("fördelat", "assigned")
    case .closed: Label("avslutat", "closed")
    case .informed: Label("besvarat", "answered")
    }
  }
}

/// What came of a tip (resultat av tipset).
package enum TipOutcome: String, CodeList {
  /// Found and helped (funnen och fick hjälp).
  case foundHelped = "found_helped"
  /// Found, refused (funnen, tackade nej).
  case foundRefused = "found_refused"
  /// Not found (inte funnen).
  case notFound = "not_found"
  /// Already known (redan känd).
  case alreadyKnown = "already_known"
  /// Wrong place (fel plats).
  case wrongPlace = "wrong_place"
  /// Another authority (annan myndighet).
  case otherAuthority = "other_authority"

  /// The name of the list.
  package static let listName = "tip-outcome"

  /// What people read.
  package var label: Label {
    switch self {
    case .foundHelped: Label("funnen och fick hjälp", "found and helped")
    case .foundRefused: Label("funnen, tackade nej", "found, refused")
    case .notFound: Label("inte funnen", "not found")
    case .alreadyKnown: Label("redan känd", "already known")
    case .wrongPlace: Label("fel plats", "wrong place")
    case .otherAuthority: Label("annan myndighet", "another authority")
    }
  }
}

/// What a team is to do about a tip (åtgärd).
package enum TipTask: String, CodeList {
  /// Search order (uppdrag att söka).
  case searchOrder = "search_order"
  /// Visit to the place (besök på platsen).
  case placeVisit = "place_visit"

  /// The name of the list.
  package static let listName = "tip-task"

  /// What people read.
  package var label: Label {
    switch self {
    case .searchOrder: Label("uppdrag att söka", "search order")
    case .placeVisit: Label("besök på platsen", "visit to the place")
    }
  }
}
